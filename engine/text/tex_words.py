"""Plain words as TeX prints them, whatever signs they have."""

_LOW, _HIGH = "₀₁₂₃₄₅₆₇₈₉", "⁰¹²³⁴⁵⁶⁷⁸⁹"
_ESCAPED = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "−": "$-$",
        "|": "$|$",
        "<": "$<$",  # which the usual fonts have not where it stands in ASCII
        ">": "$>$",
        "½": r"$\frac{1}{2}$",
        "²": "$^2$",
        "∞": r"$\infty$",
        "×": r"$\times$",
        "·": r"$\cdot$",
        "δ": r"$\delta$",
        "∂": r"$\partial$",
        "σ": r"$\sigma$",
        "η": r"$\eta$",
        "ŷ": r"$\hat{y}$",
        "ⱼ": "$_j$",
        "ₖ": "$_k$",
        "⁽": "$^($",
        "⁾": "$^)$",
        "–": "--",
        **{sign: f"$_{digit}$" for digit, sign in enumerate(_LOW)},
        **{sign: f"$^{digit}$" for digit, sign in enumerate(_HIGH)},
        **{sign: f"\\{sign}" for sign in "#$%&_{}"},
    }
)


def tex_words(text: str) -> str:
    """Return text as TeX prints it, on one line; letters of other scripts stay as they are."""
    return " ".join(text.split()).translate(_ESCAPED).replace("w$_j$$_k$", "$w_{jk}$")
