"""Paragraphs of lessons: where their lines end, what stands on a baseline."""

from collections.abc import Sequence

import pytest

from engine.written.expression import Role
from engine.written.quantity import parse
from gui.formula.fonts import metrics
from gui.formula.layout import term_at
from gui.lessons.flow import PlacedBox, PlacedWords, Typesetting, flowed
from gui.lessons.page import lay_page
from gui.lessons.paint_page import typesetting
from gui.lessons.runs import Latex, LiveNumber, PageMark, PageRun, TextBlock, Words
from gui.lessons.spoken import page_spoken

pytestmark = pytest.mark.usefixtures("qapp")

GRADIENT = parse("dw[2,0,0]")


def _even() -> Typesetting:
    """Return a typesetting in which each character is as wide as its size."""
    return Typesetting(lambda text, size, _: len(text) * size, metrics())


def _lines(runs: Sequence[PageRun], ems: float) -> list[str]:
    """Return what stands on each line of so many ems, formulas as a sign."""
    placed = flowed(runs, _even(), 10.0, 10.0 * ems, "text").placed
    lines: dict[float, str] = {}
    for piece in placed:
        said = piece.text if isinstance(piece, PlacedWords) else "∎"
        lines[piece.y] = lines.get(piece.y, "") + said
    return list(lines.values())


def test_english_breaks_between_words() -> None:
    assert _lines([Words("one two three")], 8) == ["one two", "three"]


def test_a_bold_term_ends_with_what_follows_it() -> None:
    runs = [Words("the "), Words("slope", bold=True), Words(", then more")]
    assert _lines(runs, 9) == ["the", "slope,", "then more"]


def test_chinese_breaks_between_characters_but_no_line_begins_with_a_stop() -> None:
    assert _lines([Words("权重的梯度，损失。")], 5) == ["权重的梯", "度，损失。"]


def test_no_line_ends_with_an_opening_bracket() -> None:
    assert _lines([Words("前向传播（反向传播）")], 5) == ["前向传播", "（反向传", "播）"]


def test_a_formula_goes_with_the_stop_behind_it() -> None:
    runs: list[PageRun] = [Words("here and there "), Latex("w"), Words(". So")]
    wide = flowed([Latex("w")], _even(), 10.0, 1e3, "text").width
    assert _lines(runs, 14 + 1 + wide / 10) == ["here and there", "∎. So"]


def test_words_and_formulas_stand_on_one_baseline() -> None:
    slope = Latex(r"\frac{\partial C}{\partial w}")
    runs: list[PageRun] = [Words("where "), slope, Words(" is "), Words("x")]
    found = flowed(runs, typesetting(), 13.0, 1e3, "text")
    assert len({piece.y for piece in found.placed}) == 1
    (formula,) = (piece for piece in found.placed if isinstance(piece, PlacedBox))
    assert formula.y - formula.above > 0
    assert formula.y + formula.below < found.height


def test_a_formula_wider_than_the_line_is_set_smaller() -> None:
    found = flowed([Latex("a + b + c + d + e + f + g")], typesetting(), 13.0, 60.0, "text")
    assert found.width <= 60.5


def test_a_number_that_is_not_known_yet_keeps_its_room() -> None:
    def ends(text: str) -> float:
        number = LiveNumber(text, "0.0822", Role.GRADIENT, GRADIENT)
        return flowed([number, Words(" now")], typesetting(), 13.0, 1e3, "text").width

    assert ends("–") == pytest.approx(ends("0.0822"))


def test_a_number_is_found_where_it_stands() -> None:
    number = LiveNumber("0.0822", "0.0822", Role.GRADIENT, GRADIENT)
    page = lay_page([TextBlock((Words("It is "), number))], typesetting(), 13.0, 300.0)
    (placed,) = (each for each in page.pieces if isinstance(each, PlacedWords) and each.quantity)
    assert term_at(page.terms, placed.x + placed.width / 2, placed.y - 4, 2) == GRADIENT
    assert term_at(page.terms, placed.x - 20, placed.y - 4, 2) is None


def test_what_is_done_is_said_of_it() -> None:
    tried = TextBlock((Words("Drag it."),), mark=PageMark.DONE)
    option = TextBlock((Words("the sum "), Latex("a + b")), label="B")
    assert page_spoken([tried, option]) == "Drag it. Done.\nB. the sum a plus b"
