"""What a command prints can be taken elsewhere: into a file, a table, a program."""

import csv
import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from gui.disk import files
from main import main
from tests.command_line import Capture


@pytest.mark.parametrize(
    ("words", "opening"),
    [
        (["examples"], "linear-neuron "),
        (["trace", "mazur-2-2-2", "--format", "csv"], "quantity,kind,layer,unit,source,sample,"),
        (["trace", "mazur-2-2-2", "--format", "latex"], "% "),
        (["code", "mazur-2-2-2", "--to", "torch"], '"""'),
    ],
)
def test_what_is_printed_can_be_written_to_a_file(
    words: list[str], opening: str, capsys: Capture, tmp_path: Path
) -> None:
    assert main(words) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(opening)
    assert main([*words, "-o", str(tmp_path / "written")]) == 0
    assert (tmp_path / "written").read_text("utf-8") == printed


def test_a_printed_program_takes_the_steps_asked_for(capsys: Capture) -> None:
    assert main(["code", "mazur-2-2-2", "--to", "numpy", "--steps", "1"]) == 0
    once = subprocess.check_output([sys.executable, "-c", capsys.readouterr().out])
    assert json.loads(once)["loss_after"] == pytest.approx(0.29102777369359933, abs=1e-12)


def test_every_bundled_example_is_a_program_with_the_same_numbers(capsys: Capture) -> None:
    for each in files.examples():
        if each.name == "digits-64-32-10":  # a program has its samples in it: these are too many
            continue
        assert main(["train", each.name, "--steps", "3"]) == 0
        trained = json.loads(capsys.readouterr().out)
        assert main(["code", each.name, "--to", "numpy", "--steps", "3"]) == 0
        program = capsys.readouterr().out
        printed = json.loads(subprocess.check_output([sys.executable, "-I", "-c", program]))
        assert printed["loss_after"] == pytest.approx(trained["history"][-1]["train_loss"])
        for ours, theirs in zip(printed["outputs"], trained["outputs"], strict=True):
            assert ours == pytest.approx(theirs, rel=1e-12)


def test_the_rows_of_a_trace_agree_with_its_json(capsys: Capture) -> None:
    assert main(["trace", "xor-2-4-1", "--sample", "2", "--format", "csv"]) == 0
    rows = {row["quantity"]: row for row in csv.DictReader(StringIO(capsys.readouterr().out))}
    assert main(["trace", "xor-2-4-1", "--sample", "2"]) == 0
    step = json.loads(capsys.readouterr().out)
    assert rows["z[2,0]"]["sample"] == "2"
    assert float(rows["z[2,0]"]["value"]) == step["layers"][1]["z"][0][0]
    assert float(rows["dw[1,3,1]"]["value"]) == step["layers"][0]["dC_dW"][3][1]
    assert float(rows["C_after"]["value"]) == step["loss_after"]
