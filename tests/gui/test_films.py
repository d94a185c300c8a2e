"""Films: the frames of the screen, for as long as they stand there, read back by other programs."""

import importlib.util
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, pairwise
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
from msgspec.structs import replace
from PIL import Image
from PySide6.QtCore import QRectF

from gui.commands import arguments
from gui.commands.filming import FILMS
from gui.export.film.film import ticks_of
from gui.export.film.formats import FILM_FORMATS
from gui.export.film.moments import FilmKind, Tempo, of_beats
from gui.export.several import MOST_VIEWS, rooms_of
from gui.state import schedule
from gui.state.passing import passing
from gui.state.run import derived
from gui.state.run.actions import go_to
from gui.state.state import Mode, first_state
from main import main
from tests.command_line import Capture, assert_one_complaint
from tests.networks import mazur

pytestmark = pytest.mark.usefixtures("qapp")
Pixels = npt.NDArray[np.int64]

SMALL = ["render", "mazur-2-2-2", "--view", "network", "--size", "400x225"]
SPARSE = ["--frames-per-second", "2.5", "--pause", "1"]
MOVING = 2  # frames of a beat of 0.8 s


def _decoded(path: Path) -> Iterator[tuple[Pixels, int]]:
    """Return every frame of a GIF or WebP as Pillow shows it, and how many ms it stands."""
    with Image.open(path) as film:
        for number in range(film.n_frames):  # type: ignore[attr-defined]
            film.seek(number)
            film.load()
            yield np.asarray(film.convert("RGB"), int), film.info["duration"]


def _drawn(folder: Path, *asked: str) -> Pixels:
    path = folder / "still.png"
    assert main([*SMALL, *asked, "-o", str(path)]) == 0
    return np.asarray(Image.open(path).convert("RGB"), int)


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_a_step_is_filmed_as_it_plays(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"step.{kind}"
    assert main([*SMALL, *SPARSE, "-o", str(path)]) == 0
    frames = list(_decoded(path))
    state = first_state(mazur())
    beats = derived.beats(state)
    holds = [
        schedule.of_beat(beat, derived.new_lines(go_to(state, 0, index, 1.0)), 1.0)
        for index, beat in enumerate(beats)
    ]
    assert sum(ms for _, ms in frames) == round(1000 * (1 + sum(s.motion + s.hold for s in holds)))
    assert len(frames) <= len(beats) * (MOVING + 1)
    starts = np.cumsum([0, *(ms for _, ms in frames)])[:-1]
    ended = 0.0
    for index, stretch in enumerate(holds):
        held_from = 1000 * (ended + stretch.motion)
        ended += stretch.motion + stretch.hold
        shown = int(np.searchsorted(starts, round(held_from), side="right")) - 1
        until = starts[shown] + frames[shown][1]
        assert until >= round(1000 * ended)  # what is new stands still until it has been read
        if index in (0, 3, len(beats) - 1):
            unlike = np.abs(frames[shown][0] - _drawn(tmp_path, "--beat", str(index)))
            assert unlike.max() <= (24 if kind == "gif" else 0)
            assert unlike.mean() < 0.5


def test_a_film_enters_each_beat_when_the_window_does() -> None:
    tick = 0.01
    first = go_to(first_state(mazur()), 0, 0, 0.0)
    playing, played, entered = replace(first, mode=Mode.PLAYING), 0.0, [0.0]
    while playing.mode is Mode.PLAYING:
        call, beat = passing(playing, tick), playing.cursor.beat
        assert call is not None
        playing, played = call.after(playing), played + tick
        if playing.cursor.beat > beat:
            entered.append(played)
    ends = np.cumsum([0.0, *(moment.seconds for moment in of_beats(first, Tempo()))])
    beats = [moment.state.cursor.beat for moment in of_beats(first, Tempo())]
    starts = [ends[beats.index(beat)] for beat in range(len(entered))]
    lost = 3 * tick * np.arange(len(starts))  # a motion and a hold end with a whole tick
    assert (np.abs(np.array(entered) - starts) <= lost + 1e-9).all()


def test_mp4_has_a_frame_a_tick_in_what_all_players_show(tmp_path: Path) -> None:
    path = tmp_path / "step.mp4"
    odd = [*SMALL[:-1], "401x225", *SPARSE, "--speed", "4"]
    assert main([*odd, "-o", str(path)]) == 0
    with av.open(path) as film:
        stream = film.streams.video[0]
        frames = [frame.to_ndarray(format="rgb24") for frame in film.decode(stream)]
        assert stream.codec_context.name == "h264"
        assert (stream.pix_fmt, stream.average_rate) == ("yuv420p", Fraction(5, 2))
        assert (stream.width, stream.height) == (402, 226)
    state = first_state(mazur())
    beats = derived.beats(state)
    new = [derived.new_lines(go_to(state, 0, index, 1.0)) for index in range(len(beats))]
    stretches = [schedule.of_beat(*each, 4.0) for each in zip(beats, new, strict=True)]
    assert len(frames) == round(2.5 * (1 + sum(each.motion + each.hold for each in stretches)))
    path = tmp_path / "still.png"
    assert main([*SMALL[:-1], "402x226", "-o", str(path)]) == 0
    still = np.asarray(Image.open(path).convert("RGB"), int)
    assert np.abs(frames[-1].astype(int) - still).mean() < 3


def test_a_run_ends_with_its_last_step_and_stands_long_enough(tmp_path: Path) -> None:
    path = tmp_path / "run.webp"
    asked = ["render", "xor-2-4-1", "--view", "loss", "--size", "300x200", "--film", "run"]
    assert main([*asked, "--step", "500", "--speed", "5", "-o", str(path)]) == 0
    frames = list(_decoded(path))
    assert frames[-1][1] >= 2000
    assert min(ms for _, ms in frames) >= 1000 * schedule.REST_SECONDS - 1
    assert len({frame.tobytes() for frame, _ in frames}) == len(frames)


def test_a_descent_moves_the_ball_from_step_to_step(tmp_path: Path) -> None:
    path = tmp_path / "descent.gif"
    asked = ["render", "mazur-2-2-2", "--view", "slice", "--size", "300x200", "--film", "descent"]
    assert main([*asked, "--ball-steps", "2", *SPARSE, "-o", str(path)]) == 0
    times = [ms for _, ms in _decoded(path)]
    assert sum(times) == round(1000 * (1.5 + 2 * (schedule.BALL_SECONDS + 1.5) + 1))


def test_several_views_stand_beside_each_other_below_what_is_told(tmp_path: Path) -> None:
    path = tmp_path / "step.webp"
    asked = ["render", "linear-neuron", "--view", "network+explanation", "--select", "w[1,0,0]"]
    wanted = [*asked, "--frames-per-second", "1", "--size", "600x300", "--narration"]
    assert main([*wanted, "-o", str(path)]) == 0
    frames = [pixels for pixels, _ in _decoded(path)]
    changes = np.any([after != before for before, after in pairwise(frames)], axis=(0, -1))
    told, network, explanation = changes[:24], changes[40:, :290], changes[40:, 310:]
    assert told.any()
    assert network.any()
    assert explanation.any()


def test_a_film_of_the_window_is_one_window_that_plays(tmp_path: Path) -> None:
    path, still = tmp_path / "window.webp", tmp_path / "window.png"
    asked = ["render", "linear-neuron", "--view", "window", "--size", "960x600"]
    assert main([*asked, "--frames-per-second", "1", "-o", str(path)]) == 0
    assert main([*asked, "-o", str(still)]) == 0
    *_, (last, _) = _decoded(path)
    assert (last == np.asarray(Image.open(still).convert("RGB"), int)).all()


@pytest.mark.parametrize("size", [(900.0, 400.0), (400.0, 900.0)])
def test_views_in_one_picture_fill_it_and_cover_no_other(size: tuple[float, float]) -> None:
    whole, gap = QRectF(0, 0, *size), 10.0
    for count in range(1, 5):
        rooms = rooms_of(count, *size, gap)
        assert len(rooms) == count
        assert all(whole.contains(room) for room in rooms)
        assert not any(one.intersects(other) for one, other in combinations(rooms, 2))
        assert sum(each.width() * each.height() for each in rooms) > 0.95 * size[0] * size[1]


def test_one_step_at_the_size_of_a_screen_is_small(tmp_path: Path) -> None:
    path = tmp_path / "step.gif"
    assert main([*SMALL[:-1], "1280x720", "--frames-per-second", "1", "-o", str(path)]) == 0
    # a frame that moves and one that stands a beat; of 25 the others are smaller, about 2 kB each
    assert path.stat().st_size < 300_000


def test_what_is_rounded_away_of_a_frame_is_not_lost_to_the_film() -> None:
    third = [1 / 3] * 300
    assert sum(ticks_of(third, 100)) == 10_000
    assert set(ticks_of(third, 100)) == {33, 34}
    assert ticks_of([0.001, 0.001, 0.0], 100) == [0, 0, 1]


def test_what_no_film_can_be_is_said_in_one_line(capsys: Capture, tmp_path: Path) -> None:
    for asked, words in {
        ("x.png", "--speed", "2"): ("--speed", ".gif"),
        ("x.gif", "--beat", "2"): ("--beat",),
        ("x.gif", "--film", "run"): ("--step",),
        ("x.gif", "--frames-per-second", "60"): (".gif", "50 frames"),
        ("x.webp", "--pause", "-1"): ("--pause", "0 to 60"),
        ("x.gif", "--size", "20x20"): ("20x20",),
        ("x.gif", "--ball-steps", "2"): ("--film descent",),
        ("x.gif", "--narration", "--film", "descent"): ("--narration",),
        ("x.png", "--view", "network+loss"): ("several views", ".gif"),
        ("x.gif", "--view", "network+sunset"): ("'sunset'", "regions"),
        ("x.gif", "--view", "loss+network+loss"): ("loss+network+loss",),
    }.items():
        name, *options = asked
        given = [*SMALL[:4], *options, "-o", str(tmp_path / name)]
        assert main(given) == 2, asked
        assert_one_complaint(capsys, *words)
    assert not list(tmp_path.iterdir())


def test_a_missing_package_is_named_with_what_installs_it(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, tmp_path: Path
) -> None:
    there = importlib.util.find_spec
    monkeypatch.setattr(
        "gui.export.film.formats.find_spec", lambda name: None if name == "av" else there(name)
    )
    assert main([*SMALL, "-o", str(tmp_path / "step.mp4")]) == 2
    assert_one_complaint(capsys, "package av", "pip install av")


def test_commands_know_the_kinds_of_film() -> None:
    assert tuple(kind.value for kind in FilmKind) == arguments.FILM_KINDS
    assert MOST_VIEWS == arguments.MOST_VIEWS
    assert tuple(FILM_FORMATS) == FILMS
