"""Reads the taller forms of a glyph from the MATH table of an OpenType font."""

import struct

_MATH_VARIANTS = 8  # where the header of the table tells its place


def taller_forms(math_table: bytes, glyph: int) -> tuple[int, ...]:
    """Return the glyphs that are taller forms of a glyph, itself first, by growing height.

    https://learn.microsoft.com/typography/opentype/spec/math
    """

    def numbers(at: int, count: int = 1) -> tuple[int, ...]:
        return struct.unpack_from(f">{count}H", math_table, at)

    variants = numbers(_MATH_VARIANTS)[0]
    coverage, vertical_count = variants + numbers(variants + 2)[0], numbers(variants + 6)[0]
    kind, count = numbers(coverage, 2)
    if kind == 1:
        covered = list(numbers(coverage + 4, count))
    else:
        covered = []
        for i in range(count):
            first, last, _ = numbers(coverage + 4 + 6 * i, 3)
            covered += range(first, last + 1)
    if glyph not in covered[:vertical_count]:
        return (glyph,)
    construction = variants + numbers(variants + 10 + 2 * covered.index(glyph))[0]
    forms = numbers(construction + 2)[0]
    return tuple(numbers(construction + 4 + 4 * i)[0] for i in range(forms))
