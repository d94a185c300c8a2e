"""What every test relies on: no screen, settings of its own, repeatable examples."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # read when Qt is first used
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program has it: threads fight for cores

import pytest
from hypothesis import HealthCheck, settings

from gui.words import catalog

_MUCH_GARBAGE = 100_000  # objects made since it was last looked for

settings.register_profile(
    "gradientscope",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],  # no outcome depends on the clock
    max_examples=25,
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("gradientscope")


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return folders that nobody has used; they are made when something is written there."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Return the arguments of the one application: the style is that of the program."""
    return ["gradientscope", "-style", "fusion"]


@pytest.fixture(autouse=True)
def _own_settings(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what a test remembers away from the user's settings and from other tests."""
    home = next(_homes)
    for kind in ("CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    with suppress(ImportError):  # the tests of the engine also run where Qt is not installed
        from PySide6.QtCore import QSettings

        path = str(home / "config")
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, path)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Let a test speak another language without the next one speaking it, too."""
    yield
    catalog.use(catalog.SOURCE)


@pytest.fixture(autouse=True)
def _no_widget_outlives_its_test() -> Iterator[None]:
    """Delete what pytest-qt has closed: a style is given to all widgets that there are.

    A view of a test that has ended is garbage, but on screen for a moment more. Were garbage looked
    for while Qt paints it or goes through all widgets, Qt would go on with what is gone.
    """
    gc.disable()
    yield
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if gc.get_count()[0] > _MUCH_GARBAGE:
        gc.collect()


def pytest_collection_finish() -> None:
    """Spare the garbage collector thousands of tests, which stay to the end."""
    gc.collect()
    gc.freeze()
