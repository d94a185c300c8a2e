"""Figures as slides: what python-pptx and other readers find in them is what is drawn."""

import json
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import numpy as np
import pytest
from pptx import Presentation
from pptx.shapes.base import BaseShape
from pptx.shapes.connector import Connector
from pptx.shapes.group import GroupShape
from pptx.slide import Slide
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication
from python_calamine import CalamineWorkbook

from engine.text.plain import derivation_to_text
from engine.written.expression import (
    Equation,
    Fraction,
    FunctionOf,
    Number,
    Power,
    Sum,
    SumOver,
    Symbol,
)
from engine.written.quantity import parse
from gui.disk import files
from gui.export.beats import states_of_beats
from gui.export.figure import recorded, state_at
from gui.export.slides.deck import DeckPage, pptx
from gui.export.slides.equations import equation_of
from gui.export.slides.ink import EMU, SlideScale
from gui.formula.fonts import metrics
from gui.formula.layout import lay_out
from gui.formula.meaning import FormulaMeaning
from gui.look.theme import LIGHT
from gui.panels.narrate import narrated
from gui.plots.meaning import ChartMeaning
from gui.recording.marks import EllipseMark, FigurePage, GroupMark, TextMark, every_mark
from gui.recording.meaning import Meaning
from gui.recording.recorder import Recorder
from gui.state.state import State
from gui.state.view.actions import set_log_loss
from main import main
from tests.command_line import Capture, assert_one_complaint
from tests.office_math import MATH, mistakes

SIZE = (800, 450)
SPACES = {
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "m": MATH[1:-1],
}
TO_LOW = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@pytest.fixture(scope="module")
def state(qapp: QApplication) -> State:
    experiment = files.read(files.resolve("mazur-2-2-2"))
    return state_at(experiment, step=2, beat=8, selected=parse("w[2,0,0]"))


@pytest.fixture(scope="module")
def network(state: State) -> FigurePage:
    return recorded(state, "network", SIZE, 1.0)


def _slide(page: FigurePage) -> Slide:
    slide: Slide = Presentation(BytesIO(pptx([DeckPage(page)], "one"))).slides[0]
    return slide


def _shapes(shapes: object) -> Iterator[BaseShape]:
    for shape in shapes:  # type: ignore[attr-defined]
        yield shape
        if isinstance(shape, GroupShape):
            yield from _shapes(shape.shapes)


def _texts(page: FigurePage) -> list[str]:
    return sorted(mark.text for mark in every_mark(page.marks) if isinstance(mark, TextMark))


def _meanings(page: FigurePage) -> list[Meaning]:
    groups = (mark for mark in every_mark(page.marks) if isinstance(mark, GroupMark))
    return [group.meaning for group in groups if group.meaning is not None]


@pytest.mark.parametrize("view", ["network", "tree", "numbers", "table", "plane", "gradients"])
def test_every_text_is_one_of_a_shape(view: str, state: State) -> None:
    page = recorded(state, view, SIZE, 1.0)
    shapes = [shape for shape in _shapes(_slide(page).shapes) if shape.has_text_frame]
    written = [shape.text_frame.text for shape in shapes]  # type: ignore[attr-defined]
    assert sorted(filter(None, written)) == _texts(page)


def test_a_neuron_is_where_it_is_drawn_and_holds_its_number(network: FigurePage) -> None:
    (drawn,) = (
        mark
        for group in network.marks
        if isinstance(group, GroupMark) and group.name == "a[1,0]"
        for mark in group.marks
        if isinstance(mark, EllipseMark) and mark.fill is not None
    )
    slide = _slide(network)
    (neuron,) = (shape for shape in _shapes(slide.shapes) if shape.name == "a₁⁽¹⁾")
    assert neuron.left + neuron.width / 2 == pytest.approx(EMU * drawn.x, abs=2)
    assert neuron.top + neuron.height / 2 == pytest.approx(EMU * drawn.y, abs=2)
    assert neuron.width == pytest.approx(EMU * 2 * drawn.across, abs=2)
    assert re.fullmatch(r"0\.59\d*", neuron.text_frame.text)  # type: ignore[attr-defined]
    assert "activation" in neuron._element.xpath("./p:nvSpPr/p:cNvPr/@descr")[0]


def test_weights_are_glued_to_the_rims_of_their_neurons(network: FigurePage) -> None:
    shapes = list(_shapes(_slide(network).shapes))
    by_number = {shape.shape_id: shape for shape in shapes}
    found = {}
    for line in shapes:
        ends = [*line._element.iter(f"{{{SPACES['a']}}}stCxn", f"{{{SPACES['a']}}}endCxn")]
        if not isinstance(line, Connector) or "line" not in line.name or len(ends) != 2:
            continue
        neurons = [by_number[int(end.get("id"))] for end in ends]
        found[line.name.split(",")[0]] = [neuron.name for neuron in neurons]
        places = (line.begin_x, line.begin_y), (line.end_x, line.end_y)
        for end, neuron, place in zip(ends, neurons, places, strict=True):
            site = neuron._element.findall(".//a:cxn/a:pos", SPACES)[int(end.get("idx"))]
            at = neuron.left + int(site.get("x")), neuron.top + int(site.get("y"))
            assert at == pytest.approx(place, abs=3)
    weights = {f"w{j}{k}": (j, k) for j in "₁₂" for k in "₁₂"}
    expected = {f"{w}⁽¹⁾": [f"x{k}", f"a{j}⁽¹⁾"] for w, (j, k) in weights.items()}
    expected |= {f"{w}⁽²⁾": [f"a{k}⁽¹⁾", f"a{j}⁽²⁾"] for w, (j, k) in weights.items()}
    assert expected == {name: ends for name, ends in found.items() if name.startswith("w")}


def test_formulas_are_equations_with_a_picture_for_other_programs(state: State) -> None:
    page = recorded(state, "explanation", SIZE, 1.0)
    said = [each for each in _meanings(page) if isinstance(each, FormulaMeaning)]
    choices = _slide(page)._element.findall(".//mc:AlternateContent", SPACES)
    assert len(choices) == len(said) > 1
    for written, meaning in zip(choices, said, strict=True):
        assert "a14" in written.find("mc:Choice", SPACES).get("Requires").split()
        assert written.find("mc:Fallback", SPACES).find(".//a:path", SPACES) is not None
        (equation,) = written.iter(f"{MATH}oMathPara")
        assert _letters(equation) == _letters_of(meaning)
        assert list(mistakes(equation)) == []


def _letters(equation: ElementTree.Element) -> str:
    text = "".join(part.text or "" for part in equation.iter(f"{MATH}t")).replace("∂", "d")
    return "".join(filter(str.isalnum, text))


def _letters_of(meaning: FormulaMeaning) -> str:
    lines = [Equation(line.left, line.right, line.result) for line in meaning.said.lines]
    text = derivation_to_text(lines, meaning.said.digits, elided=meaning.said.elided)
    return "".join(filter(str.isalnum, text.replace("Σ", "").translate(TO_LOW)))


def test_what_formulas_are_made_of_follows_the_grammar_of_equations(qapp: QApplication) -> None:
    z, e = Symbol("z", sub="j", sup="(2)"), Symbol("e")
    right = SumOver("j", Fraction(Power(Number(-0.5), Number(2.0, exact=True)), Power(e, z)))
    calls = FunctionOf("ln", (z,)), FunctionOf("σ", (z,), prime=True), FunctionOf("√", (right,))
    lines = [Equation(z, each) for each in (right, *calls, FunctionOf("abs", (z,)))]
    layout = lay_out([*lines, Equation(None, Number(3.2e-9))], metrics(), 20, 400)
    meaning = FormulaMeaning.of(layout, LIGHT, (0, 0, layout.width, layout.height))
    spaces = " ".join(f'xmlns:{short}="{name}"' for short, name in SPACES.items())
    said = equation_of(meaning, SlideScale(1.0))
    equation = ElementTree.fromstring(f"<m:oMath {spaces}>{said}</m:oMath>")
    assert list(mistakes(equation)) == []
    assert _letters(equation) == _letters_of(meaning).replace("abs", "")  # it has bars


def test_a_formula_too_wide_for_its_room_goes_on_in_the_next_line(qapp: QApplication) -> None:
    long = Equation(Symbol("C"), FunctionOf("max", (Number(0.0),)))
    terms = tuple(Number(0.1234567 + i) for i in range(12))
    layout = lay_out([long, Equation(None, Sum(terms))], metrics(), 20, 400)
    meaning = FormulaMeaning.of(layout, LIGHT, (0, 0, layout.width, layout.height))
    rows = equation_of(meaning, SlideScale(1.0)).count("<m:e>") - 1  # one is of the brackets
    assert rows == len({round(piece.y / layout.size_px) for piece in layout.pieces}) > 2


def test_a_plot_is_a_chart_of_its_own_numbers(state: State) -> None:
    page = recorded(state, "slice", SIZE, 1.0)
    (meaning,) = (each for each in _meanings(page) if isinstance(each, ChartMeaning))
    (frame,) = (shape for shape in _slide(page).shapes if shape.has_chart)
    chart = frame.chart  # type: ignore[attr-defined]
    series = chart.plots[0].series
    assert len(series) == len(meaning.chart.curves)
    for drawn, curve in zip(series, meaning.chart.curves, strict=True):
        values = [value for value in drawn.values if value is not None]
        assert values == curve.ys[np.isfinite(curve.ys)].tolist()
    axes = (chart.category_axis, meaning.chart.x_axis), (chart.value_axis, meaning.chart.y_axis)
    for axis, wanted in axes:
        assert (axis.minimum_scale, axis.maximum_scale) == (wanted.low, wanted.high)
        assert axis.axis_title.text_frame.text == wanted.name
    book = CalamineWorkbook.from_filelike(BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    rows = book.get_sheet_by_index(0).to_python()[1:]
    curve = meaning.chart.curves[0]
    found = np.array([row[:2] for row in rows[: len(curve.xs)]], float)
    # a spreadsheet keeps 16 digits
    np.testing.assert_allclose(found, np.column_stack([curve.xs, curve.ys]), rtol=1e-15)


def _losses(folder: Path, steps: int) -> list[float]:
    out = folder / "run.json"
    assert main(["train", "linear-neuron", "--steps", str(steps), "-o", str(out)]) == 0
    return [entry["train_loss"] for entry in json.loads(out.read_text("utf-8"))["history"]]


def test_a_plot_of_powers_is_a_chart_with_a_logarithmic_axis(
    tmp_path: Path, qapp: QApplication
) -> None:
    experiment = files.read(files.resolve("linear-neuron"))
    state = set_log_loss(state_at(experiment, step=9, beat=None), True)
    losses = _losses(tmp_path, 9)
    (frame,) = (
        shape for shape in _slide(recorded(state, "loss", SIZE, 1.0)).shapes if shape.has_chart
    )
    chart = frame.chart  # type: ignore[attr-defined]
    assert chart.value_axis._element.xpath("./c:scaling/c:logBase/@val") == ["10"]
    drawn = [[value for value in series.values if value is not None] for series in chart.series]
    assert any(values[: len(losses)] == losses for values in drawn)  # and that after the last step


def test_the_plot_of_a_chart_lies_where_it_is_painted(state: State) -> None:
    page = recorded(state, "slice", SIZE, 1.0)
    (meaning,) = (each for each in _meanings(page) if isinstance(each, ChartMeaning))
    (frame,) = (shape for shape in _slide(page).shapes if shape.has_chart)
    layout = frame.chart._chartSpace.xpath("./c:chart/c:plotArea/c:layout/c:manualLayout")[0]  # type: ignore[attr-defined]
    x, y, w, h = (float(layout.xpath(f"./c:{side}/@val")[0]) for side in "xywh")
    at = frame.left + x * frame.width, frame.top + y * frame.height
    assert (*at, w * frame.width, h * frame.height) == pytest.approx(
        [EMU * side for side in meaning.data], abs=20
    )


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Path:
    path = tmp_path_factory.mktemp("deck") / "beats.pptx"
    asked = ["render", "linear-neuron", "--view", "network", "--size", "400x240"]
    assert main([*asked, "--all-beats", "-o", str(path)]) == 0
    return path


def test_each_beat_is_a_slide_with_its_story_as_notes(deck: Path) -> None:
    experiment = files.read(files.resolve("linear-neuron"))
    told = [narrated(each).now for each in states_of_beats(state_at(experiment, step=0, beat=0))]
    slides = list(Presentation(str(deck)).slides)
    assert len(slides) == len(told) > 5
    for slide, story in zip(slides, told, strict=True):
        frame = slide.notes_slide.notes_text_frame
        assert frame is not None
        assert frame.text.startswith(story)
    names = [{shape.name for shape in _shapes(slide.shapes)} for slide in slides]
    assert all("!!w₁₁⁽¹⁾, line" in one & other for one, other in pairwise(names))


def test_a_deck_is_the_same_file_on_every_run(deck: Path, network: FigurePage) -> None:
    slice_page = FigurePage(300, 200, None, network.marks)
    assert pptx([DeckPage(slice_page)], "one") == pptx([DeckPage(slice_page)], "one")
    with ZipFile(deck) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}


def test_all_parts_of_a_deck_are_sound_and_of_a_known_type(deck: Path) -> None:
    with ZipFile(deck) as parts:
        assert parts.testzip() is None
        names = parts.namelist()
        read = {name: parts.read(name) for name in names}
    trees = {
        name: ElementTree.fromstring(content)
        for name, content in read.items()
        if name.endswith((".xml", ".rels"))
    }
    types = trees.pop("[Content_Types].xml")
    endings = {each.get("Extension") for each in types if "Extension" in each.attrib}
    named = {each.get("PartName") for each in types if "PartName" in each.attrib}
    assert all(f"/{name}" in named or name.rpartition(".")[2] in endings for name in read)
    for name, tree in trees.items():
        numbers = [each.get("id") for each in tree.iter(f"{{{SPACES['p']}}}cNvPr")]
        assert len(numbers) == len(set(numbers)), name


def test_what_is_clipped_away_is_on_no_slide(qapp: QApplication) -> None:
    recorder = Recorder(100, 100)
    painter = QPainter(recorder)
    painter.setClipRect(QRectF(20, 20, 50, 50))
    painter.drawText(QPointF(80, 90), "unseen")
    painter.drawLine(QPointF(0, 40), QPointF(100, 40))
    painter.fillRect(QRectF(60, 60, 40, 40), QColor("red"))
    painter.drawEllipse(QPointF(20, 50), 10, 10)
    painter.end()
    shapes = list(_slide(recorder.page(None)).shapes)
    assert not any(shape.has_text_frame and shape.text_frame.text for shape in shapes)  # type: ignore[attr-defined]
    edges = [
        (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
        for shape in shapes
    ]
    assert len(edges) > 2
    assert all(19.9 * EMU <= edge <= 70.1 * EMU for each in edges for edge in each)
    assert shapes[0].width == 50 * EMU


def test_without_its_package_a_slide_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pptx", None)
    path = tmp_path / "x.pptx"
    assert main(["render", "mazur-2-2-2", "--view", "network", "-o", str(path)]) == 2
    assert_one_complaint(capsys, ".pptx", "pip install python-pptx")
    assert not path.exists()
