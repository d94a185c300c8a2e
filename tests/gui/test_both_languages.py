"""A figure in two languages at once: the second stands beneath, smaller, and nothing is twice."""

import json
import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine.written.quantity import parse
from gui.disk import files
from gui.export.choice import last_choice
from gui.export.figure import state_at
from gui.export.layout import figure_page, laid_out
from gui.export.request import PRESETS, FigureRequest, of_pixels
from gui.figures import LOADERS
from gui.look.theme import LIGHT
from gui.recording.marks import TextMark, every_mark
from gui.state.run import derived
from gui.state.state import State, first_state
from gui.views import FIGURES
from gui.window.export_dialog import ExportDialog
from gui.words.catalog import CHINESE, SOURCE, beside, language, say, say_count, spoken
from gui.words.functions import input_column
from main import main
from tests.gui.drawn_texts import drawn_texts
from tests.pdf_reader import text_of

_ABOVE_CAPTION = 500  # pixels of 640
_CHINESE, _WORD = re.compile("[\u3400-\u9fff]"), re.compile(r"[A-Za-z]{2,}")


@pytest.fixture(scope="module")
def state() -> State:
    experiment = files.read(files.resolve("mazur-2-2-2"))
    return state_at(experiment, step=1, beat=None, selected=parse("w[2,0,0]"))


def _marks(state: State, **asked: object) -> list[TextMark]:
    page = figure_page(laid_out(state, FigureRequest(**asked)))  # type: ignore[arg-type]
    return [mark for mark in every_mark(page.marks) if isinstance(mark, TextMark)]


def test_a_sentence_knows_itself_in_the_other_language() -> None:
    with spoken("zh+en"):
        said = say("export.theme-of-window")
        assert _CHINESE.search(said)
        assert beside(said) == "As in the window"
        of_layer = say_count("layer.neurons", 2)
        assert beside(of_layer) in beside(say("layer.means", layer=of_layer))
        assert language() == "zh+en"
    assert (language(), beside(say("export.theme-of-window"))) == (SOURCE, "")


@pytest.mark.parametrize("order", ["zh+en", "en+zh"])
def test_the_second_language_stands_beneath_and_is_smaller(
    order: str, state: State, qapp: QApplication
) -> None:
    size = of_pixels(1000, 640)
    marks = _marks(state, view="explanation", size=size, language=order, has_caption=True)
    captions = [mark for mark in marks if mark.y > _ABOVE_CAPTION]
    of = {
        language: [mark for mark in captions if found.search(mark.text)]
        for language, found in ((CHINESE, _CHINESE), (SOURCE, re.compile("Data|Optimiser")))
    }
    first, second = (of[each] for each in order.split("+"))
    assert max(mark.y for mark in first) < min(mark.y for mark in second)
    assert max(mark.size for mark in second) < min(mark.size for mark in first)


@pytest.mark.parametrize("view", FIGURES)
def test_every_view_has_both_and_none_is_cut(view: str, state: State, qapp: QApplication) -> None:
    size, asked = (1000, 640), {"view": view, "size": of_pixels(1000, 640)}
    request = FigureRequest(**asked, language="zh+en", has_caption=True)  # type: ignore[arg-type]
    texts = drawn_texts(laid_out(state, request).paint, *size)
    assert [each.text for each in texts if each.is_cut] == []
    said = " ".join(each.text for each in texts)
    assert _CHINESE.search(said)
    assert ("slope" if view == "neuron" else "Optimiser") in said  # it has no caption
    assert language() == SOURCE


@pytest.mark.parametrize("width", [520, 640, 800, 1000])
def test_names_that_stand_together_are_all_in_both_or_all_in_one(
    width: int, qapp: QApplication
) -> None:
    state = first_state(files.read(files.resolve("iris-4-5-3")))
    with spoken("en+zh"):
        columns = [input_column(derived.experiment(state).data, unit) for unit in range(4)]
        found = {view: _drawn(view, state, width) for view in ("sample", "confusion", "table")}
        has_other = {any(beside(each) in said for said in found["sample"]) for each in columns}
        assert len(has_other) == 1
        for key in ("samples-table.class", "confusion.taken-for"):
            said = say(key)
            assert {str(said), beside(said)} <= set(found["confusion"])
            assert (str(said) in found["table"]) == (beside(said) in found["table"])


def _drawn(view: str, state: State, width: int) -> list[str]:
    draw = LOADERS[view]()
    texts = drawn_texts(lambda painter: draw(painter, state, LIGHT, width, 400), width, 400)
    return [each.text.strip() for each in texts]


def test_the_second_language_can_be_read_on_a_slide(state: State, qapp: QApplication) -> None:
    slide = PRESETS["slide"]
    marks = _marks(state, view="loss", size=slide, language="zh+en", has_caption=True)
    assert min(mark.size for mark in marks) >= slide.least_type - 1e-6


def test_a_choice_of_the_dialog_is_remembered_and_drawn(state: State, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)

    def opened() -> ExportDialog:
        return ExportDialog(state, last_choice(), _nothing, "a", lambda said: None, window)

    dialog = opened()
    alone = dialog.preview.image()
    field = dialog.fields.language
    field.setCurrentIndex(field.findData("zh+en"))
    assert dialog.request.language == "zh+en"
    assert dialog.preview.image() != alone
    assert opened().fields.language.currentText() == "中文 + English"
    field.setCurrentIndex(0)


def _nothing(*drawn: object) -> None:
    """Draw no window."""


def test_a_list_of_figures_may_ask_for_both(tmp_path: Path, qapp: QApplication) -> None:
    entry = {"name": "a", "experiment": "mazur-2-2-2", "view": "loss", "formats": ["svg"]}
    keys = {**entry, "title": "T", "text": "text", "languages": ["zh+en", "en"]}
    lines = ['format = "gradientscope-figures"', "version = 1", 'title = "T"', "[[figures]]"]
    lines += [f"{key} = {json.dumps(value)}" for key, value in keys.items()]
    lines[lines.index('title = "T"', 4)] = 'title = {en = "Down", zh = "下降"}'
    (tmp_path / "l.toml").write_text("\n".join(lines), "utf-8")
    assert main(["figures", str(tmp_path / "l.toml"), "-j", "1", "-o", str(tmp_path / "o")]) == 0
    both, one = ((tmp_path / "o" / f"a-{each}.svg").read_text("utf-8") for each in ("zh+en", "en"))
    assert ("下降" in both, "Down" in both) == (True, True)
    assert ("下降" in one, "Down" in one) == (False, True)


def test_a_figure_in_both_opens_again_in_both(tmp_path: Path, qapp: QApplication) -> None:
    first, again, one = tmp_path / "a.pdf", tmp_path / "b.pdf", tmp_path / "c.pdf"
    drawing = ["render", "mazur-2-2-2", "--view", "loss", "--caption", "-o", str(first)]
    assert main([*drawing, "--lang", "en+zh"]) == 0
    assert main(["render", str(first), "-o", str(again)]) == 0
    assert main(["render", str(first), "-o", str(one), "--lang", "en"]) == 0
    assert text_of(again.read_bytes()) == text_of(first.read_bytes())
    assert _CHINESE.search(text_of(first.read_bytes()))
    assert _WORD.search(text_of(first.read_bytes()))
    assert not _CHINESE.search(text_of(one.read_bytes()))
