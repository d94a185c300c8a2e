"""Every view of every example in the pseudo-language; the suite draws two of each view."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from gui.views import FIGURES
from gui.words import catalog
from tests.gui.test_pseudo_pictures import EXAMPLES, assert_in_brackets_and_whole


@pytest.fixture(autouse=True)
def _pseudo() -> Iterator[None]:
    catalog.use(catalog.PSEUDO)
    yield
    catalog.use(catalog.SOURCE)


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("key", FIGURES)
def test_every_view_is_in_brackets_and_whole(qapp: QApplication, key: str, example: str) -> None:
    assert_in_brackets_and_whole(key, example)
