"""What is wrong with something a person wrote or asked for, in a sentence."""

from engine.fault import Fault, Phrase
from engine.text.unreadable import unreadable
from gui.words.catalog import say


def fault_sentence(fault: Fault) -> str:
    """Return what is wrong, after the file and the place where it is."""
    sentence = say(fault.key, **{name: _said(value) for name, value in fault.details.items()})
    for where in (fault.place, fault.file):
        if where:
            sentence = say("fault-at", where=where, fault=sentence)
    return sentence


def reason_of(error: Exception) -> str:
    """Return why something could not be done: of the system, in our words where there are some."""
    if isinstance(error, OSError) and error.strerror:
        return fault_sentence(unreadable(error))
    return str(error)


def _said(value: object) -> str:
    if isinstance(value, Fault):
        return fault_sentence(value)
    if isinstance(value, Phrase):
        return say(value)
    if isinstance(value, tuple):
        said = ""
        for part in map(_said, value):
            said = say("list.or", before=said, next=part) if said else part
        return said
    return str(value)
