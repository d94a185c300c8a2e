"""The picture of the inputs: what is painted, read and said is what the network computes."""

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.activations import ACTIVATIONS
from engine.backprop import predict
from engine.data.dataset import Dataset, Generated, split
from engine.data.generators import generate
from engine.experiment import Experiment, Training
from engine.frozen import Array, freeze
from engine.losses import LOSSES
from engine.network import LayerPlan, NetworkPlan, of_layers
from engine.text.numbers import DASH, short
from gui.draw.outlines import Outline
from gui.look.theme import THEMES, blend
from gui.plots.chart import Chart, Note
from gui.plots.cloud import Cloud, Look
from gui.plots.ground import pixels
from gui.plots.notes_view import NotesView
from gui.plots.paint_ground import paint_cloud
from gui.plots.plot import Plot
from gui.regions.colouring import STRONGEST
from gui.regions.curve_chart import curve_chart
from gui.regions.field import FINEST, Field, FieldMaker
from gui.regions.readings import said_of_sample
from gui.regions.regions_chart import regions_chart
from gui.regions.regions_view import RegionsView
from gui.regions.subject import subject_of
from gui.state.experiment import editing
from gui.state.inputs import actions as inputs_actions
from gui.state.inputs import derived as inputs_derived
from gui.state.refusal import Refused
from gui.state.regions import actions as regions_actions
from gui.state.regions import derived as regions_derived
from gui.state.run import actions, derived
from gui.state.state import State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from tests.gui.drawn_texts import drawn_texts
from tests.networks import mazur, random_experiment
from tests.passing import let_events_happen
from tests.windows import opened as window_opened


def generated(name: str, layers: tuple[LayerPlan, ...], loss: str, noise: float) -> Experiment:
    x, y = generate(name, 120, noise, 0)
    data = split(x, y, 0.25, 0, Generated(name, 120, noise, 0, 0.25))
    network = NetworkPlan(x.shape[1], layers)
    return Experiment(name, network, LOSSES[loss], data, Training(0.5, batch_size=None))


def moons() -> Experiment:
    layers = LayerPlan(6, ACTIVATIONS["tanh"]), LayerPlan(1, ACTIVATIONS["sigmoid"])
    return generated("moons", layers, "binary_cross_entropy", 0.2)


def rings() -> Experiment:
    layers = LayerPlan(6, ACTIVATIONS["tanh"]), LayerPlan(3, ACTIVATIONS["softmax"])
    return generated("rings", layers, "cross_entropy", 0.05)


def sine() -> Experiment:
    layers = LayerPlan(6, ACTIVATIONS["tanh"]), LayerPlan(1, ACTIVATIONS["identity"])
    return generated("sine", layers, "half_squared_error", 0.1)


def neuron(weights: tuple[float, float], bias: float) -> Experiment:
    """Return a single sigmoid neuron, whose regions a straight line parts."""
    x = freeze([[0.0, 0.0], [1.0, 1.0], [-1.0, 2.0], [2.0, -1.0]])
    return Experiment(
        "one neuron",
        NetworkPlan(2, (LayerPlan(1, ACTIVATIONS["sigmoid"]),)),
        LOSSES["binary_cross_entropy"],
        Dataset(x, freeze([[0.0], [1.0], [0.0], [1.0]])),
        given=of_layers([freeze([weights])], [freeze([bias])]),
    )


def field_of(state: State, side: int = FINEST) -> Field:
    network, plane = derived.experiment(state).network, inputs_derived.input_plane(state)
    before, limits = regions_derived.parameters(state), inputs_derived.limits(state)
    return FieldMaker(side).field(network, before, plane, limits)


def chart_of(state: State) -> Chart:
    is_line = inputs_derived.input_plane(state).axes == 1
    chart = curve_chart if is_line else regions_chart
    return chart(state, field_of(state), regions_derived.sets(state))


def outputs(state: State, x: Array) -> Array:
    return predict(derived.experiment(state).network, derived.trace(state).before, x)


def said(notes: tuple[Note, ...]) -> str:
    return " | ".join(note.text for note in notes)


@pytest.fixture
def store(qapp: object) -> Store:
    return Store(actions.train(first_state(moons()), 60))


@pytest.fixture
def view(store: Store, qtbot: QtBot) -> RegionsView:
    return opened(store, qtbot)


def opened(store: Store, qtbot: QtBot) -> RegionsView:
    made = RegionsView(store)
    qtbot.addWidget(made)
    made.resize(520, 520)
    made.show()
    made.make_ready()
    let_events_happen()
    made.make_ready()
    return made


def plot_of(view: RegionsView) -> Plot:
    plot = view.picture.plot
    assert plot is not None
    return plot


def painted(view: RegionsView) -> QImage:
    image: QImage = plot_of(view).grab().toImage()
    return image


def dot(view: RegionsView, sample: int) -> QPoint:
    standing = regions_derived.standing(view.picture._store.state)
    return plot_of(view).place_of(float(standing.xs[sample]), float(standing.ys[sample]))


def point_at(view: RegionsView, place: QPoint) -> None:
    at, none = QPointF(place), Qt.MouseButton.NoButton
    moved = QMouseEvent(
        QMouseEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(plot_of(view).viewport(), moved)


def test_no_words_stand_below_what_is_read(view: RegionsView, store: Store) -> None:
    sample = inputs_derived.followed(store.state)
    said = said_of_sample(store.state, subject_of(store.state), sample)

    def times() -> int:
        scene = plot_of(view).scene()
        return [each.text for each in drawn_texts(scene.render, 520, 520)].count(said)

    assert times() == 1  # beside its cross
    point_at(view, dot(view, sample))
    assert plot_of(view).overlay.value.text().startswith(said)
    assert times() == 0  # but there
    point_at(view, QPoint(1, 1))
    assert times() == 1


@pytest.mark.parametrize(
    ("weights", "bias"), [((1.0, 1.0), -0.7), ((-2.0, 0.5), 0.3), ((0.01, 3.0), -1.0)]
)
def test_the_line_of_one_neuron_is_where_its_sum_is_zero(
    weights: tuple[float, float], bias: float
) -> None:
    state = first_state(neuron(weights, bias))
    (line,) = chart_of(state).curves
    assert len(line.xs) > FINEST // 2
    off = (weights[0] * line.xs + weights[1] * line.ys + bias) / np.hypot(*weights)
    assert np.abs(off).max() < 2e-3  # of a picture that is 3 wide


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_ground_is_painted_as_the_network_says(
    theme: str, view: RegionsView, store: Store
) -> None:
    """Every place that nothing else covers has the colour of the output there."""
    store.apply(view_actions.set_theme, theme)
    view.make_ready()
    image, colours, plot = painted(view), THEMES[theme], plot_of(view)
    (left, right), (low, high) = plot.getViewBox().viewRange()
    samples = regions_derived.all_inputs(moons().data).shape[0]
    dots = [dot(view, sample) for sample in range(samples)]
    label = QRect(0, 0, 260, 70)  # with the cross hair
    label.moveCenter(dots[0] - QPoint(0, 20))
    compared = 0
    for x in np.linspace(left, right, 23)[1:-1]:
        for y in np.linspace(low, high, 23)[1:-1]:
            at = plot.place_of(float(x), float(y))
            share = float(outputs(store.state, np.array([[x, y]]))[0, 0])
            is_covered = plot.childAt(at) is not plot.viewport() or label.contains(at)
            if is_covered or min((at - each).manhattanLength() for each in dots) < 20:
                continue
            if abs(share - 0.5) < 0.1:  # near the line
                continue
            ink = colours.ink("class-1" if share > 0.5 else "class-0")
            wanted = QColor(blend(ink, colours.card, STRONGEST * abs(2 * share - 1)))
            seen = image.pixelColor(at * image.devicePixelRatio())
            apart = [seen.red() - wanted.red(), seen.green() - wanted.green()]
            assert max(map(abs, [*apart, seen.blue() - wanted.blue()])) <= 8, (x, y, share)
            compared += 1
    assert compared > 150


def test_what_is_wrong_is_ringed_and_counted(view: RegionsView, store: Store) -> None:
    state, data = store.state, moons().data
    wrong = [
        (outputs(state, x)[:, 0] > 0.5) != (y[:, 0] > 0.5)
        for x, y in ((data.inputs, data.targets), (data.test_inputs, data.test_targets))
    ]
    assert wrong[0].any()
    percent = [short(100 - 100 * np.count_nonzero(each) / len(each)) for each in wrong]
    assert f"train {percent[0]} % · test {percent[1]} %" in said(chart_of(state).notes)
    (rings,) = (each for each in chart_of(state).clouds if each.look is Look.RING)
    x = np.concatenate([data.inputs, data.test_inputs])[np.concatenate(wrong)]
    np.testing.assert_array_equal(rings.places, x)
    image, red = painted(view), QColor(THEMES["light"].loss)
    for sample in np.flatnonzero(np.concatenate(wrong)):
        assert _near(image, dot(view, int(sample)), red, 11)
    right = next(int(s) for s in np.flatnonzero(~wrong[0]) if _is_alone(view, int(s), 26))
    assert not _near(image, dot(view, right), red, 11)


def _near(image: QImage, at: QPoint, colour: QColor, within: int) -> bool:
    ratio = image.devicePixelRatio()
    for dx in range(-within, within + 1):
        for dy in range(-within, within + 1):
            seen = image.pixelColor((at + QPoint(dx, dy)) * ratio)
            apart = [seen.red() - colour.red(), seen.green() - colour.green()]
            if max(map(abs, [*apart, seen.blue() - colour.blue()])) < 24:
                return True
    return False


def _is_alone(view: RegionsView, sample: int, within: int) -> bool:
    at, samples = dot(view, sample), len(regions_derived.standing(view.picture._store.state).xs)
    others = (dot(view, other) for other in range(samples) if other != sample)
    return min((at - other).manhattanLength() for other in others) > within


def test_of_many_samples_results_come_in_pieces_and_nothing_stale_stays(
    view: RegionsView, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> str:
        notes = [each.text() for each in view.picture.findChildren(NotesView)]
        return next(text for text in notes if "train" in text and "%" in text)

    def ringed() -> int:
        drawn = view.picture._drawn_chart
        assert drawn is not None
        return sum(len(each.xs) for each in drawn.clouds if each.look is Look.RING)

    monkeypatch.setattr("engine.results.evaluation._PIECE_NUMBERS", 12)  # 2 samples of 6 numbers
    store.apply(actions.train, 1)
    assert DASH in told()
    assert ringed() == 0
    qtbot.waitUntil(lambda: DASH not in told())
    assert ringed() == len(regions_derived.wrong(regions_derived.sets(store.state))) > 0
    store.apply(actions.start_training)
    store.apply(actions.train, 1)
    view.picture._refresh()
    assert DASH not in told(), "while training, those of a step before are told"


def test_training_and_test_samples_look_different(view: RegionsView) -> None:
    image, theme = painted(view), THEMES["light"]
    trained = next(s for s in range(1, 90) if _is_alone(view, s, 16))
    tested = next(s for s in range(90, 120) if _is_alone(view, s, 16))
    ratio = image.devicePixelRatio()
    filled, hollow = (image.pixelColor(dot(view, each) * ratio) for each in (trained, tested))
    kind = int(moons().data.targets[trained, 0])
    assert filled == QColor(theme.ink(f"class-{kind}"))
    assert hollow == QColor(theme.card)


@pytest.mark.parametrize("stamp_from", [1.0, 100.0], ids=["copied", "drawn"])
def test_classes_differ_in_form_as_well_as_in_colour(stamp_from: float, view: RegionsView) -> None:
    theme, one = THEMES["light"], np.zeros(1)
    clouds = chart_of(view.picture._store.state).clouds
    assert [note.sign for note in chart_of(view.picture._store.state).legend[:2]] == ["●", "■"]
    assert clouds[-2].outlines == (Outline.CIRCLE, Outline.SQUARE)
    corner, tip, side = QPoint(66, 66), QPoint(50, 27), QPoint(70, 50)
    inked: dict[Outline, set[QPoint]] = {
        Outline.CIRCLE: set(),
        Outline.SQUARE: {corner},
        Outline.TRIANGLE: {tip},
        Outline.DIAMOND: {tip, side},
    }
    for outline, expected in inked.items():
        image = QImage(100, 100, QImage.Format.Format_RGB32)
        image.fill(QColor(theme.card))
        painter = QPainter(image)
        cloud = Cloud(one, one, ("positive",), one.astype(int), radius=20, outlines=(outline,))
        paint_cloud(painter, cloud, lambda x, y: QPointF(50, 50), theme, stamp_from)
        painter.end()
        for place in (corner, tip, side):
            seen = image.pixelColor(place) == QColor(theme.positive)
            assert seen is (place in expected), (outline, place)


def test_a_click_and_the_arrow_keys_follow_a_sample(
    view: RegionsView, store: Store, qtbot: QtBot
) -> None:
    plot, before = plot_of(view), store.state.cursor
    for sample in (next(s for s in range(1, 90) if _is_alone(view, s, 20)), 95):
        qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=dot(view, sample))
        assert inputs_derived.followed(store.state) == sample
        letter = short(float(regions_derived.outputs_of(store.state, sample)[0]))
        assert any(letter in label.text for label in chart_of(store.state).labels)
    plot.setFocus()
    for key, wanted in (
        (Qt.Key.Key_Right, 96),
        (Qt.Key.Key_Left, 95),
        (Qt.Key.Key_End, 119),
        (Qt.Key.Key_Down, 0),
        (Qt.Key.Key_Up, 119),
        (Qt.Key.Key_Home, 0),
    ):
        qtbot.keyClick(plot, key)
        assert inputs_derived.followed(store.state) == wanted
    assert store.state.cursor == before, "these are not the keys that move the beats"


def test_what_is_read_under_the_pointer_is_computed_there(view: RegionsView, store: Store) -> None:
    plot = plot_of(view)
    sample = next(s for s in range(1, 90) if _is_alone(view, s, 20))
    point_at(view, dot(view, sample))
    value = short(float(outputs(store.state, moons().data.inputs)[sample, 0]))
    assert plot.overlay.value.text() == f"sample {sample + 1}: ŷ₁ = {value}"
    (left, _), (low, _) = plot.getViewBox().viewRange()
    point_at(view, plot.place_of(left + 0.2, low + 0.2))
    first, second, output = (
        float(part.split("=")[1].replace("\N{MINUS SIGN}", "-"))
        for part in plot.overlay.value.text().replace(":", ",").split(",")
    )
    assert outputs(store.state, np.array([[first, second]]))[0, 0] == pytest.approx(
        output, rel=1e-3
    )


def test_axes_stay_while_it_trains_and_clouds_are_kept(view: RegionsView, store: Store) -> None:
    seen = plot_of(view).getViewBox().viewRange()
    before = chart_of(store.state).clouds[0]
    store.apply(actions.start_training)
    for _ in range(5):
        store.apply(actions.train, 20)
        view.picture._refresh()
    store.apply(actions.pause)
    assert plot_of(view).getViewBox().viewRange() == seen
    assert chart_of(store.state).clouds[0] is before


def test_the_axes_do_not_go_to_and_fro(qtbot: QtBot) -> None:
    """The width of the numbers decides what is seen, and what is seen decides the numbers."""
    layers = LayerPlan(6, ACTIVATIONS["tanh"]), LayerPlan(1, ACTIVATIONS["sigmoid"])
    spirals = generated("spirals", layers, "binary_cross_entropy", 0.02)
    view = opened(Store(first_state(spirals)), qtbot)
    drawn: list[tuple[int, int]] = []
    view.picture.refreshed.connect(lambda: drawn.append((view.width(), view.height())))
    for size in ((394, 404), (400, 416), (406, 428), (412, 440)):
        view.resize(*size)
        for _ in range(8):
            let_events_happen()
        drawn.clear()
        for _ in range(4):
            let_events_happen()
        assert drawn == []


def test_where_several_outputs_are_compared_the_lines_are_where_the_largest_changes() -> None:
    state = actions.train(first_state(rings()), 200)
    chart = chart_of(state)
    (line,) = chart.curves
    there = np.isfinite(line.ys)
    at = outputs(state, np.column_stack([line.xs, line.ys])[there])
    first, second = np.sort(at, axis=1)[:, [-1, -2]].T
    assert there.sum() > 50
    assert (first - second).max() < 0.02
    assert chart.ground is not None
    field = field_of(state)
    inside = outputs(state, field.grid.x).argmax(axis=1)
    np.testing.assert_array_equal(chart.ground.ink.ravel(), inside)
    assert [note.text for note in chart.legend[:3]] == ["y₁", "y₂", "y₃"]
    assert [note.sign_ink for note in chart.legend[:3]] == list(chart.ground.inks)


def test_one_of_the_classes_can_be_shown_alone() -> None:
    state = actions.train(first_state(rings()), 200)
    state = regions_actions.show_output(state, 1)
    chart, field = chart_of(state), field_of(state)
    assert chart.ground is not None
    assert chart.ground.inks == ("class-1",)
    value = outputs(state, field.grid.x)[:, 1]
    np.testing.assert_allclose(chart.ground.amount.ravel(), STRONGEST * value, atol=1e-5)
    line = chart.curves[0]
    there = np.isfinite(line.ys)
    at = outputs(state, np.column_stack([line.xs, line.ys])[there])
    np.testing.assert_allclose(at[:, 1], 0.5, atol=0.02)
    assert "ŷ₂ = 0.5" in said(chart.legend)
    assert chart_of(regions_actions.set_coloured(state, False)).ground is None


def test_more_inputs_are_cut_through_the_sample_that_is_followed() -> None:
    state = first_state(random_experiment(3, (4, 5, 1), samples=6))
    state = inputs_actions.choose_input(state, 0, 3)
    state = view_actions.follow_in_sets(state, 4)
    chart, field = chart_of(state), field_of(state, 16)
    assert "slice through sample 5: the other inputs stay as there" in said(chart.notes)
    sample = derived.experiment(state).data.inputs[4].copy()
    first, second = inputs_derived.pair(state)
    assert (chart.x_axis.name, chart.y_axis.name) == (f"x{'₁₂₃₄'[first]}", f"x{'₁₂₃₄'[second]}")
    for row, column in ((0, 0), (3, 11), (15, 7)):
        sample[[first, second]] = field.grid.along(0)[column], field.grid.along(1)[row]
        wanted = outputs(state, sample[None])[0]
        np.testing.assert_allclose(field.outputs[:, row, column], wanted, rtol=1e-5)
    state = inputs_actions.show_components(state, True)
    x = derived.experiment(state).data.inputs
    lengths = np.linalg.svd(x - x.mean(axis=0), compute_uv=False) ** 2
    parts = 100 * lengths / lengths.sum()
    chart = chart_of(state)
    assert f"{short(float(parts[:2].sum()), 3)} % of the variance" in said(chart.notes)
    names = [f"principal component {n} ({short(float(parts[n - 1]), 3)} %)" for n in (1, 2)]
    assert [chart.x_axis.name, chart.y_axis.name] == names


def test_the_axes_are_chosen_from_lists_that_the_keyboard_opens(qtbot: QtBot) -> None:
    store = Store(first_state(random_experiment(3, (4, 5, 3), output="softmax", samples=6)))
    view = opened(store, qtbot)
    across, up = view.axes
    assert across.isVisible()
    assert not up.isVisible(), "both are the components"
    qtbot.keyClick(across, Qt.Key.Key_Down)
    assert inputs_derived.pair(store.state)[0] == 0
    assert up.isVisible()
    qtbot.keyClick(up, Qt.Key.Key_End)
    assert inputs_derived.pair(store.state) == (0, 3)
    qtbot.keyClick(across, Qt.Key.Key_Home)
    assert store.state.inputs.components
    qtbot.keyClick(view.output, Qt.Key.Key_End)
    assert regions_derived.shown_output(store.state) == 2


def test_the_menu_has_what_the_panel_offers(qtbot: QtBot) -> None:
    window = window_opened(qtbot, 1440, 900)
    store, menu = window.store, window.menu.regions
    store.apply(editing.open_experiment, rings(), "rings")
    store.apply(actions.train, 30)
    outputs = []
    for _ in range(4):
        menu.next_output.trigger()
        outputs.append(regions_derived.shown_output(store.state))
    assert outputs == [0, 1, 2, None]
    menu.coloured.trigger()
    assert not store.state.regions.coloured
    assert not menu.coloured.isChecked()
    wrong = regions_derived.wrong(regions_derived.sets(store.state)).tolist()
    assert len(wrong) > 2
    store.apply(view_actions.follow_in_sets, wrong[0])
    for sample in (*wrong[1:], wrong[0]):
        menu.next_wrong.trigger()
        assert inputs_derived.followed(store.state) == sample
    assert {action.shortcut().toString() for action in (menu.coloured, menu.next_output)} == {
        "R",
        "O",
    }


def test_one_input_gives_the_fitted_curve_beside_the_true_one(qtbot: QtBot) -> None:
    store = Store(actions.train(first_state(sine()), 50))
    chart = chart_of(store.state)
    error, true, fitted = chart.curves
    np.testing.assert_allclose(fitted.ys, outputs(store.state, fitted.xs[:, None])[:, 0], atol=1e-5)
    np.testing.assert_allclose(true.ys, np.sin(np.pi * true.xs))
    data = sine().data
    assert error.ys[0] == data.targets[0, 0]
    assert error.ys[1] == pytest.approx(outputs(store.state, data.inputs[:1])[0, 0])
    low, high = chart.y_axis.low, chart.y_axis.high
    assert low < data.targets.min() < data.targets.max() < high
    view = opened(store, qtbot)
    assert view.windowTitle() == "Fitted curve"
    assert view.picture.coloured.isHidden()
    store.apply(actions.train, 300)
    assert chart_of(store.state).y_axis == chart.y_axis, "it does not jump"
    costs = [
        float(((outputs(store.state, x) - y) ** 2).sum(axis=1).mean() / 2)
        for x, y in ((data.inputs, data.targets), (data.test_inputs, data.test_targets))
    ]
    train, test = map(short, costs)
    assert said(chart_of(store.state).notes) == f"train C = {train} · test C = {test}"


def test_a_value_over_two_inputs_has_named_lines() -> None:
    x = np.random.default_rng(0).uniform(-1, 1, (40, 2))
    data = Dataset(freeze(x), freeze(3 * x[:, :1] + x[:, 1:]))
    plan = NetworkPlan(2, (LayerPlan(1, ACTIVATIONS["identity"]),))
    exact = of_layers([freeze([[3.0, 1.0]])], [freeze([0.0])])
    state = first_state(Experiment("plane", plan, LOSSES["half_squared_error"], data, given=exact))
    chart = chart_of(state)
    names = [label.text.replace("\N{MINUS SIGN}", "-") for label in chart.labels[:-1]]
    assert len(names) > 4
    for name, line in zip(names, chart.curves, strict=True):
        there = np.isfinite(line.ys)
        np.testing.assert_allclose(3 * line.xs[there] + line.ys[there], float(name), atol=1e-4)
    assert "the stronger, the higher ŷ₁" in said(chart.legend)


def test_what_no_picture_can_show_is_said(qtbot: QtBot) -> None:
    far = replace(
        mazur(), data=Dataset(freeze([[1e32, 0.0], [0.0, 1.0]]), freeze([[0.0, 1.0]] * 2))
    )
    state = first_state(far)
    assert "too large" in said(regions_chart(state, None, ()).notes)
    view = opened(Store(state), qtbot)
    point_at(view, plot_of(view).rect().center())
    assert not plot_of(view).overlay.value.isVisible()
    grown = of_layers([freeze(np.full((2, 2), 1e200))] * 2, [freeze([0.0, 0.0])] * 2)
    chart = chart_of(first_state(replace(mazur(), given=grown)))
    assert chart.ground is not None
    assert (pixels(chart.ground, THEMES["light"]) >= 0xFF000000).all()


def test_what_there_is_not_cannot_be_shown() -> None:
    with pytest.raises(Refused, match=r"refused\.no-output number=4"):
        regions_actions.show_output(first_state(rings()), 3)
