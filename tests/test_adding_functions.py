"""A function is added by its own file and its words, and nothing else."""

import json
import shutil
from pathlib import Path

import pytest

from engine.functions.activation import Activation
from engine.functions.folder import Folder
from tests.command_line import ROOT, example, start_python

ACTIVATION = '''
"""A root of both signs: sign(z) (sqrt(1 + |z|) - 1)."""

import numpy as np

from engine.functions.activation import Activation, NumpyActivation, WrittenActivation
from engine.written.expression import FunctionOf

ROOTED = Activation(
    name="rooted",
    rank=95,
    value=lambda z: np.sign(z) * (np.sqrt(1 + np.abs(z)) - 1),
    derivative=lambda z, a: 0.5 / np.sqrt(1 + np.abs(z)),
    written=WrittenActivation(
        "rooted",
        lambda z: FunctionOf("rooted", (z,)),
        lambda z, a: FunctionOf("rooted", (z,), prime=True),
        pieces=lambda z: z,
        slope_pieces=lambda z: z,
    ),
    numpy=NumpyActivation(
        "np.sign({z}) * (np.sqrt(1 + np.abs({z})) - 1)", "{d_a} * 0.5 / np.sqrt(1 + np.abs({z}))"
    ),
    torch="torch.sign({z}) * (torch.sqrt(1 + torch.abs({z})) - 1)",
)
'''
LOSS = '''
"""The fourth power of the error, summed over the outputs."""

import numpy as np

from engine.functions.loss import Loss, NumpyLoss, WrittenLoss
from engine.written.expression import Number, Power, Product
from engine.written.letters import minus

_THREE, _FOUR = Number(3, exact=True), Number(4, exact=True)
FOURTH_POWER = Loss(
    name="fourth_power",
    rank=55,
    value=lambda z, a, y: np.sum((a - y) ** 4, axis=1),
    d_a=lambda z, a, y: 4 * (a - y) ** 3,
    written=WrittenLoss(
        lambda a, y: Power(minus(a, y), _FOUR),
        lambda a, y: Product((_FOUR, Power(minus(a, y), _THREE))),
        mean=False,
    ),
    numpy=NumpyLoss(("np.sum((a - Y) ** 4, axis=1)",), "4 * ({a} - y) ** 3"),
    torch="((a - y) ** 4).sum(dim=1).mean()",
)
'''
OPTIMIZER = '''
"""Against the sign of the gradient, by the learning rate times a share."""

import numpy as np

from engine.functions.named import FunctionParameter, Range, with_parameters
from engine.functions.optimizer import NumpyOptimizer, Optimizer, WrittenStep
from engine.written.expression import FunctionOf, Product
from engine.written.letters import constant, minus


def _signed(share):
    return Optimizer(
        name="signed",
        rank=15,
        slots=0,
        step=lambda p, g, slots, rate, count: (p - rate * share * np.sign(g), ()),
        written=WrittenStep(
            (),
            "signed",
            lambda told, w, g, slots, rate, count: minus(
                w, Product((rate, constant(share), FunctionOf("sign", (g,))))
            ),
        ),
        numpy=NumpyOptimizer((), (f"p - RATE * {share} * np.sign(g)",)),
        torch="Rprop({}, lr=RATE)",
    )


SIGNED = with_parameters(_signed, FunctionParameter("share", 1.0, Range.POSITIVE))
'''
WORDS = """
msgid "activation.rooted"
msgstr "rooted"

msgid "loss.fourth_power"
msgstr "fourth power"

msgid "optimizer.signed"
msgstr "signed"

msgid "substep.signed"
msgstr "The ball moves by the learning rate, whatever the slope:"
"""
MENUS = """
import json, os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtWidgets import QApplication, QComboBox
app = QApplication([])
from gui.landscape.neuron.neuron_view import NeuronView
from gui.landscape.plane.plane_view import PlaneView
from gui.state.state import first_state
from gui.state.store import Store
from engine.text.file.document import read_experiment
from pathlib import Path
store = Store(first_state(read_experiment(Path(sys.argv[1]))))
views = NeuronView(store), PlaneView(store)
boxes = [box for view in views for box in view.findChildren(QComboBox)]
print(json.dumps([box.itemText(i) for box in boxes for i in range(box.count())]))
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the program with three functions of which nobody has heard."""
    copy = tmp_path_factory.mktemp("house")
    for folder in ("engine", "gui", "resources"):
        shutil.copytree(ROOT / folder, copy / folder)
    shutil.copy(ROOT / "main.py", copy)
    files = {
        "activations/rooted.py": ACTIVATION,
        "losses/fourth_power.py": LOSS,
        "optimizers/signed.py": OPTIMIZER,
    }
    for name, text in files.items():
        (copy / "engine" / name).write_text(text, "utf-8")
    with (copy / "resources" / "words" / "en.po").open("a", encoding="utf-8") as words:
        words.write(WORDS)
    document = example()
    document["network"]["layers"][0]["activation"] = "rooted"
    document["loss"] = {"name": "fourth_power"}
    document["training"] |= {"optimizer": {"name": "signed", "learning_rate": 0.1, "share": 0.5}}
    (copy / "new.json").write_text(json.dumps(document), "utf-8")
    return copy


def printed(house: Path, *arguments: str) -> str:
    done = start_python("main.py", *arguments, cwd=house)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_commands_and_programs_know_it(house: Path) -> None:
    trace = json.loads(printed(house, "trace", "new.json"))
    first = trace["layers"][0]
    assert first["a"][0] == [pytest.approx((1 + abs(z)) ** 0.5 - 1) for z in first["z"][0]]
    moved = first["weights"][0][0] - first["weights_after"][0][0]
    assert abs(moved) == pytest.approx(0.05)
    trained = json.loads(printed(house, "train", "new.json", "--steps", "3", "--format", "json"))
    (house / "program.py").write_text(
        printed(house, "code", "new.json", "--to", "numpy", "--steps", "3"), "utf-8"
    )
    alone = json.loads(start_python("program.py", cwd=house).stdout)
    assert alone["parameters"] == trained["parameters"]
    assert "WRONG" not in printed(house, "check", "new.json").upper()


def test_views_and_menus_offer_it(house: Path) -> None:
    shown = start_python("-c", MENUS, "new.json", cwd=house)
    assert shown.returncode == 0, shown.stderr
    assert {"rooted", "fourth power", "signed"} <= set(json.loads(shown.stdout))
    for view in ("network", "explanation"):
        printed(house, "render", "new.json", "--view", view, "--beat", "3", "-o", f"{view}.png")
        assert (house / f"{view}.png").stat().st_size > 1000


def test_a_file_without_its_record_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty_function.py").write_text('"""Nothing yet."""\n', "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(tmp_path.parent)
        with pytest.raises(RuntimeError, match=r"needs EMPTY_FUNCTION, the Activation"):
            list(Folder(tmp_path.name, [str(tmp_path)], Activation))
