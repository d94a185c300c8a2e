"""A printed program, run by itself, gives the numbers of the engine."""

import ast
import builtins
import importlib.util
import json
import re
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from engine.activations import ACTIVATIONS
from engine.backprop import predict
from engine.data.dataset import Dataset
from engine.experiment import Experiment, Training, UpdateRule
from engine.frozen import freeze
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from engine.penalty import Penalty
from engine.reduction import Reduction
from engine.run.training import Run
from engine.text.programs.course import Course
from engine.text.programs.program import NOTEBOOK, TooLong, program, program_as
from gui.words.catalog import say
from tests.faults import complaining
from tests.networks import ELEMENTWISE, mazur, random_experiment

STEPS = 7
HAVE_TORCH = importlib.util.find_spec("torch") is not None
LIBRARIES = [
    "numpy",
    pytest.param("torch", marks=pytest.mark.skipif(not HAVE_TORCH, reason="needs PyTorch")),
]


def small(optimizer: str = "sgd", **training: Any) -> Experiment:  # noqa: ANN401
    """Return an experiment of several layers and batches."""
    settings = Training(0.02, optimizer=OPTIMIZERS[optimizer], **{"batch_size": 3, **training})
    return random_experiment(11, (3, 4, 3, 2), samples=7, training=settings)


def of_activation(name: str) -> Experiment:
    hidden = name if name in ELEMENTWISE else "tanh"
    return random_experiment(12, (3, 4, 3), hidden, name, "half_squared_error", samples=5)


def of_loss(name: str) -> Experiment:
    output = LOSSES[name].activation or "identity"
    return random_experiment(13, (3, 4, 3), "tanh", output, name, samples=5)


def without_biases(*layers: int) -> Experiment:
    """Return an experiment in which some layers have no biases, and C is a sum."""
    settings = Training(0.02, 3, optimizer=OPTIMIZERS["adamw"], update_rule=UpdateRule.IN_PLACE)
    some = random_experiment(
        *(11, (3, 4, 3, 2)), samples=7, training=settings, without_bias=frozenset(layers)
    )
    return replace(some, penalty=PENALTIES["both"], reduction=Reduction.SUM)


def wide() -> Experiment:
    """Return rows of numbers that do not fit on a line."""
    return random_experiment(14, (20, 9, 2), samples=4)


PENALTIES = {"l1": Penalty(l1=0.01), "l2": Penalty(l2=0.02), "both": Penalty(0.01, 0.02)}
EXPERIMENTS = {
    "fixed biases": mazur(),
    "wide": wide(),
    "one layer": random_experiment(15, (2, 1), samples=3),
    **{f"activation {name}": of_activation(name) for name in ACTIVATIONS},
    **{f"loss {name}": of_loss(name) for name in LOSSES},
    **{f"optimizer {name}": small(name) for name in OPTIMIZERS},
    **{
        f"in place {name}": replace(
            small(name, update_rule=UpdateRule.IN_PLACE, train_biases=name != "adam"),
            penalty=PENALTIES["both"],
        )
        for name in OPTIMIZERS
    },
    "in place cross_entropy": replace(
        of_loss("cross_entropy"), training=Training(0.1, update_rule=UpdateRule.IN_PLACE)
    ),
    **{f"penalty {name}": replace(small(), penalty=each) for name, each in PENALTIES.items()},
    "shuffled": small(shuffle=True, seed=5),
    "shuffled whole": small(shuffle=True, batch_size=None),
    "single samples": small(batch_size=1),
    **{f"sum {name}": replace(of_loss(name), reduction=Reduction.SUM) for name in LOSSES},
    "without a bias in two layers": without_biases(1, 3),
    "without any bias": without_biases(1, 2, 3),
}


def printed_by(text: str) -> dict[str, Any]:
    """Run a program as a main module that shares nothing but its libraries, and return its JSON."""
    printed = StringIO()
    with redirect_stdout(printed):
        exec(compile(text, "printed program", "exec"), {"__name__": "__main__"})
    document: dict[str, Any] = json.loads(printed.getvalue())
    return document


def printed_alone_by(text: str) -> dict[str, Any]:
    """Run a program in a process of its own, away from this project, and return its JSON."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-I", "-"],
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def assert_close(ours: Any, theirs: object) -> None:  # noqa: ANN401
    np.testing.assert_allclose(np.array(ours), np.array(theirs), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("name", EXPERIMENTS)
def test_a_program_reproduces_the_run(name: str, library: str) -> None:
    experiment = EXPERIMENTS[name]
    run_it = printed_by if library == "numpy" else printed_alone_by  # PyTorch stays out of here
    printed = run_it(program(experiment, library, say, Course(STEPS)))
    run = Run(experiment)
    assert run.advance(STEPS) == STEPS
    last = run.parameters(STEPS)
    assert_close(printed["loss_before"], run.loss(0))
    assert_close(printed["loss_after"], run.loss(STEPS))
    for layer in range(1, experiment.network.depth + 1):
        assert_close(printed["parameters"]["weights"][layer - 1], last.weights(layer))
        bias = last.bias(layer)
        if bias is None:
            assert printed["parameters"]["biases"][layer - 1] is None
        else:
            assert_close(printed["parameters"]["biases"][layer - 1], bias)
    outputs = predict(experiment.network, last, experiment.data.inputs)
    assert_close(printed["outputs"], outputs)
    layers = range(1, experiment.network.depth + 1)
    penalty = sum(experiment.penalty.value(last.weights(layer)) for layer in layers)
    assert ("penalty" in printed) is bool(experiment.penalty)
    assert_close(printed.get("penalty", 0.0), penalty)


@pytest.mark.parametrize("library", ["numpy", "torch"])
@pytest.mark.parametrize("name", EXPERIMENTS)
def test_a_program_has_no_name_that_it_does_not_use(name: str, library: str) -> None:
    text = program(EXPERIMENTS[name], library, say, Course(STEPS))
    compile(text, f"{name}.py", "exec")
    tree = ast.parse(text)
    made = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            made |= {each.id for each in node.targets if isinstance(each, ast.Name)}
        if isinstance(node, ast.Import | ast.ImportFrom):
            made |= {alias.asname or alias.name for alias in node.names}
    read = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    assert made <= read


def test_a_program_says_only_what_the_experiment_needs() -> None:
    text = program(mazur(), "numpy", say)
    assert "def sigmoid(z)" in text
    for absent in ("tanh", "relu", "velocity", "L1", "L2", "penalty", "random", "BATCH", "db2"):
        assert absent not in text
    assert "import numpy" not in program(mazur(), "torch", say)


def test_a_program_has_lines_of_a_hundred_letters_at_most() -> None:
    for experiment in EXPERIMENTS.values():
        for library in ("numpy", "torch"):
            assert max(map(len, program(experiment, library, say).splitlines())) <= 100


def test_a_program_has_no_function_twice_and_knows_all_it_names() -> None:
    for experiment in EXPERIMENTS.values():
        for library in ("numpy", "torch"):
            tree = ast.parse(program(experiment, library, say))
            made = [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
            calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
            called = {each.id for each in calls if isinstance(each, ast.Name)}
            assert len(made) == len(set(made))
            assert called <= {*made, *dir(builtins), "defaultdict"}


def test_no_steps_change_nothing() -> None:
    printed = printed_alone_by(program(mazur(), "numpy", say, Course(0)))
    assert printed["loss_before"] == printed["loss_after"] == Run(mazur()).loss(0)


@pytest.mark.parametrize("title", ['"""', "a\nprint(1)", "\\", "x\0y", "a\u2028print(2)", ""])
def test_no_title_breaks_a_program(title: str) -> None:
    text = program(replace(mazur(), title=title), "numpy", say)
    assert "loss_after" in printed_by(text)


@pytest.mark.parametrize(("samples", "fits"), [(200, True), (201, False)])
def test_very_many_samples_are_refused_in_a_sentence(samples: int, fits: bool) -> None:
    many = Dataset(freeze(np.zeros((samples, 2))), freeze(np.zeros((samples, 2))))
    experiment = replace(mazur(), data=many)
    if fits:
        assert program(experiment, "numpy", say)
        return
    with complaining(TooLong, "at most 200 samples, not 201"):
        program(experiment, "numpy", say)


NOTEBOOKS = ["fixed biases", "optimizer adam", "in place momentum", "shuffled", "penalty both"]
COURSE = Course(STEPS, first_step=4, rates=((6, 0.5), (9, 0.01)))


def code_of(text: str) -> str:
    """Return the code of a notebook from top to bottom."""
    cells = json.loads(text)["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    return "\n\n".join(code)


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_prints_the_same_digits_as_the_program(name: str, library: str) -> None:
    experiment, run_it = EXPERIMENTS[name], printed_by if library == "numpy" else printed_alone_by
    text = program_as(NOTEBOOK, experiment, library, say, COURSE)
    assert run_it(code_of(text)) == run_it(program(experiment, library, say, COURSE))


def test_a_notebook_run_alone_reaches_the_loss_of_the_run() -> None:
    text = program_as(NOTEBOOK, mazur(), "numpy", say, Course(STEPS))
    run = Run(mazur())
    run.advance(STEPS)
    printed = printed_alone_by(code_of(text))
    assert (printed["loss_before"], printed["loss_after"]) == (run.loss(0), run.loss(STEPS))


@pytest.mark.parametrize("library", ["numpy", "torch"])
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_has_the_form_of_nbformat(name: str, library: str) -> None:
    course = Course(STEPS, notes=("What is left out.",))
    document = json.loads(program_as(NOTEBOOK, EXPERIMENTS[name], library, say, course))
    assert (document["nbformat"], document["nbformat_minor"]) == (4, 5)
    assert set(document) == {"cells", "metadata", "nbformat", "nbformat_minor"}
    assert document["metadata"]["kernelspec"]["name"] == "python3"
    ids = [cell["id"] for cell in document["cells"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", each) for each in ids)
    for words, code in zip(document["cells"][::2], document["cells"][1::2], strict=True):
        assert set(words) == {"cell_type", "id", "metadata", "source"}
        assert set(code) == {*words, "execution_count", "outputs"}
        assert (code["execution_count"], code["outputs"]) == (None, [])
        for cell in (words, code):
            assert "".join(cell["source"]).strip()
            assert all(line.endswith("\n") for line in cell["source"][:-1])
    told = "".join("".join(cell["source"]) for cell in document["cells"][::2])
    assert told.count("$$") == 2 * told.count(r"\begin{aligned}") >= 6
    assert "What is left out." in told


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("name", ["momentum", "adam"])
def test_a_program_goes_through_changes_of_the_rate(name: str, library: str) -> None:
    """The optimiser goes on with what it remembers, as it does in the window."""
    first = small(name, shuffle=True)
    run = Run(first)
    rates = ((3, 0.5), (5, 0.001))
    for step, rate in rates:
        run.advance(step - run.steps)
        run = run.branch(step, replace(first, training=replace(first.training, learning_rate=rate)))
    run.advance(STEPS - run.steps)
    printed = printed_by if library == "numpy" else printed_alone_by
    reached = printed(program(first, library, say, Course(STEPS, rates=rates)))
    assert_close(reached["loss_after"], run.loss(STEPS))
    assert_close(reached["parameters"]["weights"][0], run.parameters(STEPS).weights(1))


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("begun", [3, 4])
def test_a_program_begins_in_the_middle_of_an_epoch(library: str, begun: int) -> None:
    first = small(shuffle=True, seed=5)
    run = Run(first)
    run.advance(begun + STEPS)
    later = replace(first, given=run.parameters(begun))
    printed = printed_by if library == "numpy" else printed_alone_by
    reached = printed(program(later, library, say, Course(STEPS, first_step=begun)))
    assert_close(reached["loss_after"], run.loss(begun + STEPS))
