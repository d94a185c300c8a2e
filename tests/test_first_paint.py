"""What the window does without until it is painted: no clock, but what is loaded and made."""

from pathlib import Path

import pytest

from tests.command_line import start_python
from tests.first_paint import OURS, printed_at_first_paint

MOST_MODULES = 192  # of ours: each takes about 0.3 ms of the 1.2 times an empty window's time
LATER = (
    *("gui.chain", "gui.formula", "gui.history", "gui.landscape", "gui.lessons", "gui.numbers"),
    *("gui.plots", "gui.regions", "gui.words.pseudo", "engine.maps", "engine.results"),
    *("gui.commands.arguments", "gui.export", "gui.look.icons", "gui.menu.experiment_menu"),
    *("gui.panels.experiment", "gui.panels.explain", "gui.panels.page", "gui.panels.published"),
    *("gui.panels.copying", "gui.network.card", "gui.network.hit", "engine.tape.tape"),
    *(
        "engine.curves",
        "engine.story.formulas.derivation",
        "engine.text.handout",
        "engine.text.latex",
        "engine.text.lesson",
        "engine.text.programs",
        "engine.text.table.reading",
    ),
    *(
        "argparse",
        "contourpy",
        "latex2mathml",
        "lxml",
        "numpy.random",
        "pptx",
        "pyqtgraph",
        "qtawesome",
        "tqdm",
        "xlsxwriter",
        "ziamath",
    ),
)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    said = printed_at_first_paint(OURS, "print(*sys.modules)", tmp_path_factory.mktemp("home"))
    return said.split()


def test_the_first_paint_loads_no_panel_and_nothing_that_writes(loaded: list[str]) -> None:
    assert "gui.network.paint" in loaded
    assert [name for name in loaded if f"{name}.".startswith(tuple(f"{x}." for x in LATER))] == []


def test_the_first_paint_loads_the_functions_of_its_network_alone(loaded: list[str]) -> None:
    folders = ("engine.activations.", "engine.losses.", "engine.optimizers.")
    found = {name for name in loaded if name.startswith(folders) and "._" not in name}
    assert found == {
        "engine.activations.sigmoid",
        "engine.losses.half_squared_error",
        "engine.optimizers.sgd",
    }


def test_the_first_paint_loads_few_modules(loaded: list[str]) -> None:
    ours = [name for name in loaded if name.partition(".")[0] in ("engine", "gui", "main")]
    assert len(ours) <= MOST_MODULES


def test_the_first_paint_makes_no_class_of_qt_that_nobody_uses(tmp_path: Path) -> None:
    """PySide makes all that it knows when it is asked for a widget that Qt has made itself."""
    made = (
        "import enum, gc\n"
        "        print(*(f'{each.__module__}.{each.__qualname__}'"
        " for each in gc.get_objects() if isinstance(each, enum.EnumMeta)))"
    )
    found = printed_at_first_paint(OURS, made, tmp_path).split()
    assert "PySide6.QtGui.QPalette.ColorRole" in found
    unused = ("Calendar", "Dialog", "GraphicsView", "Mdi", "Tree", "Wizard")
    of_widgets = [each for each in found if each.startswith("PySide6.QtWidgets.")]
    assert [each for each in of_widgets if any(name in each for name in unused)] == []


def test_numbers_are_loaded_before_qt_which_reads_what_comes_after_it(loaded: list[str]) -> None:
    at = loaded.index
    assert at("numpy") < at("engine.backprop") < at("gui.network.frame") < at("PySide6.QtCore")


def test_only_the_cards_of_the_first_arrangement_are_made(tmp_path: Path) -> None:
    window = "next(each for each in QApplication.topLevelWidgets() if hasattr(each, 'desk'))"
    made = f"print(*(key for key, each in {window}.desk.panels.items() if each.titleBarWidget()))"
    said = printed_at_first_paint(OURS, made, tmp_path)
    assert set(said.split()) == {"experiment", "explanation", "by-hand", "tree", "paths", "numbers"}


def test_what_comes_after_qt_gets_all_its_names() -> None:
    """The icons take them with `import *`."""
    done = start_python(
        "-c", "from gui.commands.opening import load_qt; load_qt(); import qtawesome"
    )
    assert done.returncode == 0, done.stderr


def test_qt_still_tells_what_it_was_called_with() -> None:
    """It is loaded without the module that writes its type stubs, which nothing else needs."""
    wrong = """
from PySide6.QtCore import QSize
try:
    QSize("a", "b")
except TypeError as error:
    print(error)
"""
    loaded = "from gui.commands.opening import load_qt; load_qt()"
    said = [start_python("-c", first + wrong).stdout for first in ("", loaded)]
    assert said[0] == said[1]
    assert "supported signatures" in said[1].lower()
