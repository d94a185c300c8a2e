"""What every test relies on: no screen, settings of its own, repeatable examples."""

import os
from collections.abc import Iterator
from contextlib import suppress

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # read when Qt is first used

import pytest
from hypothesis import settings

from gui.words import catalog

settings.register_profile(
    "gradientscope", deadline=None, max_examples=25, derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("gradientscope")


@pytest.fixture(autouse=True)
def _own_settings(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep what a test remembers away from the user's settings and from other tests."""
    home = tmp_path_factory.mktemp("home")
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
