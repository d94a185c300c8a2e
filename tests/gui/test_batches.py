"""One sample or the batch, never both unsaid: every label of every view, worked out by the oracle.

A label says by its letter whose number it is; the oracle says what that number is.
"""

import re
from functools import cache

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.experiment import Experiment
from engine.text.names import name
from engine.text.plain import derivation_to_text
from engine.written.quantity import ONE_A_SAMPLE, Kind, Quantity, gradient_of
from engine.written.typed_number import read_number
from gui.chain.frame import tree_frame
from gui.chain.paths import path_list, sum_text
from gui.disk import files
from gui.history.gradients import gradients_now
from gui.history.samples import samples_chart
from gui.landscape.curve.slice_chart import slice_chart
from gui.look.theme import LIGHT
from gui.network.card import rows
from gui.network.frame import frame
from gui.network.shapes import Text
from gui.numbers.frame import caption, every_layer
from gui.numbers.layout import page
from gui.panels.batch_switch import BatchSwitch
from gui.panels.explain import explanation
from gui.state.experiment import editing
from gui.state.run import actions, derived
from gui.state.state import State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from tests.engine.test_backprop import oracle_layers, oracle_rules
from tests.networks import random_experiment
from tests.told import all_numbers, named, shows

EXAMPLES = [example.name for example in files.examples()]
BATCHES = ("xor-2-4-1", "moons-2-8-1", "iris-4-5-3")
NUM = r"([+−]?(?:\d[\d.]*(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?))"
MARK = r"((?:\[\d+\])?)"
WORD = r"((?:mean |sum )?)"
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾", "01234567890123456789()")


@cache
def _example(key: str) -> Experiment:
    return files.read(files.resolve(key))


@cache
def _told(key: str) -> dict[str, float]:
    """Return what every letter stands for in the first step of an example."""
    experiment = _example(key)
    chosen = list(derived.trace(first_state(experiment)).samples)
    data = experiment.data
    return all_numbers(
        oracle_layers(experiment),
        oracle_rules(experiment),
        data.inputs[chosen].tolist(),
        data.targets[chosen].tolist(),
    )


def _states(key: str) -> list[State]:
    """Return an example with a sample of its batch, and with the whole batch."""
    state = first_state(_example(key))
    samples = len(derived.trace(state).x)
    if samples == 1:
        return [state]
    return [view_actions.follow_sample(state, samples - 2), view_actions.show_whole_batch(state)]


def _moments(key: str) -> list[State]:
    """Return both where the gradients have just been computed, and at the end of the step."""
    found = []
    for state in _states(key):
        kinds = [beat.scene.name for beat in derived.beats(state)]
        for beat in (kinds.index("UPDATE") - 1, len(kinds) - 1):
            found.append(actions.go_to(state, 0, beat, 1.0))
    return found


def _items(state: State) -> list[Quantity]:
    """Return the first and the last of everything that can be selected, layer by layer."""
    sizes = state.document.experiment.network.sizes
    found = [Quantity(Kind.INPUT, 0, unit) for unit in {0, sizes[0] - 1}]
    for layer in range(1, len(sizes)):
        for unit in {0, sizes[layer] - 1}:
            found += [Quantity(Kind.A, layer, unit), Quantity(Kind.BIAS, layer, unit)]
            found.append(Quantity(Kind.WEIGHT, layer, unit, sizes[layer - 1] - 1))
    return found


def _numbers_in(text: Text, depth: int) -> list[tuple[str, str]]:
    """Return what a text of the drawing says: letters as the oracle has them, and numbers."""
    at, words = text.quantity, text.text
    if at is None:
        for form, letters in (
            (rf"(C){MARK} = {NUM}", "{0}{1}"),
            (rf"→ {NUM}", "C new"),
            (rf"{WORD}(y[₀-₉]+){MARK} = {NUM}", "{0}{1}{2}"),
        ):
            if found := re.fullmatch(form, words):
                *places, printed = found.groups()
                return [(_pooled(letters.format(*places)), printed)]
        return []
    layer, unit = at.layer, at.unit
    if at.kind is Kind.WEIGHT:
        assert at.source is not None
        return _of_parameter(words, named("w", layer, unit, at.source))
    if at.kind is Kind.BIAS:
        return _of_parameter(words, named("b", layer, unit))
    a = named("x" if layer == 0 else "a", layer, unit)
    if found := re.fullmatch(rf"{WORD}(.+?){MARK} z\3={NUM}", words):
        return [(_pooled(f"{found[1]}{named('z', layer, unit)}{found[3]}"), found[4])]
    if found := re.fullmatch(rf"{WORD}(ŷ.+?){MARK} → {NUM}", words):
        after = _pooled(f"{found[1]}{a}{found[3]}")
        return [(f"{after} new", found[4])]
    if found := re.fullmatch(rf"{WORD}δ{MARK} = {NUM}", words):
        return [(_pooled(f"{found[1]}{named('δ', layer, unit)}{found[2]}"), found[3])]
    if found := re.fullmatch(rf"{WORD}∂C{MARK}/∂a\2 {NUM}", words):
        return [(_pooled(f"{found[1]}∂C{found[2]}/∂{a}{found[2]}"), found[3])]
    return []


def _of_parameter(words: str, letter: str) -> list[tuple[str, str]]:
    own = letter[0]
    bare = f"{own}[₀-₉,⁰-⁹¹²³⁽⁾]*"
    for form in (rf"{bare} = {NUM}(?: → {NUM})?", rf"({bare})? ?→ {NUM}"):
        if found := re.fullmatch(form, words):
            pairs = zip((letter, f"{letter} new"), found.groups(), strict=True)
            return [(name, printed) for name, printed in pairs if re.fullmatch(NUM, printed or "")]
    if found := re.fullmatch(rf"∂C?{MARK}(?:/∂{own})? {NUM}", words):
        return [(f"∂C{found[1]}/∂{letter}", found[2])]
    return []


def _pooled(letter: str) -> str:
    """Return a letter with n as its sample where it is told of all of them."""
    word, _, rest = letter.rpartition(" ")
    if word not in ("mean", "sum"):
        return letter
    if "∂" not in rest:
        return f"{letter}[n]"
    return f"{word} {rest.replace('∂C/', '∂C[n]/')}[n]"


@pytest.mark.parametrize("key", EXAMPLES)
def test_every_number_of_the_drawing_is_what_its_letter_says(key: str) -> None:
    told, seen = _told(key), 0
    for state in _moments(key):
        depth = state.document.experiment.network.depth
        for selected in (None, *_items(state)):
            drawing = frame(view_actions.select(state, selected), LIGHT, 1400.0, 900.0)
            for text in (*drawing.above.texts, *drawing.front.texts):
                found = _numbers_in(text, depth)
                for letter, printed in found:
                    assert shows(printed, told[letter]), (text.text, letter)
                    seen += 1
                if not found and re.search(NUM, text.text):
                    _assert_inside_or_words(text, told, state)
    assert seen > 30


def _assert_inside_or_words(text: Text, told: dict[str, float], state: State) -> None:
    """Check a number without a letter: it is that of the circle, beside its letter."""
    scope, at = derived.scope(state), text.quantity
    if at is None and text.text in state.document.experiment.data.target_names:
        return  # the classes of digits are numbers
    if at is None or not re.fullmatch(NUM, text.text):
        assert re.search(r"samples|hidden|[xyaŷ][₀-₉]|^×10", text.text), text.text
        return
    letter = name(scope.address(at))
    letter = f"mean {letter}[n]" if scope.is_pooled else letter
    if not text.text.startswith("10") and abs(told[letter]) > 1e-3:
        assert shows(text.text, told[letter]), letter


@pytest.mark.parametrize("key", EXAMPLES)
def test_every_number_beside_the_pointer_and_why_it_is_so(key: str) -> None:
    told, seen = _told(key), 0
    plain = {_plain(letter): value for letter, value in told.items()}
    for state in _moments(key):
        scope = derived.scope(state)
        for item in _items(state):
            for letter, term, printed in rows(state, item):
                if printed != "–":
                    assert read_number(printed).value == pytest.approx(
                        told[letter], rel=1e-9, abs=1e-12
                    )
                    _assert_says_whose(letter, term, scope.samples)
            shown = explanation(view_actions.select(state, item))
            for block in shown.blocks:
                text = derivation_to_text(block.equations, 4)
                for letter, printed in _results(text):
                    if "'" in letter:
                        continue  # the slope of a straight line, in general
                    assert shows(printed, plain[letter]), (text, letter)
                    seen += 1
    assert seen > 10


def _assert_says_whose(letter: str, term: str, samples: int) -> None:
    if samples == 1:
        assert "[" not in letter
        assert "sample" not in term
    elif own := re.search(r"\[(\d+)\]", letter):
        assert term.endswith(f", sample {own[1]}")
    elif letter.startswith(("mean", "∂")):
        assert term.endswith(f", mean of {samples} samples")


def _results(text: str) -> list[tuple[str, str]]:
    """Return the letters on the left of lines, and what the lines that follow come to."""
    found, left = [], ""
    for line in text.splitlines():
        if not line.startswith(("=", "≈")):
            left, _, _ = line.partition(" = ")
        printed = re.split(r" [=≈] |^[=≈] ", line)[-1]
        if re.fullmatch(NUM, printed):
            found.append((left, printed))
    return found


def _plain(letter: str) -> str:
    """Return a letter as the plain text of formulas has it."""
    text = letter.translate(_LOWERED).replace("∂", "d").replace(" new", "new")
    word, _, rest = text.rpartition(" ")
    return f"mean({rest})" if word == "mean" else text


@pytest.mark.parametrize("key", EXAMPLES)
def test_trees_paths_and_charts_come_to_what_they_say(key: str) -> None:
    told = _told(key)
    for start in _states(key):
        end = actions.last_beat(start)
        scope = derived.scope(end)
        for item in _items(end):
            state = view_actions.select(end, item)
            for size in ((420.0, 500.0), (900.0, 240.0)):
                _assert_tree(state, size, told)
            if item.kind in (Kind.WEIGHT, Kind.BIAS):
                _assert_paths(state, told)
                _assert_charts(state, told)
        assert ("mean of" in caption(end)) == scope.is_pooled
        for matrix in page(end, every_layer(end), 900.0).matrices:
            cells = [name(matrix.quantity(*at)) for at in np.ndindex(*matrix.values.shape)]
            wanted = np.array([told[letter] for letter in cells]).reshape(matrix.values.shape)
            wrong = abs(matrix.values - wanted) > np.maximum(1e-9 * abs(wanted), 1e-12)
            assert [cells[at] for at in np.flatnonzero(wrong)] == []


def _assert_tree(state: State, size: tuple[float, float], told: dict[str, float]) -> None:
    drawn, scope = tree_frame(state, *size), derived.scope(state)
    said = re.fullmatch(rf"(∂\S+/∂(?:[^:,]|,(?=[₀-₉]))+).*= {NUM}", drawn.caption)
    assert said is not None, drawn.caption
    letter = said[1]
    if "x" not in letter:  # the derivative by an input is no number of the step
        letter = f"mean {letter}" if "[n]" in letter else letter
        if state.document.name != "mazur-in-place" and "in place" not in drawn.caption:
            assert shows(said[2], told[letter]) or _is_in_place(state), drawn.caption
    assert drawn.total is not None
    assert shows(said[2], drawn.total)
    if drawn.shares:
        together = [share.value for share in drawn.shares]
        together += [box.through for box in drawn.boxes if re.search("others?: ", box.text)]
        assert sum(together) == pytest.approx(drawn.total, rel=1e-9, abs=1e-12)
    assert all(("[" in box.text) == _has_index(box.quantity, scope.samples) for box in drawn.boxes)
    for link in drawn.links:
        if link.head is not None and link.head.kind is Kind.LOSS and scope.samples > 1:
            assert link.derivative == 1 / scope.samples


def _has_index(quantity: Quantity | None, samples: int) -> bool:
    return samples > 1 and quantity is not None and quantity.kind in ONE_A_SAMPLE


def _is_in_place(state: State) -> bool:
    return state.document.experiment.training.update_rule.value == "in_place"


def _assert_paths(state: State, told: dict[str, float]) -> None:
    shown, scope = path_list(state), derived.scope(state)
    gradient = gradient_of(derived.parameter(state))
    letter = name(scope.address(gradient))
    assert shown.heading.startswith(letter)
    total = sum(row.value for row in shown.rows) / (scope.samples if scope.is_pooled else 1)
    assert shows(shown.total, total)
    assert shows(shown.gradient, told[letter])
    said = sum_text(shown, scope)
    if scope.is_pooled:
        assert said == f"mean of {scope.samples} samples = {shown.total}, the gradient of the step"
    elif scope.sample is not None:
        sample = scope.sample + 1
        assert said == f"sum = {shown.total}, the gradient of sample {sample} alone"
    assert shown.agrees or _is_in_place(state)


def _assert_charts(state: State, told: dict[str, float]) -> None:
    scope, parameter = derived.scope(state), derived.parameter(state)
    letter = name(gradient_of(parameter))
    said = [note.text for note in samples_chart(state).notes]
    whole = re.fullmatch(rf"mean of {scope.samples}: {NUM}, the gradient", said[-1])
    assert whole is not None
    assert shows(whole[1], told[letter])
    if not scope.is_pooled:
        own = re.fullmatch(rf"sample (\d+): {NUM}", said[0])
        assert own is not None
        index = f"[{own[1]}]" if scope.samples > 1 else ""
        assert shows(own[2], told[f"∂C{index}/{letter.partition('/')[2]}"])
    notes = " ".join(note.text for note in slice_chart(state).notes)
    slope = re.search(rf"slope (∂C/∂\S+) = {NUM}", notes)
    assert slope is not None
    assert shows(slope[2], told[slope[1]])
    assert (f"C: mean of {scope.samples} samples" in notes) == (scope.samples > 1)
    loss = name(scope.loss)
    for label in gradients_now(state).labels:
        if bar := re.fullmatch(rf"\|∂(C\S*)/∂W\| max {NUM}", label.text):
            assert bar[1] == loss
            sizes = [abs(v) for name, v in told.items() if name.startswith(f"∂{loss}/∂w")]
            assert any(shows(bar[2], size) for size in sizes)


def test_a_batch_of_one_has_no_switch_and_no_index(qtbot: QtBot) -> None:
    store = Store(first_state(_example("mazur-2-2-2")))
    switch = BatchSwitch(store)
    qtbot.addWidget(switch)
    assert switch.isHidden()
    store.apply(view_actions.show_whole_batch)  # of an experiment before
    drawing = frame(actions.last_beat(store.state), LIGHT, 700.0, 400.0)
    assert not [text for text in drawing.above.texts if "[" in text.text or "mean" in text.text]


def test_the_switch_leads_every_view_to_a_sample_and_back(qtbot: QtBot) -> None:
    store = Store(actions.last_beat(first_state(_example("xor-2-4-1"))))
    switch = BatchSwitch(store)
    qtbot.addWidget(switch)
    switch.show()
    assert switch.one.isChecked()
    qtbot.mouseClick(switch.next, Qt.MouseButton.LeftButton)
    assert derived.scope(store.state).sample == 1
    qtbot.mouseClick(switch.all, Qt.MouseButton.LeftButton)
    assert derived.scope(store.state).is_pooled
    assert switch.all.isChecked()
    assert not switch.one.isChecked()
    qtbot.mouseClick(switch.one, Qt.MouseButton.LeftButton)
    assert derived.scope(store.state).sample == 1  # the one it was before
    qtbot.mouseClick(switch.before, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(switch.before, Qt.MouseButton.LeftButton)
    assert derived.scope(store.state).sample == 3  # round from the first to the last
    switch.sample.setFocus()
    switch.sample.selectAll()
    qtbot.keyClicks(switch.sample, "2")
    assert derived.scope(store.state).sample == 1
    store.apply(view_actions.show_whole_batch)
    store.apply(editing.open_experiment, random_experiment(1, samples=1), "")
    assert switch.isHidden()
