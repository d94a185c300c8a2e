"""Who may import whom: the doors of the house, and a proof that each can be found shut.

A rule says which files it is for and what a file must not do there; a file is read, never run.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch

import pytest

from tests.house import (
    FILES,
    MODULES,
    ROOT,
    Source,
    arrows,
    circles,
    source_of,
    text_of,
    way_to,
    within,
)

QT = ("PySide6", "shiboken6", "pyqtgraph", "qtawesome", "qtpy")
VIEWS = (
    *("gui.network", "gui.plots", "gui.formula", "gui.panels", "gui.landscape", "gui.chain"),
    *("gui.history", "gui.numbers", "gui.regions", "gui.results", "gui.sample"),
    *("gui.sweep", "gui.lessons", "gui.exercise"),
)


Check = Callable[[Source], Iterator[str]]


def no_import(*modules: str, but: tuple[str, ...] = ()) -> Check:
    """Find imports of these modules or of parts of them, except those of `but`."""

    def check(source: Source) -> Iterator[str]:
        for name in source.imports:
            if within(name, modules) and not within(name, but):
                yield f"imports {name}"

    return check


def no_way_to(*modules: str, around: tuple[str, ...] = ()) -> Check:
    """Find a chain of imports, however long, that ends in one of these modules.

    around: modules that are not gone through.
    """

    def check(source: Source) -> Iterator[str]:
        if chain := way_to(source.run_imports, modules, around):
            yield f"reaches {' > '.join(chain)}"

    return check


def no_call(*names: str) -> Check:
    """Find calls of these functions, or of these methods where the name starts with a dot."""

    def check(source: Source) -> Iterator[str]:
        yield from (f"calls {name}()" for name in source.calls if name in names)

    return check


def no_name(*names: str) -> Check:
    """Find these names wherever they stand, also at the end of dots."""

    def check(source: Source) -> Iterator[str]:
        for name in source.names:
            if name.rpartition(".")[2] in names:
                yield f"uses {name}"

    return check


def no_shared_chance(source: Source) -> Iterator[str]:
    """Find NumPy's global random generator."""
    allowed = ("default_rng", "Generator", "SeedSequence")
    for name in [*source.names, *source.imports]:
        if name.startswith(("np.random.", "numpy.random.")) and name.split(".")[2] not in allowed:
            yield f"uses {name}"
    if "numpy.random" in source.imports:
        yield "imports numpy.random, which hides what is taken from it"


_SHOWN_WITHIN = {
    "gui.panels": ("gui.formula",),
    "gui.landscape": ("gui.formula", "gui.plots"),
    "gui.history": ("gui.plots",),
    "gui.sweep": ("gui.plots",),
    "gui.regions": ("gui.plots",),
    "gui.sample": ("gui.panels",),
    "gui.lessons": ("gui.formula", "gui.panels"),
    "gui.exercise": ("gui.formula", "gui.panels"),
}


def no_other_view(source: Source) -> Iterator[str]:
    """Find a view that imports another one; some are made of formulas and plots."""
    own = ".".join(source.path.split("/")[:2])
    known = (own, *_SHOWN_WITHIN.get(own, ()))
    yield from no_import(*VIEWS, but=known)(source)


READING = (
    *("open", ".open", ".read_text", ".read_bytes", ".write_text", ".write_bytes"),
    *(".load", ".loadtxt", ".genfromtxt", ".fromfile", ".memmap"),
    *(".save", ".savez", ".savez_compressed", ".savetxt", ".tofile"),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """What must not stand in some files, and one line that breaks it in the file `example`."""

    says: str
    files: tuple[str, ...]
    check: Check
    example: str
    breaks: str
    but: tuple[str, ...] = ()

    def is_for(self, path: str) -> bool:
        return any(fnmatch(path, pattern) for pattern in self.files) and not any(
            fnmatch(path, pattern) for pattern in self.but
        )


# All that decides what is drawn, and in the same rooms what paints it or can be clicked.
DECIDED = (
    *("gui/network/*", "gui/chain/*", "gui/history/*", "gui/landscape/*", "gui/formula/*"),
    *(
        "gui/plots/*",
        "gui/numbers/*",
        "gui/regions/*",
        "gui/sample/*",
        "gui/panels/explain.py",
        "gui/words/*",
        "gui/draw/easing.py",
    ),
)
PAINTED = (
    *("gui/*view.py", "gui/*paint*.py", "gui/*figure.py", "gui/*panel.py", "gui/*picture.py"),
    *("gui/numbers/area.py", "gui/numbers/sheet.py"),
    *("gui/network/keyboard.py", "gui/network/editing.py", "gui/network/pointer.py"),
    "gui/network/elements.py",
    "gui/history/kept_table.py",
    *("gui/plots/marks.py", "gui/plots/plot.py", "gui/plots/number_axis.py"),
    *("gui/plots/arrow_items.py", "gui/plots/curve_items.py", "gui/plots/overlay.py"),
    *("gui/plots/cloud_items.py", "gui/regions/point_editor.py"),
    *("gui/formula/fonts.py", "gui/landscape/*ball_buttons.py", "gui/landscape/*ball_row.py"),
    *("gui/landscape/*picker.py", "gui/landscape/*slider.py", "gui/landscape/*field*.py"),
)
BEYOND_QTCORE = ("PySide6.QtGui", "PySide6.QtWidgets", "PySide6.QtSvg", "PySide6.QtNetwork")

# In a pattern * stands for any path: engine/* is every file below engine.
EVERYWHERE = ("engine/*", "gui/*", "main.py")
RULES = [
    Rule(
        "the engine knows no Qt and no window",
        ("engine/*",),
        no_way_to(*QT, "gui"),
        "engine/story/beats.py",
        "from PySide6 import QtCore",
    ),
    Rule(
        "the engine has no clock and no chance of its own",
        ("engine/*",),
        no_import("time", "random", "datetime"),
        "engine/run/training.py",
        "import time",
    ),
    Rule(
        "the engine draws from seeded generators",
        ("engine/*",),
        no_shared_chance,
        "engine/initializers.py",
        "weights = np.random.normal(size=3)",
    ),
    Rule(
        "the engine reads and writes files in engine.text and engine.data alone",
        ("engine/*",),
        no_call(*READING),
        "engine/network.py",
        "path.write_text('0.15')",
        but=("engine/text/*", "engine/data/*"),
    ),
    Rule(
        "the mathematics knows neither the story nor the text",
        ("engine/*",),
        no_way_to("engine.story", "engine.text"),
        "engine/backprop.py",
        "from engine import story",
        but=("engine/story/*", "engine/exercise/*", "engine/text/*"),
    ),
    Rule(
        "an exercise is told and judged without a text",
        ("engine/exercise/*",),
        no_way_to("engine.text"),
        "engine/exercise/judging.py",
        "from engine.text.by_hand import by_hand",
    ),
    Rule(
        "the story does not know that it is worked by hand",
        ("engine/story/*",),
        no_way_to("engine.exercise"),
        "engine/story/scope.py",
        "from engine.exercise.lines import Line",
    ),
    Rule(
        "formulas are trees that know nothing of what they are written for",
        ("engine/written/*",),
        no_import("engine", but=("engine.written", "engine.fault")),
        "engine/written/expression.py",
        "from engine.network import Parameters",
    ),
    Rule(
        "a function knows numbers and formulas alone: no network, no tape, no story",
        ("engine/functions/*", "engine/activations/*", "engine/losses*", "engine/optimizers*"),
        no_import(
            "engine",
            but=(
                *("engine.frozen", "engine.written", "engine.functions"),
                *("engine.activations", "engine.losses", "engine.optimizers"),
            ),
        ),
        "engine/activations/relu.py",
        "from engine.network import LayerPlan",
    ),
    Rule(
        "the story does not know how it is written down",
        ("engine/story/*",),
        no_import("engine.text"),
        "engine/story/formulas/derivation.py",
        "from ...text.numbers import short",
    ),
    Rule(
        "values are structs: each dataclass puts off the first paint by a millisecond",
        EVERYWHERE,
        no_import("dataclasses"),
        "engine/network.py",
        "from dataclasses import dataclass",
    ),
    Rule(
        "but for the values, msgspec stays in engine.text",
        EVERYWHERE,
        no_import("msgspec", but=("msgspec.Struct", "msgspec.field", "msgspec.structs")),
        "gui/disk/files.py",
        "from msgspec import Struct, json",
        but=("engine/text/*",),
    ),
    Rule(
        "in gui/state Qt is for the store",
        ("gui/state/*",),
        no_way_to(*QT),
        "gui/state/run/actions.py",
        "from PySide6.QtCore import Signal",
        but=("gui/state/store.py",),
    ),
    Rule(
        "words need no Qt and no view",
        ("gui/words/*",),
        no_import(*QT, "gui", but=("gui.words",)),
        "gui/words/beats.py",
        "from PySide6.QtCore import QCoreApplication",
    ),
    Rule(
        "the store needs QtCore alone",
        ("gui/state/store.py",),
        no_way_to(*(part for part in QT if part != "PySide6"), *BEYOND_QTCORE),
        "gui/state/store.py",
        "from PySide6 import QtCore, QtWidgets",
    ),
    Rule(
        "the state lies below everything else in gui",
        ("gui/state/*",),
        no_import("gui", but=("gui.state",)),
        "gui/state/run/derived.py",
        "from gui.theme import THEMES",
    ),
    Rule(
        "what follows from the state changes nothing",
        ("gui/state/*/derived.py",),
        no_way_to("gui.state.action"),
        "gui/state/plane/derived.py",
        "from gui.state.run import actions",
    ),
    Rule(
        "facts of lessons are read and change nothing",
        ("gui/state/lesson/*facts.py", "gui/state/lesson/holding.py"),
        no_way_to("gui.state.action"),
        "gui/state/lesson/ball_facts.py",
        "from gui.state.curve.actions import step_down",
    ),
    Rule(
        "a lesson is read without knowing how it is judged",
        ("engine/text/lesson/*",),
        no_way_to("engine.exercise"),
        "engine/text/lesson/asking.py",
        "from engine.exercise import questions",
    ),
    Rule(
        "views never import each other",
        tuple(view.replace(".", "/") + "/*" for view in VIEWS),
        no_other_view,
        "gui/network/view.py",
        "def late(): import gui.panels.status",
    ),
    Rule(
        "exporting is asked for by what offers it and by commands alone",
        EVERYWHERE,
        no_import("gui.export", but=("gui.export.carried",)),
        "gui/window/window.py",
        "from gui.export.figure import picture",
        but=(
            *("gui/export/*", "gui/window/export*.py", "gui/commands/rendering.py"),
            *("gui/commands/filming.py", "gui/commands/figures/*", "gui/commands/worksheets.py"),
        ),
    ),
    Rule(
        "what is drawn is decided without Qt",
        DECIDED,
        no_way_to(*QT),
        "gui/network/layout.py",
        "from PySide6.QtCore import QRectF",
        but=PAINTED,
    ),
    Rule(
        "painting needs no widgets",
        ("gui/draw/*", "gui/look/fonts.py", "gui/*/paint*.py", "gui/*/figure.py"),
        no_way_to("PySide6.QtWidgets", "pyqtgraph"),
        "gui/plots/paint.py",
        "from PySide6.QtWidgets import QApplication",
        but=("gui/export/figure.py",),  # imports widgets by name, and late
    ),
    Rule(
        "only gui/bind.py silences signals",
        EVERYWHERE,
        no_name("blockSignals", "QSignalBlocker"),
        "gui/panels/timeline.py",
        "slider.blockSignals(True)",
        but=("gui/bind.py",),
    ),
    Rule(
        "nothing read from a file is run: no pickles",
        EVERYWHERE,
        no_import("pickle", "marshal", "shelve"),
        "engine/text/file/document.py",
        "import pickle",
    ),
    Rule(
        "nothing read from a file is run: no eval",
        EVERYWHERE,
        no_call("eval", "exec"),
        "main.py",
        "value = eval(text)",
    ),
    Rule(
        "pyqtgraph stays in gui/plots",
        EVERYWHERE,
        no_import("pyqtgraph"),
        "gui/window/window.py",
        "import pyqtgraph as pg",
        but=("gui/plots/*",),
    ),
]


def faults(rule: Rule, path: str, text: str) -> list[str]:
    """Return what stands in a file against a rule."""
    if not rule.is_for(path):
        return []
    return [f"{path} {fault}" for fault in rule.check(source_of(path, text))]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.says)
def test_every_file_keeps_to_it(rule: Rule) -> None:
    every = {path.relative_to(ROOT).as_posix(): path for path in FILES}
    paths = {name: path for name, path in every.items() if rule.is_for(name)}
    assert paths, "no file is left that this rule is for"
    assert [
        fault for name, path in paths.items() for fault in faults(rule, name, text_of(path))
    ] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.says)
def test_a_file_that_breaks_it_is_found(rule: Rule) -> None:
    assert faults(rule, rule.example, f"'''Say what it is.'''\n{rule.breaks}\n")


@pytest.mark.parametrize(
    ("path", "text", "chain"),
    [
        (
            "gui/network/layout.py",
            "from gui.network.view import NetworkView",
            "gui.network.view > PySide6.QtCore",
        ),
        (
            "gui/plots/chart.py",
            "def late():\n    from gui.plots import figure",
            "gui.plots.figure >",
        ),
        ("engine/network.py", "from gui.chain.frame import tree_frame", "gui.chain.frame"),
        ("gui/state/run/derived.py", "from gui.state import store", "gui.state.store > PySide6"),
        ("gui/network/paint.py", "import gui.network.view", "gui.network.view > PySide6.QtW"),
        ("engine/network.py", "from .story import beats", "engine.story.beats"),
    ],
)
def test_a_rule_is_broken_through_others_too(path: str, text: str, chain: str) -> None:
    found = [fault for rule in RULES for fault in faults(rule, path, text)]
    assert any(chain in fault for fault in found), found


def test_what_is_there_for_the_type_checker_alone_reaches_nothing() -> None:
    text = "if TYPE_CHECKING:\n    from gui.network.view import NetworkView"
    assert [fault for rule in RULES for fault in faults(rule, "gui/network/layout.py", text)] == []


FOLDERS = sorted({name.rpartition(".")[0] for name in MODULES} - {""})


@pytest.mark.parametrize("folder", FOLDERS)
def test_arrows_between_the_parts_of_a_folder_run_one_way(folder: str) -> None:
    assert circles(folder, arrows()) == []


def test_a_circle_of_parts_is_found() -> None:
    given = {
        "gui.menu.menu": ("gui.look.theme", "numpy"),
        "gui.look.icons": ("gui.state.store", "gui.look.theme"),
        "gui.look.theme": (),
        "gui.state.store": ("gui.menu.menu",),
        "gui.bind": ("gui.state.store",),
        "gui.player": ("gui.bind",),
    }
    assert circles("gui", given) == [frozenset({"menu", "look", "state"})]
    assert circles("gui.look", given) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("engine/data/dataset.py", "text = path.read_text()"),
        ("engine/text/file/document.py", "import msgspec"),
        ("engine/initializers.py", "chance = np.random.default_rng(0)"),
        ("engine/network.py", "from engine import frozen"),
        ("gui/state/store.py", "from PySide6.QtCore import QObject, Signal"),
        ("gui/panels/page.py", "from gui.formula.paint import paint"),
        ("gui/panels/words.py", "from PySide6.QtCore import QCoreApplication"),
        ("gui/export/figure.py", "from gui.network.paint import paint"),
        ("gui/plots/view.py", "import pyqtgraph as pg"),
        ("gui/network/paint.py", "from PySide6.QtGui import QPainter"),
        ("gui/window/documents.py", "dialog.exec()"),
    ],
)
def test_what_is_allowed_is_not_found(path: str, text: str) -> None:
    assert [fault for rule in RULES for fault in faults(rule, path, text)] == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("gui/formula/view.py", "from gui.panels import words"),
        ("gui/panels/words.py", "from gui import network"),
        ("gui/plots/chart.py", "from gui.formula.paint import paint"),
        ("engine/network.py", "from numpy.random import seed"),
        ("engine/network.py", "from numpy import random\nrandom.seed(0)"),
        ("engine/text/numbers.py", "import gui.theme"),
        ("engine/network.py", "with open('numbers') as file: pass"),
        ("gui/network/paint.py", "if True:\n    import PySide6.QtWidgets"),
    ],
)
def test_other_ways_of_breaking_a_rule_are_found_too(path: str, text: str) -> None:
    assert [fault for rule in RULES for fault in faults(rule, path, text)]
