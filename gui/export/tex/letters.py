"""Text of a figure as TeX: letters with marks as formulas, signs by name, all else escaped."""

import re
import unicodedata

_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉ⱼₖ", "0123456789jk")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺⁽⁾", "0123456789-+()")
_SUBS, _SUPS = "[₀-₉ⱼₖ]", "[⁰¹²³⁴-⁹⁻⁺⁽⁾]"

_GREEK = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "varepsilon",
    "ζ": "zeta",
    "η": "eta",
    "θ": "theta",
    "κ": "kappa",
    "λ": "lambda",
    "μ": "mu",
    "µ": "mu",
    "ν": "nu",
    "ξ": "xi",
    "π": "pi",
    "ρ": "rho",
    "σ": "sigma",
    "τ": "tau",
    "φ": "varphi",
    "χ": "chi",
    "ψ": "psi",
    "ω": "omega",
    "Γ": "Gamma",
    "Δ": "Delta",
    "Θ": "Theta",
    "Λ": "Lambda",
    "Σ": "Sigma",
    "Φ": "Phi",
    "Ψ": "Psi",
    "Ω": "Omega",
}
_LETTER = f"(?:[A-Za-zŷŝ{''.join(_GREEK)}]\N{COMBINING CIRCUMFLEX ACCENT}?)"
_ALONE, _ENDS = r"(?<![^\W\d])(?<!['’])", r"(?![^\W\d])"
_MARKS = rf"(?:(?:[′″]|'(?=\())(?:{_SUBS}+)?{_SUPS}*|{_SUBS}+{_SUPS}*|{_SUPS}+)"
_ALWAYS = "B-HJ-Zb-zŷŝ" + "".join(_GREEK)  # a, A and I alone are words, unless a sign is near
_BEFORE = r"\[|\)| ?[=<>≈≤→·×*/^+−]|[;:；：，。]| (?:instead|or)\b"
_BEHIND = "(?<=[=+−/∂] )|(?<=[\u3400-\u9fff] )|(?<= taken for )"
_BARE = (
    rf"{_ALONE}[{_ALWAYS}]\N{{COMBINING CIRCUMFLEX ACCENT}}?{_ENDS}"
    rf"|{_ALONE}[aAI](?={_BEFORE})|(?:{_BEHIND})[aAI]{_ENDS}"
)
_OF_A_SLOPE = rf"{_ALONE}d{_LETTER}{_MARKS}?(?=/d)|(?<=/)d{_LETTER}{_MARKS}?{_ENDS}"
_ATOMS = rf"{_OF_A_SLOPE}|∂?{_LETTER}{_MARKS}|(?<=∂){_LETTER}{_ENDS}|∂{_LETTER}{_ENDS}|{_BARE}"
_FORMULA = re.compile(rf"(?P<atoms>{_ATOMS})|(?P<power>{_SUPS}+)|(?P<low>{_SUBS}+)")
_PARTS = re.compile(rf"(∂|d(?=[^\W\d]))?({_LETTER})([′″']?)({_SUBS}*)({_SUPS}*)")

_ESCAPED = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "#": r"\#",
    "$": r"\$",
    "%": r"\%",
    "&": r"\&",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": "$<$",
    ">": "$>$",
    "|": "$|$",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "-": "-{}",  # two of them are no dash
}
_MATHS = {
    "−": "-",
    "﹣": "-",
    "×": r"\times",
    "·": r"\cdot",
    "⋅": r"\cdot",
    "±": r"\pm",
    "∂": r"\partial",
    "∇": r"\nabla",
    "∑": r"\sum",
    "∞": r"\infty",
    "≈": r"\approx",
    "≤": r"\leq",
    "≥": r"\geq",
    "≠": r"\neq",
    "→": r"\rightarrow",
    "←": r"\leftarrow",
    "↑": r"\uparrow",
    "↓": r"\downarrow",
    "⋯": r"\cdots",
    "√": r"\surd",
    "½": r"\tfrac12",
    "⟦": r"[\![",
    "⟧": r"]\!]",
    "◯": r"\bigcirc",
    "■": r"\blacksquare",
    "◆": r"\blacklozenge",
    "▲": r"\blacktriangle",
    "▴": r"\blacktriangle",
    "▼": r"\blacktriangledown",
    "▾": r"\blacktriangledown",
    "▶": r"\blacktriangleright",
    "▸": r"\blacktriangleright",
    "◀": r"\blacktriangleleft",
    "✓": r"\checkmark",
    "✗": r"\times",
    "✕": r"\times",
    "″": "''",
    "′": "'",
    "°": r"^{\circ}",
    "⟲": r"\circlearrowleft",
    "⤢": r"\nearrow",
}
_TEXTS = {
    "●": r"\ballsign{}",
    "○": r"\scalebox{.8}{$\bigcirc$}",
    "━": r"\linesign{}",
    "╍": r"\dashsign{}",
    "╌": r"\finedashsign{}",
    "┈": r"\dotsign{}",
    "▒": r"\greysign{}",
    "✎": r"\pensign{}",
    "\N{NO-BREAK SPACE}": "~",
    "‑": "-{}",
    "‐": "-{}",
    "‒": "--",
    "–": "--",
    "—": "---",
    "…": r"\ldots{}",
    "•": r"\textbullet{}",
    "‖": r"$\|$",
    "†": r"\textdagger{}",
}
_KNOWN_TO_PDFTEX = re.compile(r"[\x20-\x7e¡-ſ‘-”‚„‹›«»€™‰]")


def tex_text(text: str) -> str:
    """Return a line of text for use between braces, outside a formula.

    `a₁⁽²⁾` becomes a formula, as does a letter that stands alone; numbers stay text.
    """
    written: list[str] = []
    at = 0
    for found in _FORMULA.finditer(text):
        written += map(_sign, text[at : found.start()])
        at = found.end()
        written.append(f"${_formula(found)}$")
    written += map(_sign, text[at:])
    return "".join(written)


def tex_math(latex: str) -> str:
    """Return a formula with signs that are no letters of TeX by their names."""
    return "".join(
        sign if ord(sign) < 128 else rf"\text{{{_sign(sign)}}}" if sign in _TEXTS else _bare(sign)
        for sign in latex
    )


def has_ideographs(text: str) -> bool:
    """Return whether a text has Chinese letters, or others that are set like them."""
    return any(unicodedata.east_asian_width(sign) in "WF" for sign in text)


def needs_unicode(text: str) -> bool:
    """Return whether a text has letters that pdfTeX and its fonts do not know."""
    return any(_is_unusual(sign) for sign in text)


def _is_unusual(sign: str) -> bool:
    known = sign in _MATHS or sign in _TEXTS or sign in _GREEK
    marks = re.fullmatch(f"{_SUBS}|{_SUPS}", sign) or sign in "ŷŝ\N{COMBINING CIRCUMFLEX ACCENT}"
    is_unseen = unicodedata.category(sign)[0] == "C"
    return not (known or marks or is_unseen or _KNOWN_TO_PDFTEX.fullmatch(sign))


def comment(text: str) -> str:
    """Return a text as a comment of one line."""
    return "% " + " ".join(text.split())


def _formula(found: "re.Match[str]") -> str:
    if found["power"]:
        return f"^{{{found['power'].translate(_RAISED)}}}"
    if found["low"]:
        return f"_{{{found['low'].translate(_LOWERED)}}}"
    parts = _PARTS.fullmatch(found["atoms"])
    assert parts is not None
    slope, letter, prime, low, high = parts.groups()
    primes = {"": "", "″": r"\prime\prime"}.get(prime, r"\prime")
    raised = " ".join(filter(None, (primes, high.translate(_RAISED))))
    written = {None: "", "∂": r"\partial ", "d": "d"}[slope] + _letter(letter)
    if low:
        written += f"_{{{low.translate(_LOWERED)}}}"
    return written + (f"^{{{raised}}}" if raised else "")


def _letter(letter: str) -> str:
    plain = unicodedata.normalize("NFD", letter)
    base = _GREEK.get(plain[0])
    named = rf"\{base}" if base else plain[0]
    if len(plain) > 1:
        return rf"\hat{{{named}}}"
    return f"{named} " if base else named


def _bare(sign: str) -> str:
    if sign in _MATHS:
        return f"{_MATHS[sign]} "
    if re.fullmatch(_LETTER, sign):
        return _letter(sign)
    return sign if has_ideographs(sign) else rf"\text{{{sign}}}"


def _sign(sign: str) -> str:
    if sign in _MATHS:
        return f"${_MATHS[sign]}$"
    if sign in _GREEK:
        return rf"$\{_GREEK[sign]}$"
    if unicodedata.category(sign)[0] == "C":  # nothing is seen of it, and TeX may stop at it
        return ""
    return _TEXTS.get(sign, _ESCAPED.get(sign, sign))
