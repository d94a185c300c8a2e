"""The table of views is the only place that lists them, and each of its entries works."""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.written.quantity import parse
from gui.app import application
from gui.commands.arguments import PICTURES
from gui.disk import files
from gui.export.figure import picture
from gui.state.run import actions
from gui.state.state import State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.views import FIGURES, PANELS, VIEWS
from gui.window.window import Window

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def state() -> State:
    end = actions.last_beat(first_state(files.read(files.resolve("mazur-2-2-2"))))
    return view_actions.select(end, parse("w[2,0,0]"))


@pytest.fixture
def window(qtbot: QtBot, state: State) -> Window:
    application()
    made = Window(Store(state))
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.desk.first_layout()
    made.show()
    qtbot.waitExposed(made)
    return made


def test_every_entry_builds_a_panel_that_paints(window: Window, qtbot: QtBot) -> None:
    assert list(window.desk.panels) == [entry.key for entry in PANELS]
    for key, panel in window.desk.panels.items():
        window.room.bring(key)
        qtbot.waitUntil(window.desk.view(key).isVisible)
        window.make_ready_for_picture()
        assert not panel.grab().isNull()


@pytest.mark.parametrize("key", FIGURES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_figure_draws_something(key: str, theme: str, state: State, qtbot: QtBot) -> None:
    image = picture(view_actions.set_theme(state, theme), key, (1000, 640), 1.0)
    colours = np.frombuffer(image.constBits(), np.uint32).reshape(640, 1000)
    assert np.count_nonzero(colours != colours[-1, -1]) > 1800


def test_the_menu_shows_and_hides_every_panel(window: Window) -> None:
    titles = [action.text() for action in window.menu.panels.actions()]
    for entry in PANELS:
        assert titles.count(entry.title) == 1
        panel = window.desk.panels[entry.key]
        hidden = panel.isHidden()
        panel.toggleViewAction().trigger()
        assert panel.isHidden() is not hidden


def test_the_commands_and_the_readme_name_every_figure() -> None:
    assert (*FIGURES, "window") == PICTURES
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    row = re.search(r"draws one view to a [^:|]*: ([^|]*) \|", readme)
    assert row is not None
    assert re.split(r", | or ", row[1]) == list(PICTURES)


def test_reading_the_table_imports_no_view() -> None:
    program = "import sys, gui.views; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = done.stdout.split()
    assert "PySide6" not in loaded
    others = [name for name in loaded if name.startswith("gui.") and ".words" not in name]
    assert others == ["gui.views"]


# what a panel shows has the same name elsewhere: a setting, a mode of the drawing, a heading
ALSO_OTHER_NAMES = {"experiment", "loss", "samples", "numbers", "gradients", "sweep"}
# and in a list of figures, in a choice of labels, in the names of groups and of colours
ALSO_OTHER_NAMES |= {"sample", "neuron", "secant"}
# and an arrangement, and what a command reads
ALSO_OTHER_NAMES |= {"lesson"}


@pytest.mark.parametrize("key", [e.key for e in PANELS if e.key not in ALSO_OTHER_NAMES])
def test_a_key_stands_in_the_table_alone(key: str) -> None:
    files_with_it = [
        path.relative_to(ROOT).as_posix()
        for part in ("window", "menu", "commands", "export", "disk")
        for path in sorted((ROOT / "gui" / part).rglob("*.py"))
        if re.search(f"[\"']{key}[\"']", path.read_text(encoding="utf-8"))
    ]
    assert files_with_it == []
    assert VIEWS[key].key == key


def test_another_table_is_another_version_of_the_layout(window: Window) -> None:
    from gui.views import LAYOUT_VERSION

    assert window.desk.restored(window.desk.saved())
    assert not window.desk.restored(window.desk.saveState(LAYOUT_VERSION ^ 1))
    assert 0 < LAYOUT_VERSION < 2**31
    assert Qt.DockWidgetArea.NoDockWidgetArea not in {
        window.desk.dockWidgetArea(panel) for panel in window.desk.panels.values()
    }
