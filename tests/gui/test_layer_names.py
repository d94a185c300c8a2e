"""The names of the layers stand beside their bars, in the window too."""

from pytestqt.qtbot import QtBot

from gui.disk import files
from gui.state.experiment import editing
from gui.state.run import actions
from tests.passing import let_events_happen
from tests.windows import opened


def test_the_layers_are_named_beside_their_bars_in_the_arrangement_for_training(
    qtbot: QtBot,
) -> None:
    window = opened(qtbot, 1440, 900)
    experiment = files.read(files.resolve("xor-2-4-1"))
    window.store.apply(editing.open_experiment, experiment, "xor-2-4-1")
    window.menu.arrangements["training"].trigger()
    let_events_happen()
    window.desk.panels["gradients"].raise_()  # where there is little room, it is behind others
    let_events_happen()
    window.make_ready_for_picture()
    window.store.apply(actions.train, 20)
    let_events_happen()
    view = window.desk.view("gradients")
    picture = view.grab().toImage()
    paper = picture.pixelColor(2, picture.height() - 2)
    strip = range(picture.height() // 8, picture.height())
    inked = {y for y in strip for x in range(30) if picture.pixelColor(x, y) != paper}
    assert len(inked) >= 14  # two names of 11 px, whose letters rise at least 7
