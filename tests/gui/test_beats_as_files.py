"""All beats of a step as files: numbered pictures, or one PDF with a page a beat."""

import re
from pathlib import Path

import pytest

from main import main
from tests.command_line import Capture

pytestmark = pytest.mark.usefixtures("qapp")

ASKED = ["render", "linear-neuron", "--view", "network", "--size", "300x200", "--plain"]


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_every_beat_is_a_file_that_holds_what_the_beat_alone_would(tmp_path: Path) -> None:
    assert main([*ASKED, "--all-beats", "-o", str(tmp_path / "step.png")]) == 0
    names = _names(tmp_path)
    assert names == [f"step-{number:02}.png" for number in range(1, len(names) + 1)]
    last = len(names) - 1
    for beat in (0, 3, last):
        alone = tmp_path / "alone.png"
        assert main([*ASKED, "--beat", str(beat), "-o", str(alone)]) == 0
        assert alone.read_bytes() == (tmp_path / names[beat]).read_bytes()
    assert main([*ASKED, "--beat", str(last + 1), "-o", str(tmp_path / "none.png")]) == 2


def test_a_pdf_has_a_page_a_beat(tmp_path: Path) -> None:
    assert main([*ASKED, "--all-beats", "-o", str(tmp_path / "step.svg")]) == 0
    beats = len(_names(tmp_path))
    assert main([*ASKED, "--all-beats", "-o", str(tmp_path / "step.pdf")]) == 0
    content = (tmp_path / "step.pdf").read_bytes()
    assert len(re.findall(rb"/Type /Page\n", content)) == beats


def test_one_beat_and_all_beats_exclude_each_other(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "step.png"
    assert main([*ASKED, "--all-beats", "--beat", "1", "-o", str(path)]) == 2
    assert "--beat" in capsys.readouterr().err
    assert not _names(tmp_path)
