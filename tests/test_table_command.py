"""The command that writes tables of numbers, and the one that writes notebooks."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from gui.commands.arguments import TABLES
from main import main
from tests.command_line import Capture, assert_one_complaint, saved


def table(capsys: Capture, *asked: str) -> str:
    assert main(["tables", *asked]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


def test_a_table_of_a_step_has_the_numbers_of_the_trace(capsys: Capture) -> None:
    written = table(capsys, "mazur-2-2-2", "--what", "step")
    assert main(["trace", "mazur-2-2-2", "--format", "csv"]) == 0
    assert written == capsys.readouterr().out


def test_a_history_has_the_losses_that_training_prints(capsys: Capture) -> None:
    rows = list(
        csv.DictReader(StringIO(table(capsys, "xor-2-4-1", "--what", "history", "--step", "2500")))
    )
    assert main(["train", "xor-2-4-1", "--steps", "2500", "--format", "csv"]) == 0
    trained = list(csv.DictReader(StringIO(capsys.readouterr().out)))
    assert [(row["step"], row["train_loss"]) for row in rows] == [
        (row["step"], row["train_loss"]) for row in trained
    ]
    assert rows[-1]["train_accuracy"] == "1.0"


@pytest.mark.parametrize("what", TABLES)
def test_every_table_is_written_in_the_format_of_the_ending(
    what: str, capsys: Capture, tmp_path: Path
) -> None:
    opens = {".csv": "", ".md": "# ", ".tex": "% "}
    for ending, first in opens.items():
        out = tmp_path / f"numbers{ending.upper()}"
        asked = ("xor-2-4-1", "--what", what, "--step", "2", "--digits", "3", "-o", str(out))
        assert table(capsys, *asked) == ""
        assert out.read_text("utf-8").startswith(first)
    assert r"\toprule" in out.read_text("utf-8")


def test_tables_that_cannot_be_written_are_refused_in_one_line(
    capsys: Capture, tmp_path: Path
) -> None:
    asked = ["tables", "xor-2-4-1", "--what", "step"]
    assert main([*asked, "-o", str(tmp_path / "a.xlsx")]) == 2
    assert_one_complaint(capsys, "a.xlsx", ".csv, .md or .tex")
    assert main([*asked, "--digits", "18"]) == 2
    assert_one_complaint(capsys, "18", "1 to 17")
    assert not list(tmp_path.iterdir())
    path = saved(
        tmp_path, lambda d: d["training"]["optimizer"].update(learning_rate=1e6), "linear-neuron"
    )
    assert main(["tables", str(path), "--what", "predictions", "--step", "500"]) == 2
    assert_one_complaint(capsys, "step 500 cannot be reached")
    assert main(["tables", str(path), "--what", "history", "--step", "500"]) == 1
    printed = capsys.readouterr()
    assert "step 500 cannot be reached" in printed.err
    assert len(printed.out.splitlines()) > 2


def test_code_is_a_notebook_where_the_name_of_the_file_says_so(tmp_path: Path) -> None:
    out = tmp_path / "xor.ipynb"
    assert main(["code", "xor-2-4-1", "--to", "numpy", "--steps", "3", "-o", str(out)]) == 0
    cells = json.loads(out.read_text("utf-8"))["cells"]
    assert [cell["cell_type"] for cell in cells] == ["markdown", "code"] * (len(cells) // 2)
