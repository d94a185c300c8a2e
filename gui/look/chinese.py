"""The font with Chinese characters, where the system has one."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

# as they come with systems, those made for screens first; a Japanese one has other forms
KNOWN = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "SimHei",
    "Heiti SC",
)
_FIRST, _LAST = "\u3400", "\u9fff"


@cache
def chinese_family() -> str | None:
    """Return the family of a font with Chinese characters, None where the system has none."""
    there = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    known = (family for family in KNOWN if family in there)
    return next(known, there[0] if there else None)


@cache
def with_chinese() -> list[str]:
    """Return the families of words: the usual one, and for what it lacks a Chinese one."""
    usual, chinese = QFontInfo(QFont()).family(), chinese_family()
    return [usual] if chinese is None else [usual, chinese]


def is_chinese(text: str) -> bool:
    """Return whether there are Chinese characters in a text."""
    return any(_FIRST <= sign <= _LAST for sign in text)
