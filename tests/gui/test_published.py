"""The table of printed figures: headings, notes, and no verdict on what the file does not say."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from engine.experiment import Mistake, Published
from engine.text.file.document import parse_experiment
from engine.written.quantity import parse
from gui.panels.comparison import comparisons
from gui.panels.published import PublishedTable
from gui.state.action import Call
from gui.state.experiment import conventions, editing
from gui.state.run import actions
from gui.state.state import State, first_state
from gui.state.store import Store
from tests.networks import mazur
from tests.passing import let_events_happen

NOTE = "printed by the author's first program, which updated in place"
FIGURES = (
    Published(0, "dw[2,0,0]", "8.2167041e-02", "Mazur"),
    Published(0, "C", "0.298371109", "Mazur", "never shown, as it agrees"),
    Published(0, "C_after", "0.291027924", "Mazur", NOTE),
    Published(1, "C", "0.291027774", "recomputed"),
)


def _at(beat: int) -> State:
    state = first_state(replace(mazur(), published=FIGURES))
    return actions.go_to(actions.train(state, 2), 0, beat, 1.0)


# A network in 11 lines of Python (Trask): its first outputs, and those of its last iteration
TRASK = """{"format": "gradientscope-experiment", "version": 1,
 "network": {"inputs": 3, "layers": [{"neurons": 1, "activation": "sigmoid", "bias": false}],
  "parameters": {"weights": [[[-0.16595599059485195, 0.4406489868843162, -0.9997712503653102]]],
                 "biases": [null]}},
 "loss": {"name": "half_squared_error", "reduction": "%s"}, "training":
  {"optimizer": {"name": "sgd", "learning_rate": 1}, "batch_size": null},
 "data": {"kind": "inline", "inputs": [[0,0,1], [0,1,1], [1,0,1], [1,1,1]],
          "targets": [[0], [0], [1], [1]]},
 "published": [
  {"step": 0, "quantity": "a[1,0]", "printed": "0.2689864"},
  {"step": 0, "quantity": "a[1,0]@3", "printed": "0.3262757"},
  {"step": 0, "quantity": "C_sample@3", "printed": "0.22695"},
  {"step": 0, "quantity": "delta[1,0]@3", "printed": "-0.1481"},
  {"step": 0, "quantity": "delta[1,0]", "printed": "0.0529"},
  {"step": 9999, "quantity": "a[1,0]@0", "printed": "0.00966449"},
  {"step": 9999, "quantity": "a[1,0]@1", "printed": "0.00786506"},
  {"step": 9999, "quantity": "a[1,0]@2", "printed": "0.99358898"},
  {"step": 9999, "quantity": "a[1,0]@3", "printed": "0.99211957"}]}"""


def _of_trask(reduction: str, step: int) -> State:
    experiment = parse_experiment((TRASK % reduction).encode())
    state = actions.train(first_state(experiment), step + 1)
    return actions.go_to(state, step, 8, 1.0)


def test_each_sample_of_a_batch_has_its_figures_and_its_letters() -> None:
    first, last = (comparisons(_of_trask("sum", step)) for step in (0, 9999))
    assert all(each.agrees for each in (*first, *last))
    assert [each.letter for each in first] == [
        "a₁⁽¹⁾[1]",
        "a₁⁽¹⁾[4]",
        "C[4]",
        "δ₁⁽¹⁾[4]",
        "∂C/∂z₁⁽¹⁾[1]",
    ]
    assert [each.letter for each in last] == [f"a₁⁽¹⁾[{sample}]" for sample in (1, 2, 3, 4)]


def test_a_derivative_of_the_mean_carries_its_part_and_a_samples_own_does_not() -> None:
    found = {each.letter: each.ours for each in comparisons(_of_trask("mean", 0))}
    assert found["δ₁⁽¹⁾[4]"] == "−0.1481"
    assert found["∂C/∂z₁⁽¹⁾[1]"] == "0.0132"  # a quarter of 0.0529


@pytest.fixture
def store() -> Store:
    return Store(_at(16))


@pytest.fixture
def table(store: Store, qtbot: QtBot) -> PublishedTable:
    found = PublishedTable(store)
    qtbot.addWidget(found)
    found.resize(300, 400)
    found.show()
    return found


def _texts(table: PublishedTable) -> list[str]:
    QApplication.processEvents()  # Qt shows what is new in a layout only now
    return [label.text() for label in table.findChildren(QLabel) if label.isVisible()]


def test_a_printed_figure_is_not_judged_before_ours_is_known() -> None:
    early, late = comparisons(_at(7)), comparisons(_at(16))
    assert [each.ours for each in early] == [None, "0.298371109", None]
    assert [each.agrees for each in early] == [None, True, None]
    assert [each.agrees for each in late] == [True, True, False]
    assert [each.remark for each in late] == ["", "", NOTE]


def test_columns_have_headings_and_a_note_stands_under_the_figure_that_differs(
    table: PublishedTable,
) -> None:
    texts = _texts(table)
    assert texts[1:4] == ["Quantity", "Printed", "Here"]
    assert texts[4:8] == ["∂C/∂w₁₁⁽²⁾", "8.2167041e−02", "8.2167041×10⁻²", "✓"]
    assert texts[-3:] == ["✗", NOTE, "There are figures for step 1 too."]
    assert texts.count("✓") == 2


def test_a_note_that_is_true_of_several_figures_stands_once_under_them(qtbot: QtBot) -> None:
    note = "the book's error has the opposite sign"
    figures = [Published(0, f"delta[2,{unit}]", "9", "a book", note) for unit in (0, 1)]
    figures.append(Published(0, "C", "9", "a book", "another"))
    state = actions.last_beat(first_state(replace(mazur(), published=tuple(figures))))
    table = PublishedTable(Store(state))
    qtbot.addWidget(table)
    table.show()
    texts = _texts(table)
    assert [text for text in texts if text in (note, "another")] == [note, "another"]
    assert texts.index(note) > texts.index("δ₂⁽²⁾")


def test_where_a_step_has_no_figures_the_table_says_which_have(
    table: PublishedTable, store: Store
) -> None:
    store.apply(actions.go_to, 2, 0, 1.0)
    assert _texts(table) == [
        "No published figures for step 2",
        "There are figures for steps 0, 1 too.",
    ]


def test_while_steps_pass_no_title_names_one_and_none_widens_the_panel(
    table: PublishedTable, store: Store
) -> None:
    def width() -> int:
        let_events_happen()
        return table.minimumSizeHint().width()

    of_figures = width()
    store.apply(actions.go_to, 2, 0, 1.0)
    of_none = width()
    store.apply(actions.start_training)
    store.apply(actions.train, 50)
    assert _texts(table)[0] == "Published figures"
    assert width() == of_none
    store.apply(actions.pause)
    assert _texts(table)[0] == f"No published figures for step {store.state.cursor.step}"
    assert width() == of_none <= of_figures


def test_after_an_edit_nothing_is_judged_until_a_click_brings_the_files_weights_back(
    store: Store, table: PublishedTable, qtbot: QtBot
) -> None:
    store.apply(editing.set_parameter, parse("w[1,0,0]"), 0.7)
    assert not {"✓", "✗"} & set(_texts(table))
    assert "The weights are no longer the file's, so nothing is judged." in _texts(table)
    qtbot.mouseClick(table.restore, Qt.MouseButton.LeftButton)
    assert (_texts(table).count("✓"), _texts(table).count("✗")) == (2, 1)
    assert not table.restore.isVisible()
    assert store.state.document.run.parameters(0).flat[0] == 0.15


@pytest.mark.parametrize(
    "changed",
    [
        editing.set_learning_rate.call(0.7),
        conventions.set_train_biases.call(True),
        conventions.set_mistake.call(Mistake.WRONG_SIGN, True),
        conventions.choose_squared_error.call("squared_error"),
    ],
    ids=lambda call: call.action.name,
)
def test_other_settings_are_told_from_other_weights_and_are_taken_back_too(
    table: PublishedTable, store: Store, qtbot: QtBot, changed: Call
) -> None:
    store.carry_out(changed)
    assert not {"✓", "✗"} & set(_texts(table))
    assert "The settings are no longer the file's, so nothing is judged." in _texts(table)
    qtbot.mouseClick(table.restore, Qt.MouseButton.LeftButton)
    assert (_texts(table).count("✓"), _texts(table).count("✗")) == (2, 1)
    assert store.undone_next == "return-to-file"
    store.undo()
    assert {each.agrees for each in comparisons(store.state)} == {None}


def test_a_change_made_later_leaves_the_figures_of_earlier_steps_as_they_were() -> None:
    store = Store(_at(16))
    store.apply(actions.go_to, 1, 16, 1.0)
    store.apply(editing.set_learning_rate, 0.7)
    assert [each.agrees for each in comparisons(store.state)] == [None]
    store.apply(actions.go_to, 0, 16, 1.0)
    assert [each.agrees for each in comparisons(store.state)] == [True, True, False]
