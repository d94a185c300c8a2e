"""What is hidden for a class, and how a click, a key and the next beat reveal it."""

import pytest
from msgspec.structs import replace

from engine.written.quantity import Kind, Quantity, parse
from gui.state.experiment import editing
from gui.state.hiding import actions as hiding
from gui.state.hiding import derived as hidden
from gui.state.keeper import Keeper, redo, undo
from gui.state.plain import session_of
from gui.state.refusal import Refused
from gui.state.run import actions
from gui.state.session.actions import restore
from gui.state.session.session import Session, session_text
from gui.state.state import first_state
from tests.networks import mazur

DW, DELTA = parse("dw[2,0,0]"), parse("delta[1,1]")
DELTA_BEAT, DW_BEAT = 7, 8  # of layer 2 in the 2-2-2 example


def _keeper(*names: str) -> Keeper:
    return Keeper(first_state(replace(mazur(), hidden=names)))


def _go(keeper: Keeper, beat: int, step: int = 0) -> None:
    keeper.carry_out(actions.go_to.call(step, beat, 1.0))


def _advance(keeper: Keeper, beats: int) -> None:
    for _ in range(beats):
        state = keeper.state
        keeper.carry_out(
            actions.play_to.call(state.cursor.step, state.cursor.beat + 1, 1.0),
        )


def test_the_next_beat_reveals_and_going_back_keeps_it() -> None:
    keeper = _keeper("dw")
    _go(keeper, DW_BEAT)
    assert hidden.is_hidden(keeper.state, DW)
    keeper.carry_out(actions.play_to.call(0, DW_BEAT + 1, 0.0))
    assert not hidden.is_hidden(keeper.state, DW)
    assert hidden.is_hidden(keeper.state, parse("dw[1,0,0]"))  # which is not computed yet
    _go(keeper, DW_BEAT)
    assert not hidden.is_hidden(keeper.state, DW)


def test_another_step_is_hidden_again_and_the_one_before_is_not() -> None:
    keeper = _keeper("dw[2,0,0]")
    _go(keeper, DW_BEAT + 1)
    keeper.carry_out(actions.next_step.call())
    _go(keeper, DW_BEAT, step=1)
    assert hidden.is_hidden(keeper.state, DW)
    _go(keeper, DW_BEAT, step=0)
    assert not hidden.is_hidden(keeper.state, DW)


def test_what_is_given_is_hidden_in_the_first_beat() -> None:
    keeper = _keeper("w")
    assert hidden.is_hidden(keeper.state, parse("w[1,0,0]"))
    _advance(keeper, 1)
    assert not hidden.is_hidden(keeper.state, parse("w[1,0,0]"))


def test_a_click_reveals_one_number_in_its_step() -> None:
    keeper = _keeper("dw")
    _go(keeper, DW_BEAT)
    keeper.carry_out(hiding.reveal.call(DW))
    assert not hidden.is_hidden(keeper.state, DW)
    assert hidden.is_hidden(keeper.state, parse("dw[2,0,1]"))
    keeper.carry_out(actions.next_step.call())
    _go(keeper, DW_BEAT, step=1)
    assert hidden.is_hidden(keeper.state, DW)


def test_a_key_reveals_one_after_the_other() -> None:
    keeper = _keeper("delta", "dw", "panel:tree")
    _go(keeper, DW_BEAT)
    keeper.carry_out(hiding.hide_again.call())
    found = []
    for _ in range(2 + 4):
        (number, *_others) = hidden.hidden_on_screen(keeper.state)
        found.append(str(number))
        keeper.carry_out(hiding.reveal_next.call())
    assert found == [
        *("delta[2,0]", "delta[2,1]", "dw[2,0,0]", "dw[2,0,1]", "dw[2,1,0]", "dw[2,1,1]"),
    ]
    assert hidden.is_panel_hidden(keeper.state, "tree")
    keeper.carry_out(hiding.reveal_next.call())
    assert not hidden.is_panel_hidden(keeper.state, "tree")


def test_all_is_revealed_until_it_is_hidden_again() -> None:
    keeper = _keeper("dw", "control:loss")
    keeper.carry_out(hiding.reveal_all.call())
    keeper.carry_out(actions.next_step.call())
    _go(keeper, DW_BEAT, step=1)
    assert not hidden.is_hidden(keeper.state, DW)
    assert not hidden.is_control_hidden(keeper.state, "loss")
    keeper.carry_out(hiding.hide_again.call())
    assert hidden.is_hidden(keeper.state, DW)
    assert hidden.is_control_hidden(keeper.state, "loss")
    _advance(keeper, 1)
    assert not hidden.is_hidden(keeper.state, DW)


def test_hiding_is_an_edit_and_hides_at_once() -> None:
    keeper = _keeper()
    _go(keeper, 12)
    run = keeper.state.document.run
    for call in (
        hiding.hide_kind.call(Kind.DELTA, True),
        hiding.hide_quantity.call(replace(DW, sample=0), True),
        hiding.hide_panel.call("tree", True),
        hiding.hide_control.call("loss", True),
    ):
        keeper.carry_out(call)
    names = ("delta", "dw[2,0,0]", "panel:tree", "control:loss")
    assert keeper.state.document.filed.hidden == names
    assert keeper.state.document.run is run  # no number is computed anew
    assert hidden.is_hidden(keeper.state, DW)
    assert hidden.is_hidden(keeper.state, DELTA)
    keeper.carry_out(undo.call())
    assert keeper.state.document.hidden == ("delta", "dw[2,0,0]", "panel:tree")
    keeper.carry_out(redo.call())
    keeper.carry_out(hiding.hide_kind.call(Kind.DELTA, False))
    assert not hidden.is_hidden(keeper.state, DELTA)
    keeper.carry_out(hiding.hide_nothing.call())
    assert not keeper.state.document.hidden


def test_what_there_is_not_cannot_be_hidden() -> None:
    state = first_state(mazur())
    for call in (
        hiding.hide_panel.call("forest", True),
        hiding.hide_control.call("", True),
        hiding.hide_quantity.call(parse("dw[3,0,0]"), True),
    ):
        with pytest.raises(Refused):
            call.after(state)


def test_a_session_keeps_what_is_hidden_and_forgets_what_was_revealed() -> None:
    keeper = _keeper("dw", "panel:tree")
    _go(keeper, DW_BEAT)
    keeper.carry_out(hiding.reveal_all.call())
    session = session_of(session_text(Session(keeper.state)))
    back = restore(first_state(mazur()), session)
    assert back.document.hidden == ("dw", "panel:tree")
    assert hidden.is_hidden(back, DW)


def test_a_run_that_begins_anew_is_hidden_again() -> None:
    keeper = _keeper("dw")
    _go(keeper, DW_BEAT + 1)
    keeper.carry_out(actions.next_step.call())
    keeper.carry_out(editing.set_parameter.call(Quantity(Kind.WEIGHT, 1, 0, 0), 0.3))
    _go(keeper, DW_BEAT)
    assert hidden.is_hidden(keeper.state, DW)
