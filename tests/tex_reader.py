"""Reads TeX as far as it must to say whether a file can be right, with no line of ours."""

import re

_NAMES = {
    r"\partial": "∂",
    r"\cdot": "·",
    r"\rightarrow": "→",
    r"\times": "×",
    r"\ldots": "…",
    r"\approx": "≈",
    r"\infty": "∞",
    r"\prime": "′",
    r"\ballsign": "●",
    r"\blacksquare": "■",
    r"\linesign": "━",
    r"\tfrac12": "½",
    r"\%": "%",
    r"\&": "&",
    r"\_": "_",
    r"\#": "#",
    r"\$": "$",
    **{
        f"\\{name}": chr(ord("α") + i) for i, name in enumerate(["alpha", "beta", "gamma", "delta"])
    },
    r"\sigma": "σ",
    r"\eta": "η",
}
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁻−⁺", "01234567890123456789()--+")


def assert_sound(tex: str) -> None:
    """Fail where braces, dollars or environments do not close in the order they were opened."""
    depth, begun = 0, []
    marks = r"\\begin\{(\w+)\}|\\end\{(\w+)\}|\\.|[{}]"
    for found in re.finditer(marks, _without_comments(tex)):
        if found[1]:
            begun.append((found[1], depth))
        elif found[2]:
            assert begun.pop() == (found[2], depth), found
        elif found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
            assert depth >= 0
    assert (depth, begun) == (0, [])
    assert len(re.findall(r"(?<!\\)\$", tex)) % 2 == 0


def letters(text: str) -> str:
    """Return the letters and signs of a text, or of TeX, without marks of how they stand."""
    text = re.sub(r"\\hat\{(\w)\}", lambda m: {"y": "ŷ", "s": "ŝ"}[m[1]], text)
    for name in sorted(_NAMES, key=len, reverse=True):
        text = text.replace(name, _NAMES[name])
    text = re.sub(
        r"[{}$_^\s\u2060]|\\textquotesingle", "", text.replace("---", "—").replace("--", "–")
    )
    return text.translate(_LOWERED)


def names(tex: str) -> tuple[list[str], set[str]]:
    """Return the names of nodes and coordinates that are given, and those that are used."""
    tex = _without_comments(tex)
    given = re.findall(r"\\(?:node|coordinate)(?:\[[^]]*\])? \(([a-z][\w-]*)\) at", tex)
    used = re.findall(r"\(([axwb](?:-\d+)+)\)", tex)
    return given, set(used)


def _without_comments(tex: str) -> str:
    return re.sub(r"(?<!\\)%.*", "", tex)


def tables(tex: str) -> list[list[tuple[float, float]]]:
    """Return the tables of all plots: pairs of numbers."""
    found = []
    for body in re.findall(r"table\[row sep=\\\\\] \{\nx y\\\\\n(.*?)\n\}", tex, re.DOTALL):
        rows = [row.split() for row in body.replace("\n", "").split(r"\\") if row]
        found.append([(float(x), float(y)) for x, y in rows])
    return found
