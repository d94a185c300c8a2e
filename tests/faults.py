"""What is wrong is a value; tests of its sentence ask the room for words."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from engine.fault import Faulty
from gui.words.faults import fault_sentence


def said(error: Faulty) -> str:
    """Return what an error says to a person."""
    return fault_sentence(error.fault)


@contextmanager
def complaining(kind: type[Faulty], match: str) -> Iterator[pytest.ExceptionInfo[Faulty]]:
    """Expect an error of a kind whose sentence matches."""
    with pytest.raises(kind) as told:
        yield told
    assert re.search(match, said(told.value)), said(told.value)
