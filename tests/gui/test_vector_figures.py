"""Figures of lines: what independent readers of SVG and PDF find is what the picture shows."""

import re
import xml.etree.ElementTree as ElementTree
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from engine.written.quantity import Quantity, parse
from gui.disk import files
from gui.export.figure import picture, recorded, state_at
from gui.export.formats import VECTORS, TextAs, vectors
from gui.look.fonts import sized
from gui.recording.marks import (
    BoxMark,
    EllipseMark,
    GroupMark,
    LineMark,
    TextMark,
    every_mark,
)
from gui.recording.naming import named
from gui.recording.recorder import Recorder
from gui.recording.replay import paint_page
from gui.state.choices import NeuronContent
from gui.state.state import State
from gui.state.view.actions import select, set_neurons
from gui.views import FIGURES
from main import main

SVG = "{http://www.w3.org/2000/svg}"
SIZE = (1000, 640)
BEGINS = {".svg": b"<?xml", ".pdf": b"%PDF-", ".tex": b"\\docu", ".pptx": b"PK\x03\x04"}


def _state(name: str = "mazur-2-2-2") -> State:
    experiment = files.read(files.resolve(name))
    return state_at(experiment, step=2, beat=None, selected=parse("w[2,0,0]"))


def _replayed(state: State, view: str) -> QImage:
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_page(painter, recorded(state, view, SIZE, 1.0))
    painter.end()
    return image


def _unlike(one: QImage, other: QImage) -> float:
    """Return the share of dots that differ by more than the edge of a letter may."""
    return float((np.abs(_greys(one) - _greys(other)) > 110).mean())


def _greys(image: QImage) -> npt.NDArray[np.int16]:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(SIZE[1], grey.bytesPerLine())
    return rows[:, : SIZE[0]].astype(np.int16)


@pytest.mark.parametrize("view", FIGURES)
def test_a_recording_painted_again_is_the_picture(view: str, qapp: QApplication) -> None:
    state = _state("moons-2-8-1" if view in ("regions", "table", "confusion") else "mazur-2-2-2")
    share = 0.005 if view == "lesson" else 0.002  # large words on whole pixels
    assert _unlike(picture(state, view, SIZE, 1.0), _replayed(state, view)) < share


@pytest.mark.parametrize("selected", [None, parse("a[1,1]")])
def test_what_neurons_see_is_recorded_too(selected: Quantity | None, qapp: QApplication) -> None:
    experiment = files.read(files.resolve("moons-2-8-1"))
    state = set_neurons(state_at(experiment, step=2, beat=None), NeuronContent.MAPS)
    state = select(state, selected)  # the others are paler
    assert _unlike(picture(state, "network", SIZE, 1.0), _replayed(state, "network")) < 0.002


def test_marks_have_the_places_that_the_painter_gave_them(qapp: QApplication) -> None:
    recorder = Recorder(100, 80)
    painter = QPainter(recorder)
    painter.scale(2, 2)
    painter.translate(5, 5)
    painter.setPen(QPen(QColor("#ff0000"), 1.5, Qt.PenStyle.DashLine))
    with named(painter, "outer"):
        painter.drawLine(QPointF(0, 0), QPointF(10, 0))
        painter.setClipRect(QRectF(0, 0, 20, 10))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#0000ff"))
        painter.drawEllipse(QPointF(5, 5), 2, 3)
        painter.setClipping(False)
        painter.setOpacity(0.5)
        painter.drawRect(QRectF(1, 2, 3, 4))
    painter.end()
    page = recorder.page(None)
    (outer,) = page.marks
    assert isinstance(outer, GroupMark)
    line, clipped, box = outer.marks
    assert isinstance(line, LineMark)
    assert line.points == ((10.0, 10.0), (30.0, 10.0))
    assert (line.pen.colour, line.pen.width) == (("#ff0000", 1.0), 3.0)
    # Qt's dashes are four widths long, and half a width more at each of their square ends
    assert line.pen.dash[0] == pytest.approx((4 + 1) * 3.0)
    assert isinstance(clipped, GroupMark)
    assert clipped.clip == (10.0, 10.0, 40.0, 20.0)
    assert clipped.marks == (EllipseMark(20.0, 20.0, 4.0, 6.0, ("#0000ff", 1.0), None),)
    assert box == BoxMark(12.0, 14.0, 6.0, 8.0, ("#0000ff", 0.5), None)


class _PaintsBeyondItself(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawLine(QPointF(5, 5), QPointF(10, 5))
        painter.drawLine(QPointF(5, 5), QPointF(90, 5))


def test_what_reaches_out_of_a_widget_is_cut_as_on_screen(qapp: QApplication) -> None:
    around = QWidget()
    around.resize(100, 80)
    inner = _PaintsBeyondItself(around)
    inner.setGeometry(20, 10, 30, 40)
    recorder = Recorder(100, 80)
    painter = QPainter(recorder)
    around.render(painter, QPoint(0, 0), renderFlags=QWidget.RenderFlag.DrawChildren)
    painter.end()
    whole, cut = recorder.page(None).marks
    assert isinstance(whole, LineMark)
    assert whole.points == ((25.0, 15.0), (30.0, 15.0))
    assert isinstance(cut, GroupMark)
    assert cut.clip == (20.0, 10.0, 30.0, 40.0)


def _svg(state: State, view: str, text: TextAs) -> ElementTree.Element:
    page = recorded(state, view, SIZE, 1.0)
    return ElementTree.fromstring(vectors(page, ".svg", "2 < 3 & more", text))


def test_the_groups_of_a_network_are_named_after_its_numbers(qapp: QApplication) -> None:
    root = _svg(_state(), "network", TextAs.TEXT)
    assert root.findtext(f"{SVG}title") == "2 < 3 & more"
    names = {group.get("data-name") for group in root.iter(f"{SVG}g")} - {None}
    weights = {f"w[{layer},{j},{k}]" for layer in (1, 2) for j in (0, 1) for k in (0, 1)}
    neurons = {"x[0,0]", "x[0,1]", "a[1,0]", "a[1,1]", "a[2,0]", "a[2,1]"}
    assert weights | neurons <= names
    label = [
        text.text
        for group in root.iter(f"{SVG}g")
        if group.get("data-name") == "w[2,0,0]"
        for text in group.iter(f"{SVG}text")
    ]
    assert any("0.3" in (text or "") for text in label)


def test_text_is_text_or_its_outlines(qapp: QApplication) -> None:
    texts = list(every_mark(recorded(_state(), "network", SIZE, 1.0).marks))
    written = {mark.text for mark in texts if isinstance(mark, TextMark)}
    root = _svg(_state(), "network", TextAs.TEXT)
    assert {text.text for text in root.iter(f"{SVG}text")} == written
    drawn = _svg(_state(), "network", TextAs.OUTLINES)
    assert not list(drawn.iter(f"{SVG}text"))
    assert len(list(drawn.iter(f"{SVG}path"))) >= len(written)


@pytest.mark.parametrize("view", ["network", "loss", "explanation"])
def test_a_pdf_has_its_size_its_fonts_and_no_dots(view: str, qapp: QApplication) -> None:
    written = vectors(recorded(_state(), view, SIZE, 1.0), ".pdf", "2-2-2")
    assert written.startswith(b"%PDF-")
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", written)
    assert box is not None
    assert [float(side) for side in box.groups()] == pytest.approx([750, 480], abs=1)
    assert b"/FontFile2" in written or b"/FontFile3" in written
    assert b"/Subtype /Image" not in written
    streams = re.findall(rb"stream\r?\n(.*?)endstream", written, re.DOTALL)
    inside = b"".join(_inflated(stream) for stream in streams)
    assert inside.count(b" Tj") + inside.count(b" TJ") + inside.count(b"Tf") > 3


def test_a_pdf_says_nothing_of_when_it_was_written(qapp: QApplication) -> None:
    page = recorded(_state(), "loss", SIZE, 1.0)
    written = vectors(page, ".pdf", "2-2-2")
    assert vectors(page, ".pdf", "2-2-2") == written
    assert not re.search(rb"D:\d{8}|\d{4}-\d\d-\d\dT", written)
    names = re.findall(rb"/ID \[ <(\w+)>", written + vectors(page, ".pdf", "another"))
    assert len(set(names)) == len(names) == 2


@pytest.mark.parametrize("ending", VECTORS)
def test_what_was_drawn_before_changes_nothing(ending: str, qapp: QApplication) -> None:
    page = recorded(_state(), "loss", SIZE, 1.0)
    found = set()
    for size in (41, 42, 43, 44):  # Qt leaves the shift of the last letter in its font
        painter = QPainter(image := QImage(300, 100, QImage.Format.Format_RGB32))
        painter.setFont(sized(size))
        painter.drawText(10, 80, "0a")
        painter.end()
        assert not image.isNull()
        found.add(vectors(page, ending, "2-2-2", TextAs.OUTLINES))
    assert len(found) == 1


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""


def test_letters_without_a_width_are_left_out(qapp: QApplication) -> None:
    recorder = Recorder(100, 80)
    painter = QPainter(recorder)
    painter.scale(0, 1)
    painter.drawText(QPointF(10, 10), "unseen")
    painter.resetTransform()
    painter.drawText(QPointF(10, 10), "seen")
    painter.end()
    texts = [mark for mark in every_mark(recorder.page(None).marks) if isinstance(mark, TextMark)]
    assert [mark.text for mark in texts] == ["seen"]


@pytest.mark.parametrize("ending", VECTORS)
@pytest.mark.parametrize("view", ["network", "window"])
def test_the_command_writes_what_the_name_ends_in(
    view: str, ending: str, tmp_path: Path, qapp: QApplication
) -> None:
    out = tmp_path / f"figure{ending}"
    assert main(["render", "mazur-2-2-2", "--view", view, "--beat", "3", "-o", str(out)]) == 0
    assert out.read_bytes().startswith(BEGINS[ending])
    if (view, ending) == ("window", ".svg"):  # of its network nothing is dots
        images = ElementTree.parse(out).iter(f"{SVG}image")
        assert max(float(image.get("width", "")) for image in images) < 50  # signs on buttons
