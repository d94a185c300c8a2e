"""Which letters the bytes of a table stand for."""

import re
from collections.abc import Iterator

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 2**16
_HIGH = re.compile(rb"[\x80-\xff]+")
_COMMON_HAN = re.compile(rb"[\xb0-\xd7][\xa1-\xfe]")  # the first level of GB 2312
_CHINESE, _WESTERN = "gb18030", "cp1252"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def is_encoding(name: str) -> bool:
    """Return whether Python knows an encoding of text by this name."""
    try:
        b"a".decode(name)
    except LookupError:
        return False
    except ValueError:  # two bytes a letter; or a name with a zero in it
        return "\0" not in name
    return True


def decodings(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the encodings a table may have and its text in each, the likeliest first.

    A mark at its beginning or valid UTF-8 leaves no choice. Of the others, GB 18030 is told from
    Windows-1252 by how many of the high bytes are pairs that stand for common Chinese characters,
    and where that does not say enough, by charset-normalizer.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            yield from _decoded(content, encoding)
            return
    for encoding in _by_zeros(content[:_SAMPLE]):
        yield from _decoded(content, encoding)
        return
    plain = list(_decoded(content, "utf-8"))
    if plain:
        yield from plain
        return
    for encoding in _by_high_bytes(content[:_SAMPLE]):
        yield from _decoded(content, encoding)


def _decoded(content: bytes, encoding: str) -> Iterator[tuple[str, str]]:
    try:
        text = content.decode(encoding)
    except ValueError:
        return
    if not _CONTROL.search(text, 0, _SAMPLE):
        yield encoding.removesuffix("-sig"), text


def _by_zeros(sample: bytes) -> Iterator[str]:
    """Yield UTF-16 without a mark: every other byte of Western text in it is zero."""
    pairs = len(sample) // 2
    if pairs and sample[1::2].count(0) > 0.4 * pairs and not sample[::2].count(0):
        yield "utf-16-le"
    elif pairs and sample[::2].count(0) > 0.4 * pairs and not sample[1::2].count(0):
        yield "utf-16-be"


def _by_high_bytes(sample: bytes) -> Iterator[str]:
    runs = _HIGH.findall(sample)
    high = sum(map(len, runs))
    pairs = [run for run in runs if len(run) % 2 == 0]
    common = sum(2 * len(_COMMON_HAN.findall(run)) for run in pairs)
    if common >= 0.6 * high:
        first = _CHINESE
    elif common <= 0.3 * high:
        first = _WESTERN
    else:
        first = _guessed(sample, [_CHINESE, _WESTERN]) or _WESTERN
    yield first
    yield _WESTERN if first == _CHINESE else _CHINESE
    other = _guessed(sample, None)
    if other not in (None, _CHINESE, _WESTERN):
        yield str(other)


def _guessed(sample: bytes, among: list[str] | None) -> str | None:
    from charset_normalizer import from_bytes  # seldom needed

    best = from_bytes(sample, cp_isolation=among).best()
    return None if best is None else best.encoding
