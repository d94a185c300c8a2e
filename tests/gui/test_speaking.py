"""The window changes its language at once, and everything else stays as it was."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QToolButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from engine.written.quantity import parse
from gui.disk import files, settings
from gui.export.figure import recorded, state_at
from gui.export.formats import vectors
from gui.look import chinese
from gui.recording.marks import TextMark, every_mark
from gui.state.experiment import editing
from gui.state.run import actions
from gui.state.state import Mode
from gui.state.view import actions as view_actions
from gui.views import FIGURES
from gui.window.speaking import Speaker, speak
from gui.window.window import Window
from gui.words.catalog import CHINESE, SOURCE, language, spoken
from main import main
from tests.pdf_reader import text_of
from tests.test_chinese import KNOWN
from tests.windows import on_screen

_CHINESE, _WORD = re.compile("[\u3400-\u9fff]"), re.compile(r"[A-Za-z]{2,}")


@pytest.fixture
def speaker(qapp: QApplication) -> Iterator[Speaker]:
    made = Speaker(on_screen(1440, 900))
    yield made
    made.window.close()
    made.window.deleteLater()
    made.deleteLater()
    speak(SOURCE)


def _changed(speaker: Speaker) -> Window:
    """Press the button of the toolbar, and return the window that comes."""
    before = speaker.window
    button = before.toolbar.findChildren(QToolButton)
    (pressed,) = (each for each in button if each.defaultAction() is before.menu.language)
    QTest.mouseClick(pressed, Qt.MouseButton.LeftButton)
    while speaker.window is before:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    del pressed, button
    while isValid(before):  # as in the loop of the application, where it is gone at once
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    return speaker.window


def test_everything_stays_but_the_words(speaker: Speaker) -> None:
    store = speaker.window.store
    store.apply(actions.train, 20)
    store.apply(actions.go_to, 7, 8, 1.0)
    store.apply(view_actions.select, parse("w[2,0,0]"))
    store.apply(editing.set_learning_rate, 0.25)
    speaker.window.room.choose("training")
    size, state = speaker.window.size(), store.state
    window = _changed(speaker)
    assert window.store.state is state
    assert window.isVisible()
    assert (window.size(), window.room.arrangement) == (size, "training")
    assert window.isWindowModified()
    assert window.menu.undo.text() == "撤销“学习率”"
    assert "例题" in window.windowTitle()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.store.state.document.experiment.training.learning_rate == 0.5
    assert window.notice.text == ""  # nobody of the window before is told any more
    assert settings.load_language() == CHINESE
    window = _changed(speaker)
    assert window.menu.redo.text() == "Redo learning rate"
    assert settings.load_language() == SOURCE


def test_training_goes_on_in_the_other_language(speaker: Speaker, qtbot: QtBot) -> None:
    speaker.window.store.apply(actions.start_training)
    window = _changed(speaker)
    assert window.store.state.mode is Mode.TRAINING
    reached = window.store.state.trained
    qtbot.waitUntil(lambda: window.store.state.trained > reached, timeout=60_000)


def test_the_buttons_of_qt_are_chinese_too(speaker: Speaker) -> None:
    buttons = QDialogButtonBox.StandardButton
    _changed(speaker)
    box = QDialogButtonBox(buttons.Cancel)
    assert "取消" in box.button(buttons.Cancel).text()
    _changed(speaker)
    assert "Cancel" in QDialogButtonBox(buttons.Cancel).button(buttons.Cancel).text()


def test_where_there_is_no_font_it_is_said_in_english(
    speaker: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chinese, "chinese_family", lambda: None)
    before = speaker.window
    before.menu.language.trigger()
    QCoreApplication.processEvents()
    assert speaker.window is before
    assert language() == SOURCE
    assert "apt-get install fonts-noto-cjk" in before.notice.text


@pytest.mark.parametrize(
    ("system", "asked", "spoken_first"),
    [
        (["zh-CN", "en-US"], None, CHINESE),
        (["de-DE"], None, SOURCE),
        (["zh-CN"], SOURCE, SOURCE),
        ([], None, SOURCE),
    ],
)
def test_the_first_language_is_that_of_the_system(
    system: list[str], asked: str | None, spoken_first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Locale:
        @staticmethod
        def system() -> "Locale":
            return Locale()

        def uiLanguages(self) -> list[str]:
            return system

    monkeypatch.setattr(settings, "QLocale", Locale)
    assert settings.first_language(asked) == spoken_first


@pytest.mark.parametrize("view", FIGURES)
def test_a_view_is_all_in_the_language_in_use(view: str, qapp: QApplication) -> None:
    """Neither keeps what was said in the other before."""
    experiment = files.read(files.resolve("xor-2-4-1"))
    state = state_at(experiment, step=3, beat=None, selected=parse("w[2,0,0]"))

    def words() -> str:
        marks = every_mark(recorded(state, view, (1000, 640), 1.0).marks)
        return " ".join(mark.text for mark in marks if isinstance(mark, TextMark))

    english = words()
    with spoken(CHINESE):
        left = set(_WORD.findall(words())) - KNOWN
    assert left <= {"new", "old"}  # letters of formulas
    assert words() == english
    assert not _CHINESE.search(english)


def test_a_figure_is_refused_rather_than_written_with_boxes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chinese, "chinese_family", lambda: None)
    picture, drawing = tmp_path / "a.png", ["render", "mazur-2-2-2", "--view", "loss", "-o"]
    assert main([*drawing, str(picture), "--lang", "zh"]) == 2
    assert "fonts-noto-cjk" in capsys.readouterr().err
    assert not picture.exists()
    assert main([*drawing, str(picture)]) == 0


def test_chinese_text_of_a_pdf_has_its_font_in_it(tmp_path: Path, qapp: QApplication) -> None:
    picture = tmp_path / "a.pdf"
    assert main(["render", "mazur-2-2-2", "--view", "loss", "-o", str(picture), "--lang=zh"]) == 0
    assert re.search(rb"/(BaseFont|FontName) /NotoSansCJK", picture.read_bytes())


@pytest.mark.parametrize("view", ["explanation", "loss"])
def test_chinese_text_of_a_pdf_is_found_by_search(view: str, qapp: QApplication) -> None:
    state = state_at(files.read(files.resolve("mazur-2-2-2")), step=0, beat=None)
    with spoken(CHINESE):
        page = recorded(state, view, (1000, 640), 1.0)
    written = {mark.text for mark in every_mark(page.marks) if isinstance(mark, TextMark)}
    found = set(text_of(vectors(page, ".pdf", "")).splitlines())
    assert {each.strip() for each in written if _CHINESE.search(each)} <= {
        each.strip() for each in found
    }
