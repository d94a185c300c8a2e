"""Tables of numbers read back: from CSV to the last bit, from the rest as they are on screen."""

import csv
import re
from html.parser import HTMLParser
from io import StringIO

import numpy as np
import pytest
from msgspec.structs import replace

from engine.backprop import penalty_of, predict
from engine.data.dataset import Dataset
from engine.experiment import Experiment, Training
from engine.frozen import freeze
from engine.penalty import Penalty
from engine.results.classes import classes_of
from engine.results.evaluation import evaluate
from engine.run.training import Run
from engine.story.notation import Notation
from engine.text.handout.step_tables import step_document
from engine.text.numbers import MINUS, short
from engine.text.sheets.formats import tables_as
from engine.text.sheets.history import HistoryRows
from engine.text.sheets.html_sheet import tables_to_html, tables_to_tabs
from engine.text.sheets.matrices import matrices_document
from engine.text.sheets.number_table import NumberDocument, in_notation
from engine.text.sheets.predictions import predictions_document
from gui.words.catalog import say
from tests.networks import present, random_experiment

STEPS = 5
NAMES = ("=1+1", "a,b", 'the "second"', "50% & more_|x|")
CLASSES = ("@home", "−Wörter", "鸢尾 {}")


def classifying() -> Experiment:
    """Return an experiment with classes, tests, a penalty, batches and names that are awkward."""
    plain = random_experiment(7, (4, 3, 3), output="softmax", loss="cross_entropy", samples=9)
    targets = freeze(np.eye(3)[[0, 1, 2, 0, 1, 2, 0, 1, 2]])
    x = plain.data.inputs
    data = Dataset(x[:6], targets[:6], x[6:], targets[6:], NAMES, CLASSES)
    return replace(
        plain, data=data, penalty=Penalty(0.01, 0.02), training=Training(0.1, batch_size=4)
    )


EXPERIMENT = classifying()
RUN = Run(EXPERIMENT)
RUN.advance(STEPS)


def predictions() -> NumberDocument:
    data, parameters = EXPERIMENT.data, RUN.parameters(STEPS)
    tests = EXPERIMENT.problem.on(data.test_inputs, data.test_targets)
    of_training, of_tests = (
        evaluate(each, parameters, classes_of(data)) for each in (EXPERIMENT.problem, tests)
    )
    return predictions_document(
        EXPERIMENT, of_training, of_tests, say, lambda number: CLASSES[number]
    )


def matrices() -> NumberDocument:
    return matrices_document(EXPERIMENT, RUN.trace(STEPS), say)


def history() -> NumberDocument:
    rows = HistoryRows(RUN, range(STEPS + 1))
    while not rows.is_complete:
        rows.more()
    return rows.document(EXPERIMENT.title, say)


DOCUMENTS = {
    "step": lambda: step_document(EXPERIMENT, RUN.trace(STEPS), say),
    "history": history,
    "predictions": predictions,
    "matrices": matrices,
}


def read_csv(document: NumberDocument) -> list[list[str]]:
    return list(csv.reader(StringIO(tables_as(document, ".csv", 4, say))))


def test_predictions_read_back_to_the_last_bit_under_the_users_own_names() -> None:
    head, *rows = read_csv(predictions())
    data = EXPERIMENT.data
    outputs = predict(
        EXPERIMENT.network, RUN.parameters(STEPS), np.vstack([data.inputs, data.test_inputs])
    )
    assert head[2:9] == [
        *(f"x[0,{unit}] {name}" for unit, name in enumerate(NAMES)),
        *(f"y[2,{unit}] {name}" for unit, name in enumerate(CLASSES)),
    ]
    assert [row[0] for row in rows] == [str(sample) for sample in range(9)]
    assert [row[1] for row in rows] == ["train"] * 6 + ["test"] * 3
    for row, x, a in zip(rows, [*data.inputs, *data.test_inputs], outputs, strict=True):
        assert [float(each) for each in row[2:6]] == x.tolist()
        assert [float(each) for each in row[9:12]] == a.tolist()
        loss, told = float(row[-2]), CLASSES[int(a.argmax())]
        assert loss == pytest.approx(-np.log(a[CLASSES.index(row[12])]), rel=1e-12)
        assert row[13] == told
        assert row[15] == ("right" if row[12] == told else "wrong")


def test_a_history_has_losses_accuracies_and_the_penalty_of_every_step() -> None:
    head, *rows = read_csv(history())
    assert head == [
        *("step", "train_loss", "test_loss", "train_accuracy", "test_accuracy", "penalty")
    ]
    data = EXPERIMENT.data
    for step, row in enumerate(rows):
        numbers, parameters = [float(each) for each in row], RUN.parameters(step)
        outputs = predict(EXPERIMENT.network, parameters, data.inputs)
        right = np.mean(outputs.argmax(axis=1) == data.targets.argmax(axis=1))
        assert numbers[:3] == [step, RUN.loss(step), RUN.test_loss(step)]
        assert numbers[3] == pytest.approx(right)
        assert numbers[5] == penalty_of(EXPERIMENT.penalty, parameters)
    assert len(rows) == STEPS + 1


def test_matrices_read_back_to_the_last_bit_each_under_its_address() -> None:
    trace, found = RUN.trace(STEPS), {}
    for block in tables_as(matrices(), ".csv", 4, say).split("\n\n"):
        head, *rows = csv.reader(StringIO(block))
        found[head[0]] = np.array([[float(each) for each in row[1:]] for row in rows])
    assert len(found) == 1 + 2 * 10
    for layer, taken in enumerate(trace.layers, start=1):
        for key, values in {
            "w": trace.before.weights(layer),
            "z": taken.z,
            "a": trace.a(layer),
            "da": taken.d_a,
            "delta": taken.delta,
            "dw": taken.d_weights,
            "w_after": trace.after.weights(layer),
        }.items():
            assert np.array_equal(found[f"{key}[{layer}]"], values)
        assert np.array_equal(found[f"db[{layer}]"].ravel(), present(taken.d_bias))


class _Cells(HTMLParser):
    """Collects what a table in HTML has in its cells, and the numbers it gives programs."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.numbers: list[float] = []
        self.marked: list[str] = []
        self._is_marked = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if number := given.get("sdval"):
            self.numbers.append(float(number))
        self._is_marked = "\\@" in (given.get("style") or "")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.strip("\n")
            if self._is_marked:
                self.marked.append(data)


def test_the_clipboard_has_the_same_cells_as_html_and_between_tabs() -> None:
    document = predictions()
    reader = _Cells()
    reader.feed(tables_to_html(document))
    lines = [line.split("\t") for line in tables_to_tabs(document).splitlines()]
    assert reader.rows == lines
    given = [cell for row in document.tables[0].rows for cell in row if isinstance(cell, float)]
    assert reader.numbers == given
    assert [float(each) for each in lines[1][2:6]] == EXPERIMENT.data.inputs[0].tolist()
    assert set(reader.marked) == {"@home"}  # or a spreadsheet would take it for a formula


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("digits", [3, 7])
def test_readers_get_the_digits_on_screen(name: str, digits: int) -> None:
    document = DOCUMENTS[name]()
    markdown = tables_as(document, ".md", digits, say)
    latex = tables_as(document, ".tex", digits, say)
    for table in document.tables:
        for row in table.rows:
            for cell, column in zip(row, table.columns, strict=True):
                if isinstance(cell, float):
                    shown = short(cell, digits, kind=column.kind)
                    assert f" {shown} " in markdown
                    assert f"${shown.partition('×')[0].replace(MINUS, '-')}" in latex
    for table in re.findall(r"(?:^\|.*\n?)+", markdown, re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_table_in_latex_has_its_rules_its_columns_and_no_raw_sign(name: str) -> None:
    latex = tables_as(DOCUMENTS[name](), ".tex", 6, say)
    for kind in ("toprule", "midrule", "bottomrule"):
        assert latex.count(rf"\{kind}") == latex.count(r"\begin{tabular}")
    for form, body in re.findall(
        r"\\begin\{tabular\}\{(\w+)\}(.*?)\\end\{tabular\}", latex, re.DOTALL
    ):
        rows = [line for line in body.splitlines() if line.endswith(r"\\")]
        assert {len(re.findall(r"(?<!\\)&", row)) + 1 for row in rows} == {len(form)}
    plain = re.sub(r"\\[&%_{}#$]|^%.*$", "", latex, flags=re.MULTILINE)
    assert not set(plain) & set("%#∂δŷ₁⁽−×")
    if name == "predictions":
        assert r"50\% \& more\_$|$x$|$" in latex
        assert r"鸢尾 \{\}" in latex


def test_a_long_table_goes_on_overleaf_and_a_wide_one_below() -> None:
    wide = random_experiment(1, (30, 2), samples=50)
    results = evaluate(wide.problem, wide.first_parameters(), None)
    latex = tables_as(predictions_document(wide, results, None, say, str), ".tex", 6, say)
    assert latex.count(r"\begin{longtable}") == latex.count(r"\endhead") > 3
    assert r"\begin{tabular}" not in latex
    for letter in ("$x_{1}$", "$x_{30}$", r"$\hat{y}_{2}$"):
        assert latex.count(f" {letter} ") == 1
    assert latex.count("\n  sample & ") == latex.count(r"\begin{longtable}")


def test_tables_have_the_letters_of_another_notation() -> None:
    other = Notation(loss="L", deltas=False, receiver_first=False)
    markdown = tables_as(in_notation(DOCUMENTS["step"](), other), ".md", 4, say)
    assert "| ∂L/∂z" in markdown
    assert "δ" not in markdown
    assert "w₁₂⁽¹⁾" in markdown
    assert "C[n]" not in tables_as(in_notation(predictions(), other), ".md", 4, say)
