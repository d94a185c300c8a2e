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
    one, two = (
        {path.relative_to(run): path.read_bytes() for path in run.rglob("*") if path.is_file()}
        for run in runs
    )
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []
