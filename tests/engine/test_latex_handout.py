"""A LaTeX handout is well formed and has every formula and every number of a step."""

import re

import pytest
from hypothesis import given
from msgspec.structs import replace

from engine.experiment import Experiment, Training, UpdateRule
from engine.optimizers import OPTIMIZERS
from engine.penalty import Penalty
from engine.run.training import Run
from engine.story.beats import cut, revealed
from engine.story.formulas.derivation import derive
from engine.text.handout.latex_handout import DIGITS, trace_to_latex
from engine.text.latex import derivation_to_latex, to_latex
from engine.written.expression import Number
from gui.words.catalog import say
from tests.engine.test_handout import numbers_of
from tests.engine.test_tables import overflowing
from tests.networks import experiments, mazur, random_experiment


def written(experiment: Experiment, digits: int = DIGITS) -> str:
    return trace_to_latex(experiment, Run(experiment).trace(0), say, digits)


def assert_balanced(text: str) -> None:
    """Every environment, group and formula is closed by its own end."""
    open_ones: list[str] = []
    pairs = {r"\]": r"\[", "}": "{", r"\right": r"\left"}
    tokens = re.findall(r"\\(?:begin|end)\{\w+\}|\\(?:left|right)\b|\\[^a-zA-Z]|[{}$]", text)
    for token in tokens:
        if token.startswith(r"\end"):
            assert open_ones.pop() == token.replace(r"\end", r"\begin")
        elif token in pairs:
            assert open_ones.pop() == pairs[token]
        elif token == "$" and open_ones[-1:] == ["$"]:
            open_ones.pop()
        elif token in ("$", "{", r"\[", r"\left") or token.startswith(r"\begin"):
            open_ones.append(token)
    assert open_ones == []


@given(experiments(batch_size=3))
def test_everything_that_is_opened_is_closed(experiment: Experiment) -> None:
    assert_balanced(written(experiment))


@pytest.mark.parametrize("optimizer", sorted(OPTIMIZERS))
@pytest.mark.parametrize("rule", list(UpdateRule))
def test_every_optimiser_and_penalty_is_written(optimizer: str, rule: UpdateRule) -> None:
    training = Training(0.1, optimizer=OPTIMIZERS[optimizer], update_rule=rule)
    plain = random_experiment(1, (2, 2, 1), training=training)
    text = written(replace(plain, penalty=Penalty(0.01, 0.02)))
    assert_balanced(text)
    assert text.isascii()
    assert "Penalty" in text
    name = say(f"optimizer.{optimizer}")
    assert (f"Update: {name} with learning rate 0.1" in text) is (optimizer != "sgd")
    assert ("classic mistake" in text) is (rule is UpdateRule.IN_PLACE)


@pytest.mark.parametrize("digits", [4, 8, 12])
def test_every_number_of_the_published_step_is_in_it(digits: int) -> None:
    trace = Run(mazur()).trace(0)
    text = written(mazur(), digits)
    numbers = [*numbers_of(trace), trace.loss, trace.loss_after, *trace.a_after.ravel()]
    for number in numbers:
        assert to_latex(Number(float(number)), digits) in text


def test_every_line_of_every_derivation_is_in_it() -> None:
    experiment = mazur()
    trace = Run(experiment).trace(0)
    text = written(experiment)
    for beat in cut(experiment.network.shape)[1:]:
        for quantity in revealed(beat, experiment.network.shape):
            equations = derive(experiment, trace, quantity, 0).equations()
            _, *lines, _ = derivation_to_latex(equations, DIGITS).splitlines()
            for line in lines:
                assert line.removesuffix(r" \\") in text


def test_the_published_figures_are_in_it() -> None:
    text = written(mazur(), 9)
    for printed in ("0.593269992", "0.298371109", "0.0821670406", "0.149780716"):
        assert printed in text


def test_each_sample_of_a_batch_has_its_formulas() -> None:
    experiment = random_experiment(2, (2, 2, 1), training=Training(0.1, batch_size=2))
    text = written(experiment)
    assert text.count(r"\paragraph{Sample 1}") == text.count(r"\paragraph{Sample 2}") > 5
    assert r"\frac{1}{2}" in text


def test_a_large_network_has_tables_only() -> None:
    experiment = random_experiment(2, (20, 9, 3))
    text = written(experiment)
    assert "aligned" not in text
    tables = re.findall(r"\\begin\{tabular\}.*?\\end\{tabular\}", text, re.DOTALL)
    assert max(table.count("\n") for table in tables) <= 41
    for number in numbers_of(Run(experiment).trace(0)):
        assert f"${to_latex(Number(number), DIGITS)}$" in text


def test_a_value_that_is_only_copied_is_written_once() -> None:
    assert "= 0.35 = 0.35" not in " ".join(written(mazur()).split()).replace(r"\\ &", "")


def test_numbers_that_are_not_finite_are_told_as_such() -> None:
    text = written(overflowing())
    assert r"\infty" in text
    assert_balanced(text)


def test_a_title_is_text_and_no_command() -> None:
    text = written(replace(mazur(), title=r"50% of {A_1} & \B ~ #2 $x^2$"))
    first = text.split("\n\n")[1]
    assert first == (
        r"\section*{50\% of \{A\_1\} \& \textbackslash{}B \textasciitilde{} \#2 "
        r"\$x\textasciicircum{}2\$}"
    )
    assert_balanced(text)
