"""Every command does what it says, without a display."""

import csv
import json
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from engine.experiment import UpdateRule
from gui.commands import arguments, commands
from gui.disk import files
from gui.look.theme import THEMES
from gui.views import FIGURES
from main import main
from tests.command_line import ROOT, Capture, example, saved, start, start_python

# a picture without one makes an application that no widget of a later test could live in
pytestmark = pytest.mark.usefixtures("qapp")

WITH_BIASES_LOSS = 0.28047144679143016
FINAL_OUTPUTS = (0.01591362044355068, 0.9840642735146238)


def test_examples_are_listed_with_their_titles(capsys: Capture) -> None:
    assert main(["examples"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [each.name for each in files.examples()]
    assert all(each.title in line for each, line in zip(files.examples(), lines, strict=True))


def test_trace_writes_the_first_batch(capsys: Capture) -> None:
    assert main(["trace", "mazur-2-2-2"]) == 0
    printed = capsys.readouterr()
    step = json.loads(printed.out)
    assert printed.err == ""
    assert step["samples"] == [0]
    assert step["loss_before"] == pytest.approx(0.2983711087600027, abs=1e-12)
    assert step["loss_after"] == pytest.approx(0.29102777369359933, abs=1e-12)


def test_every_theme_of_the_window_can_be_drawn(tmp_path: Path) -> None:
    """Each on the ground of its cards."""
    assert set(arguments.THEMES) == set(THEMES)
    for name, theme in THEMES.items():
        figure = tmp_path / f"{name}.png"
        asked = ["render", "mazur-2-2-2", "--view", "network", "--theme", name]
        assert main([*asked, "-o", str(figure)]) == 0
        assert QImage(str(figure)).pixelColor(2, 2).name() == theme.card


def test_trace_with_trained_biases(capsys: Capture, tmp_path: Path) -> None:
    path = saved(tmp_path, lambda d: d["training"].update(train_biases=True))
    assert main(["trace", str(path), "--format", "json"]) == 0
    step = json.loads(capsys.readouterr().out)
    assert step["loss_after"] == pytest.approx(WITH_BIASES_LOSS, abs=1e-12)


def test_trace_of_a_sample_is_a_batch_of_one(capsys: Capture) -> None:
    assert main(["trace", "xor-2-4-1"]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert main(["trace", "xor-2-4-1", "--sample", "2"]) == 0
    alone = json.loads(capsys.readouterr().out)
    assert alone["samples"] == [2]
    assert alone["inputs"] == [whole["inputs"][2]]
    assert alone["layers"][1]["dC_dz"][0][0] == pytest.approx(
        len(whole["samples"]) * whole["layers"][1]["dC_dz"][2][0], rel=1e-12
    )


def test_trace_as_a_handout(capsys: Capture) -> None:
    assert main(["trace", "mazur-2-2-2", "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith(f"# {example()['title']}\n")


def test_train_reaches_the_published_outputs(capsys: Capture) -> None:
    assert main(["train", "mazur-2-2-2", "--steps", "10000"]) == 0
    printed = capsys.readouterr()
    reached = json.loads(printed.out)
    assert printed.err == ""
    assert reached["steps"] == 10_000
    assert reached["outputs"][0] == pytest.approx(FINAL_OUTPUTS, abs=1e-9)


@pytest.mark.parametrize("form", ["json", "csv", "text"])
def test_train_writes_every_form_to_a_file_as_to_the_terminal(
    form: str, capsys: Capture, tmp_path: Path
) -> None:
    asked = ["train", "linear-neuron", "--steps", "3", "--format", form]
    assert main(asked) == 0
    printed = capsys.readouterr().out
    assert printed
    assert main([*asked, "-o", str(tmp_path / "run")]) == 0
    assert capsys.readouterr().out == ""
    assert (tmp_path / "run").read_text("utf-8") == printed


def test_train_csv_has_a_line_a_step(capsys: Capture) -> None:
    assert main(["train", "linear-neuron", "--steps", "2", "--format", "csv"]) == 0
    rows = list(csv.DictReader(StringIO(capsys.readouterr().out)))
    assert [row["step"] for row in rows] == ["0", "1", "2"]
    assert float(rows[0]["train_loss"]) == 4


def test_training_that_diverges_says_where_and_gives_what_there_is(
    capsys: Capture, tmp_path: Path
) -> None:
    path = saved(
        tmp_path, lambda d: d["training"]["optimizer"].update(learning_rate=1e6), "linear-neuron"
    )
    assert main(["train", str(path), "--steps", "500"]) == 1
    printed = capsys.readouterr()
    reached = json.loads(printed.out)
    assert 0 < reached["steps"] < 500
    assert f"step {reached['steps']}," in printed.err
    assert len(printed.err.splitlines()) == 1


def test_progress_is_shown_on_a_terminal_only(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["train", "linear-neuron", "--steps", "25"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["steps"] == 25
    assert "25" in printed.err


def test_check_believes_every_bundled_example_but_the_classic_mistake(capsys: Capture) -> None:
    for each in files.examples():
        experiment = files.read(each.path)
        mistaken = experiment.training.update_rule is UpdateRule.IN_PLACE
        assert main(["check", each.name]) == (1 if mistaken else 0)
        count = len(experiment.first_parameters().flat)
        assert f"{count} gradients: " in capsys.readouterr().out


def test_check_fails_where_a_gradient_is_off(capsys: Capture, tmp_path: Path) -> None:
    """A weight so large that the cost is no number any more has no gradient that could agree."""
    path = saved(
        tmp_path,
        lambda d: d["network"]["parameters"].update(weights=[[[1e200]]]),
        "linear-neuron",
    )
    assert main(["check", str(path)]) == 1
    assert "wrong" in capsys.readouterr().out


@pytest.mark.parametrize("views", [FIGURES, ("window",)], ids=["figures", "window"])
def test_every_view_is_drawn_without_a_display(views: tuple[str, ...], tmp_path: Path) -> None:
    asked = "render mazur-2-2-2 --step 2 --beat 3 --select w[2,0,0] --theme dark --size 1000x640"
    done = start_python(
        "-c",
        "import main\n"
        f"for view in {tuple(views)!r}:\n"
        f"    path = {str(tmp_path)!r} + '/' + view + '.png'\n"
        f"    assert main.main([*{asked.split()!r}, '--view', view, '-o', path]) == 0, view\n",
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    for view in views:
        picture = (tmp_path / f"{view}.png").read_bytes()
        assert picture.startswith(b"\x89PNG")
        assert int.from_bytes(picture[16:20]) == 1000
        assert int.from_bytes(picture[20:24]) == 640


def test_a_picture_is_of_one_sample_or_of_the_whole_batch(tmp_path: Path, capsys: Capture) -> None:
    pictures = []
    for asked in ([], ["--sample", "0"], ["--sample", "3"], ["--batch"]):
        path = tmp_path / "step.png"
        assert main(["render", "xor-2-4-1", "--view", "network", *asked, "-o", str(path)]) == 0
        pictures.append(path.read_bytes())
    assert pictures[0] == pictures[1]
    assert len(set(pictures)) == 3
    for asked in (["--sample", "4"], ["--sample", "1", "--batch"]):
        path = tmp_path / "none.png"
        assert main(["render", "xor-2-4-1", "--view", "network", *asked, "-o", str(path)]) == 2
        assert not path.exists()
    said = capsys.readouterr().err.splitlines()
    assert "sample 4 does not exist: the samples of the step's batch count from 0 to 3" in said[0]
    assert "--batch: does not go together with --sample" in said[1].replace("argument ", "")


def test_a_picture_of_the_network_has_maps_where_they_are_asked_for(tmp_path: Path) -> None:
    pictures = []
    for asked in ([], *(["--neurons", each] for each in ("numbers", "maps", "gradients"))):
        path = tmp_path / "neurons.png"
        assert main(["render", "xor-2-4-1", "--view", "network", *asked, "-o", str(path)]) == 0
        pictures.append(path.read_bytes())
    assert pictures[0] == pictures[1]
    assert len(set(pictures)) == 3


def test_commands_that_draw_nothing_do_not_load_qt() -> None:
    program = (
        "import sys, main\n"
        "main.main(['examples'])\n"
        "assert 'numpy' not in sys.modules\n"
        "for words in (['trace'], ['train', '--steps', '2'], ['check']):\n"
        "    assert main.main([words[0], 'mazur-2-2-2', *words[1:]]) == 0\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "assert not loaded & {'PySide6', 'pyqtgraph', 'tqdm'}, loaded\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_commands_work_from_any_folder_without_a_display(tmp_path: Path) -> None:
    done = start("trace", "mazur-2-2-2", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["samples"] == [0]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_a_window_without_a_display_is_one_line() -> None:
    done = start("mazur-2-2-2")
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1


def test_the_window_opens_on_what_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from gui import app

    opened: list[Path | None] = []

    def remember(path: Path | None, language: str | None) -> int:
        assert language is None
        opened.append(path)
        return 0

    monkeypatch.setattr(app, "run_window", remember)
    path = saved(tmp_path, lambda d: None)
    assert [main(argv) for argv in ([], ["xor-2-4-1"], [str(path)])] == [0, 0, 0]
    assert opened == [None, files.resolve("xor-2-4-1"), path]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGPIPE")
def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f"{sys.executable} main.py trace deep-3-4-4-2 --format markdown"
    done = subprocess.run(
        ["/bin/sh", "-c", f"{command} | true"], cwd=ROOT, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "main.py", "trace", "mazur-2-2-2"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("gradientscope: standard output cannot be written")
    assert len(done.stderr.splitlines()) == 1


def test_an_interrupted_command_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def interrupt(argv: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "_run", interrupt)
    assert main(["examples"]) == 130
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("argv", [["--help"], ["trace", "--help"], ["render", "-h"]])
def test_help_is_printed(argv: list[str], capsys: Capture) -> None:
    assert main(argv) == 0
    assert "usage: gradientscope" in capsys.readouterr().out


@pytest.mark.parametrize("asked", [["--help"], ["trace", "--help"], ["render", "-h"]])
def test_the_help_speaks_the_language_that_is_asked_for(asked: list[str], capsys: Capture) -> None:
    assert main([*asked, "--lang", "pseudo"]) == 0
    left, found = capsys.readouterr().out, 1
    while found:  # the innermost first: a sentence stands in another
        left, found = re.subn("⟦[^⟦⟧]*⟧", "", left)
    own = {"gradientscope", "COMMAND", "EXP", "FILE", "QUANTITY", *commands.COMMANDS}
    choices = re.sub(r"--?[a-z]+|\{[^}]*\}|\b[A-Z]\b|WxH", "", left)
    assert set(re.findall(r"[^\W\d_]+", choices)) <= own


def test_the_language_stands_anywhere_and_is_english_otherwise(capsys: Capture) -> None:
    assert main(["--lang=pseudo", "trace", "nothing"]) == 2
    assert "⟦" in capsys.readouterr().err
    assert main(["trace", "nothing"]) == 2
    assert "⟦" not in capsys.readouterr().err
