"""Walking through lessons without a window: beginning a card, answering it, doing what it wants."""

import tomllib
from pathlib import Path
from typing import Any

from engine.text.lesson.lesson import Lesson
from gui.disk import files
from gui.disk.lessons import bundled_lesson
from gui.state.acting import after_calls
from gui.state.keeper import Keeper
from gui.state.lesson import actions as lesson_actions
from gui.state.lesson import derived as lesson_derived
from gui.state.plain import listed_call
from gui.state.state import State, first_state

TRIES = Path(__file__).parent / "data" / "lesson_tries.toml"


def tries() -> dict[tuple[str, str], list[list[Any]]]:
    """Return the actions that do what a card wants to be tried, by lesson and key of the card."""
    found = tomllib.loads(TRIES.read_text("utf-8"))["tries"]
    return {(each["lesson"], each["card"]): each["actions"] for each in found}


def opened(lesson: Lesson, index: int) -> State:
    """Return the state in which a card begins, opened over an experiment of somebody's own."""
    keeper = Keeper(first_state(files.experiment_of("xor-2-4-1"), "own"))
    keeper.carry_out(lesson_actions.open_lesson.call(lesson, index))
    return keeper.state


def settled(state: State) -> State:
    """Return the state after the question of the card, if it has one, has been given up."""
    if not lesson_derived.is_question_open(state):
        return state
    return after_calls(state, [lesson_actions.show_answer.call()])


def tried(state: State, actions: list[list[Any]]) -> State:
    """Return the state after some actions, each over before the next."""
    return after_calls(state, [listed_call(each, files.experiment_of) for each in actions])


def cards() -> list[tuple[str, int]]:
    """Return every card of every bundled lesson, by the lesson and its index."""
    return [
        (lesson.name, index)
        for lesson in files.lessons()
        for index in range(len(bundled_lesson(lesson.name).cards))
    ]
