"""All figures of a lecture from one list: strictly read, made once, the same on every run."""

import json
import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from engine.text.figures.made import read_made
from gui.commands.figures.moment import experiment_at, states_of
from gui.commands.figures.reading import read_lecture
from gui.disk import files
from main import main
from tests.command_line import ROOT, Capture, assert_one_complaint, example, start

HEAD = """format = "gradientscope-figures"
version = 1
[defaults]
experiment = "mazur-2-2-2"
size = "320x200"
"""


def _list(folder: Path, *figures: str, head: str = HEAD, name: str = "lecture") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(head + "".join(f"[[figures]]\n{figure}\n" for figure in figures), "utf-8")
    return path


def _make(listed: Path, *more: str) -> int:
    return main(["figures", str(listed), "-o", str(listed.parent / "made"), "-j", "1", *more])


def _made(listed: Path) -> dict[str, bytes]:
    folder = listed.parent / "made"
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


BAD = {
    'name = "key"\nview = "loss"\nstpe = 1': ("key.stpe", "step is meant"),
    'name = "kind"\nview = "loss"\nstep = "x"': ("kind.step", "a whole number"),
    'name = "view"\nview = "netwrk"': ("view.view", "'netwrk'", "network, lesson, loss"),
    'name = "../out"\nview = "loss"': ("../out.name", "no name for files"),
    'name = "/tmp/out"\nview = "loss"': ("/tmp/out.name", "no name for files"),
    'name = "GOOD"\nview = "loss"': ("GOOD.name", "another figure"),
    'name = "size"\nview = "loss"\nsize = "big"': ("size.size", "'big'", "slide", "120x80mm"),
    'name = "form"\nview = "loss"\nformats = ["doc"]': ("form.formats", "'doc'", "png, svg"),
    'name = "what"\nview = "loss"\nexperiment = "no.json"': ("what.experiment", "'no.json'"),
    'name = "act"\nview = "loss"\nactions = [["curve.place", 1]]': ("act.actions[0]", "no action"),
    'name = "arg"\nview = "loss"\nactions = [["curve.place_balls"]]': ("arg.actions[0]", "1 arg"),
    'name = "where"\nview = "loss"\nselect = "w[9,0,0]"': ("where: w[9,0,0]", "network 2-2-2"),
    'name = "late"\nview = "loss"\nbeat = 17': ("late: beat 17", "0 to 16"),
    'name = "no"\nview = "loss"\nactions = [["view.set_digits", 99]]': ("no: ", "digits"),
    'view = "loss"': ("figures[15]", "'name' is missing"),
}


def test_one_bad_figure_is_told_and_does_not_stop_the_others(
    tmp_path: Path, capsys: Capture, qapp: QApplication
) -> None:
    listed = _list(tmp_path, 'name = "good"\nview = "loss"', *BAD)
    assert _make(listed) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == len(BAD) + 1
    for words in BAD.values():
        told = [line for line in lines if f"{listed}: {words[0]}" in line]
        assert len(told) == 1, words
        assert all(word in told[0] for word in words)
    assert "good.png" in _made(listed)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("form = 3\n", ('format = "gradientscope-figures"', "version = 1")),
        (HEAD.replace("version = 1", "version = 2"), ("version", "2 cannot be read")),
        (HEAD + "sise = 3\n", ("defaults.sise", "size is meant")),
        (HEAD + 'name = "all"\n', ("defaults.name", "of its own")),
        ("figures = [", ("no TOML",)),
    ],
)
def test_a_list_that_is_none_is_refused_in_one_sentence(
    head: str, words: tuple[str, ...], tmp_path: Path, capsys: Capture
) -> None:
    listed = _list(tmp_path, 'name = "good"\nview = "loss"', head=head)
    assert _make(listed) == 2
    assert_one_complaint(capsys, *words)
    assert not (tmp_path / "made").exists()


def test_every_run_gives_the_same_bytes_however_many_processes_draw(tmp_path: Path) -> None:
    every = 'formats = ["png", "svg", "pdf"]'
    listed = _list(
        tmp_path,
        f'name = "net"\nview = "network"\nbeat = 8\ntitle = "Back"\n{every}',
        f'name = "dips"\nview = "slice"\nactions = [["curve.choose_curve", "dips"]]\n{every}',
    )
    one, two = tmp_path / "one", tmp_path / "two"
    for folder, jobs in ((one, "1"), (two, "2")):
        done = start("figures", str(listed), "-o", str(folder), "-j", jobs)
        assert (done.returncode, done.stdout) == (0, "")
    names = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert [name for name in names if (one / name).read_bytes() != (two / name).read_bytes()] == []
    assert len(names) == 2 * 4 + 2  # with a small picture each, the contact sheet and the record


def test_only_what_changed_is_made_again(
    tmp_path: Path, capsys: Capture, qapp: QApplication
) -> None:
    mine = tmp_path / "mine.json"
    mine.write_text(json.dumps(example()), "utf-8")
    first = 'name = "first"\nview = "loss"'
    own = 'name = "own"\nview = "numbers"\nexperiment = "mine.json"'
    listed = _list(tmp_path, first, own)
    inode: dict[str, int] = {}
    for change, again in ((None, {"first", "own"}), (None, set()), (mine, {"own"})):
        if change is not None:
            change.write_text(json.dumps(example("xor-2-4-1")), "utf-8")
            experiment_at.cache_clear()
        assert _make(listed) == 0
        now = {name: (tmp_path / "made" / f"{name}.png").stat().st_ino for name in ("first", "own")}
        assert {name for name in now if now[name] != inode.get(name)} == again
        inode = now
    _list(tmp_path, first + '\ntheme = "dark"')
    before = _made(listed)
    assert _make(listed) == 0
    assert "own.png" in capsys.readouterr().err  # no longer in the list: told, and left there
    assert {name for name, content in _made(listed).items() if before.get(name) != content} == {
        *("first.png", "lecture-figures.json", "lecture-contact-sheet.pdf"),
        *(name for name in before if "/" in name and name in _made(listed)),
    }
    assert _make(listed, "--prune") == 0
    assert "own.png" not in _made(listed)


def test_what_somebody_has_changed_by_hand_is_not_overwritten(
    tmp_path: Path, capsys: Capture, qapp: QApplication
) -> None:
    listed = _list(tmp_path, 'name = "sub/loss"\nview = "loss"\nformats = ["svg"]')
    assert _make(listed) == 0
    figure = tmp_path / "made" / "sub" / "loss.svg"
    original = figure.read_bytes()
    figure.write_bytes(b"<svg>by hand</svg>")
    capsys.readouterr()
    assert _make(listed) == 1
    assert "sub/loss.svg" in capsys.readouterr().err
    assert figure.read_bytes() == b"<svg>by hand</svg>"
    assert _make(listed, "--anew") == 0
    assert figure.read_bytes() == original


def test_files_are_named_after_figure_language_and_beat(tmp_path: Path, qapp: QApplication) -> None:
    listed = _list(
        tmp_path,
        'name = "a"\nview = "loss"\nlanguages = ["en", "pseudo"]\nformats = ["svg"]',
        'name = "b"\nview = "loss"\nbeat = [0, 16]\nformats = ["png", "pdf"]',
        'name = "c"\nview = "slice"\nfilm = "descent"\nformats = ["gif"]\n'
        'actions = [["curve.choose_curve", "dips"], ["curve.fall_to", 1, 1.0]]',
    )
    assert _make(listed) == 0
    made = read_made(tmp_path / "made" / "lecture-figures.json").figures
    names = {file for each in made.values() for still in each.stills for file in still.files}
    assert {name for name in names if "/" not in name} == {
        *("a-en.svg", "a-pseudo.svg"),
        *("b-01.png", "b-17.png", "b.pdf", "c.gif"),
    }


def test_a_figure_made_before_is_drawn_again_at_its_moment(
    tmp_path: Path, capsys: Capture, qapp: QApplication
) -> None:
    moment = 'view = "loss"\nstep = 3\nbeat = 4\nselect = "w[1,1,0]"\ntheme = "dark"'
    assert (
        _make(_list(tmp_path, f'name = "a"\n{moment}', 'name = "b"\nview = "loss"\nplain = true'))
        == 0
    )
    again = 'name = "again"\nview = "explanation"\nexperiment = "made/a.png"'
    plain = 'name = "plain"\nview = "loss"\nexperiment = "made/b.png"'
    listed = _list(tmp_path, again, plain, name="second")
    figure = read_lecture(listed).figures[0]
    (state,) = states_of(figure)
    assert (state.cursor.step, state.cursor.beat, state.view.theme) == (3, 4, "dark")
    assert str(state.selected) == "w[1,1,0]"
    assert _make(listed) == 2
    assert "plain: " in capsys.readouterr().err
    assert "again.png" in _made(listed)


@pytest.mark.parametrize("lecture", files.lectures(), ids=lambda lecture: lecture.name)
def test_every_figure_of_a_bundled_lecture_shows_a_moment_that_there_is(
    lecture: files.BundledLecture, capsys: Capture
) -> None:
    found = read_lecture(lecture.path)
    assert found.problems == ()
    for figure in found.figures:
        assert states_of(figure), figure.name
    assert main(["figures"]) == 0
    assert f"{lecture.name}  {lecture.called}" in capsys.readouterr().out


def test_the_list_in_the_readme_can_be_used(tmp_path: Path) -> None:
    lists = re.findall(r"```toml\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    (listed,) = (each for each in lists if "gradientscope-figures" in each)
    (tmp_path / "mine.toml").write_text(listed, "utf-8")
    found = read_lecture(tmp_path / "mine.toml")
    assert (len(found.figures), found.problems) == (3, ())
    assert all(states_of(figure) for figure in found.figures)


def test_the_lecture_on_backpropagation_has_forty_figures_of_its_thirteen_subjects() -> None:
    (lecture,) = (each for each in files.lectures() if each.name == "backpropagation")
    figures = read_lecture(lecture.path).figures
    assert len(figures) == 40
    sections = [figure.section["en"] for figure in figures]
    in_order = list(dict.fromkeys(sections))
    assert len(in_order) == 13
    assert sorted(sections, key=in_order.index) == sections
