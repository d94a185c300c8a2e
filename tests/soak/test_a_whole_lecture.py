"""Every bundled lecture, all of it: drawn by one process and by two, the same to the last byte."""

from pathlib import Path

import pytest

from gui.disk import files
from tests.command_line import start


@pytest.mark.parametrize("lecture", files.lectures(), ids=lambda lecture: lecture.name)
def test_two_runs_give_the_same_bytes(lecture: files.BundledLecture, tmp_path: Path) -> None:
    runs = [tmp_path / jobs for jobs in ("1", "2")]
    for run in runs:
        done = start("figures", lecture.name, "-o", str(run), "-j", run.name)
        assert done.returncode == 0, done.stderr
    one, two = ({p.relative_to(r): p.read_bytes() for p in r.rglob("*.*")} for r in runs)
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []
