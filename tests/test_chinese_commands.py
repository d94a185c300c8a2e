"""What commands print in Chinese: no English word, no half-width mark, columns in line."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.text.grid import cells
from gui.commands.commands import COMMANDS
from gui.words.catalog import CHINESE, SOURCE, languages, use
from main import main
from tests.test_chinese import KNOWN

_WORD = re.compile(r"[A-Za-z]{2,}")
_TYPED = re.compile(
    r"--?[a-z][-a-z]*|\{[-a-z,]+\}|\b[A-Z]{2,}\b|\[-?\w\]"
)  # options, values, places
_FORMULA = re.compile(
    r"\\[A-Za-z]+(\{(itemize|aligned|tabular)\}(\{[lr ]*\})?)?|\bnew\b|\bmathrm\b"
)
_HALF = re.compile("[\u4e00-\u9fff][,;:!?()]|[,;:!?)][\u4e00-\u9fff]")


@pytest.fixture(autouse=True)
def _back_to_english() -> Iterator[None]:
    yield
    use(SOURCE)


def _printed(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    main([*argv, "--lang", CHINESE])
    said = capsys.readouterr()
    return said.out + said.err


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_is_chinese_and_as_wide_as_the_terminal(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    said = _printed(capsys, command, "--help")
    views = set(_WORD.findall(said.partition("--view V ")[2].partition("window；")[0]))
    words = set(_WORD.findall(_TYPED.sub(" ", said))) - KNOWN - views
    assert words <= {"gradientscope", "WxH", command, *languages()}
    assert not _HALF.search(said)
    assert not re.search(":$", said, re.MULTILINE)
    assert max(map(cells, said.splitlines())) <= 80


@pytest.mark.parametrize(
    "argv",
    [
        ("trace", "mazur-2-2-2", "--format", "markdown"),
        ("trace", "iris-4-5-3", "--format", "latex"),
        ("train", "iris-4-5-3", "--steps", "2", "--format", "text"),
        ("check", "linear-neuron"),
        ("examples",),
        ("figures",),
    ],
)
def test_what_is_printed_is_chinese(
    argv: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    said = _FORMULA.sub(" ", _printed(capsys, *argv))
    if argv[0] in ("examples", "figures"):  # a name to type stands first
        said = re.sub(r"^\S+", "", said, flags=re.MULTILINE)
    assert set(_WORD.findall(said)) - KNOWN <= {"jk", "dw", "db"}
    assert not _HALF.search(said)


@pytest.mark.parametrize("what", ["predictions", "matrices", "history"])
def test_tables_are_chinese(what: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    asked = ["tables", "iris-4-5-3", "--what", what, "-o", str(path), "--lang", CHINESE]
    assert main(asked) == 0
    assert set(_WORD.findall(path.read_text("utf-8"))) - KNOWN <= {"new"}  # of a formula


@pytest.mark.parametrize("library", ["numpy", "torch"])
def test_comments_of_a_program_are_chinese(library: str, tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    asked = ["code", "iris-4-5-3", "--to", library, "-o", str(path), "--lang", CHINESE]
    assert main(asked) == 0
    comment = re.compile(r'#.*|"""[^"]*"""')
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        source = "".join(cell["source"])
        said = source if cell["cell_type"] == "markdown" else " ".join(comment.findall(source))
        said = re.sub(r"\$\$.*?\$\$|`[^`]*`", " ", said, flags=re.DOTALL)
        assert set(_WORD.findall(said)) - KNOWN <= {"dz"}
        assert not _HALF.search(said)


def test_a_table_stands_in_line_though_characters_are_wide(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = _printed(capsys, "check", "linear-neuron").splitlines()[2:5]
    assert len({cells(row) for row in rows}) == 1


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("no/such/folder/x", "没有这个文件或文件夹"),
        (".", "这是文件夹"),
        ("file/x", "路径中有一段不是文件夹"),
        ("x" * 300, "名称太长"),
    ],
)
def test_why_a_file_cannot_be_written_is_said_in_chinese(
    place: str, said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    printed = _printed(capsys, "trace", "mazur-2-2-2", "-o", str(tmp_path / place))
    assert printed.endswith(f"：{said}\n")
