"""One training step told by what a screen reader hears alone, from another process over AT-SPI."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import ROOT, start

_PYTHON, _SCRIPT = "/usr/bin/python3", Path(__file__).with_name("atspi_reader.py")
_READS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
_NUMBER = re.compile(r"−?\d+(?:\.\d+)?")
_PROGRAM = '"$1" main.py & program=$!; "$2" "$3" "$4"; read=$?; kill $program; wait; exit $read'


def _told(home: Path) -> dict[str, Any]:
    needed = [shutil.which(name) for name in ("xvfb-run", "dbus-run-session")]
    has_reader = Path(_PYTHON).exists() and not subprocess.run([_PYTHON, "-c", _READS]).returncode
    if None in needed or not has_reader:
        pytest.skip("needs xvfb, dbus, at-spi2-core, gir1.2-atspi-2.0 and python3-gi")
    environment = {
        **{name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"},
        **{"QT_ACCESSIBILITY": "1", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"},
        **{"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home)},
    }
    programs = [sys.executable, _PYTHON, str(_SCRIPT), "Next beat"]
    done = subprocess.run(
        ["xvfb-run", "-a", "dbus-run-session", "--", "sh", "-c", _PROGRAM, "sh", *programs],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _numbers(said: str) -> list[float]:
    return [float(each.replace("−", "-")) for each in _NUMBER.findall(said)]


def _of(told: dict[str, Any], name: str) -> dict[str, float]:
    """Return the numbers of an element by what they are called."""
    (said,) = (each for each in told["elements"] if each.startswith(f"{name}, "))
    pairs = (each.rpartition(" ") for each in said.removeprefix(f"{name}, ").split("; "))
    return {kind: _numbers(value)[0] for kind, _, value in pairs}


def test_a_blind_walk_through_the_worked_example(tmp_path: Path) -> None:
    told = _told(tmp_path)
    trace = json.loads(start("trace", "mazur-2-2-2", "--format", "json").stdout)

    def agree(found: list[float], wanted: list[float]) -> None:
        assert found == pytest.approx(wanted, rel=6e-4)

    for unit in range(2):
        agree([_of(told, f"input {unit + 1}")["input"]], [trace["inputs"][0][unit]])
        agree(
            [_of(told, f"target of output neuron {unit + 1}")["target"]],
            [trace["targets"][0][unit]],
        )
    agree(list(_of(told, "the loss").values()), [trace["loss_before"], trace["loss_after"]])
    neurons = [[f"input {j + 1}" for j in range(2)]]
    neurons.append([f"hidden neuron {j + 1} of layer 1" for j in range(2)])
    neurons.append([f"output neuron {j + 1}" for j in range(2)])
    for layer in (1, 2):
        of = trace["layers"][layer - 1]
        for j in range(2):
            numbers = list(_of(told, neurons[layer][j]).values())
            agree(numbers[:4], [of[kind][0][j] for kind in ("z", "a", "dC_da", "dC_dz")])
            bias = _of(told, f"bias of {neurons[layer][j]}").values()
            agree(list(bias), [of[kind][j] for kind in ("biases", "dC_db", "biases_after")])
            for k in range(2):
                name = f"weight from {neurons[layer - 1][k]} to {neurons[layer][j]}"
                kinds = ("weights", "dC_dW", "weights_after")
                agree(list(_of(told, name).values()), [of[kind][j][k] for kind in kinds])

    # and beat by beat, with the numbers that each makes known
    sentences = [name for name, _ in told["beats"]]
    assert len(sentences) == 17
    assert all("learning rate 0.5. " in each for each in sentences)
    first, last = trace["layers"]
    order = [trace["inputs"][0], first["z"][0], first["a"][0], last["z"][0], last["a"][0]]
    order += [[trace["loss_before"]], last["dC_da"][0], last["dC_dz"][0]]
    order.append([number for row in last["dC_dW"] for number in row])
    for (_, numbers), wanted in zip(told["beats"], order, strict=False):
        agree([_numbers(each)[-1] for each in numbers.split("; ")], wanted)
