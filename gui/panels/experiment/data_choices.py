"""The data there are to choose from: truth tables, samples drawn from formulas, built-in tables."""

from engine.data.dataset import FromTable, Generated
from engine.data.generators import GENERATORS
from engine.data.logic import TRUTH, logic_of
from gui import data_tables
from gui.state.action import Call
from gui.state.experiment import source
from gui.state.run import derived
from gui.state.state import State
from gui.words.catalog import say

_LOGIC, _DRAWN, _TABLE = "logic:", "drawn:", "table:"


def data_choices() -> tuple[tuple[tuple[str, str], ...], ...]:
    """Return the keys and names of all data, in groups of their kind."""
    kinds = ((_LOGIC, "logic-", TRUTH), (_DRAWN, "", GENERATORS), (_TABLE, "", data_tables.BUILTIN))
    return tuple(
        tuple((f"{kind}{name}", say(f"data.{words}{name}")) for name in names)
        for kind, words, names in kinds
    )


def data_key(state: State) -> str:
    """Return the key of the data that are chosen, none of the choices for one's own samples."""
    data = derived.experiment(state).data
    if isinstance(data.source, Generated):
        return f"{_DRAWN}{data.source.name}"
    if isinstance(data.source, FromTable) and data.source.builtin:
        return f"{_TABLE}{data.source.path}"
    return f"{_LOGIC}{logic_of(data)}"


def is_drawn(key: str) -> bool:
    """Return whether it takes no time to know what the data are."""
    return not key.startswith(_TABLE)


def chosen_data(key: str, fitted: bool) -> Call:
    """Return what takes the data of a key; fitted: with a network that suits them."""
    kind, _, name = key.partition(":")
    if f"{kind}:" == _LOGIC:
        return source.set_logic.call(name, fitted)
    if f"{kind}:" == _DRAWN:
        return source.set_generated.call(name, fitted)
    return source.take_data.call(data_tables.builtin_experiment(name), fitted)
