"""A figure opens again at the moment it shows, and what is no such figure is told in a sentence."""

import json
import re
import struct
import xml.etree.ElementTree as ElementTree
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from engine.activations import ACTIVATIONS
from engine.experiment import Experiment, Mistake
from engine.fault import Faulty
from engine.network import LayerPlan, NetworkPlan
from engine.written.quantity import parse
from gui.disk import files, recent
from gui.disk.lessons import bundled_lesson
from gui.export.carried import in_pptx
from gui.export.carried.bounds import MOST_BYTES
from gui.export.carried.figure_file import extract, open_figure
from gui.export.carried.moment import FigureMoment, TooLarge, moment_text, read_moment
from gui.export.choice import last_choice
from gui.export.figure import file_of
from gui.export.request import PRESETS, FigureRequest, of_pixels
from gui.state.choices import NeuronContent, WeightLabels
from gui.state.experiment import conventions, editing
from gui.state.lesson import actions as lesson_actions
from gui.state.run import actions, kept
from gui.state.state import State, first_state
from gui.state.view import actions as view_actions
from gui.window.export_dialog import ExportDialog
from gui.window.window import Window
from gui.words.faults import fault_sentence
from main import main
from tests.networks import random_experiment
from tests.windows import opened

Capture = pytest.CaptureFixture[str]
SMALL = of_pixels(400, 300)


def _worked_on(example: str = "xor-2-4-1") -> State:
    """A moment that no experiment's file could give: of a branch, with a mistake, looked at."""
    state = first_state(files.read(files.resolve(example)), example)
    state = kept.keep(actions.train(state, 40))
    state = editing.set_learning_rate(actions.go_to(state, 17, 3, 1.0), 0.125)
    state = conventions.set_mistake(actions.train(state, 11), Mistake.FORGOTTEN_SLOPE, True)
    state = actions.go_to(actions.train(state, 30), 33, 6, 1.0)
    state = view_actions.set_digits(view_actions.follow_in_sets(state, 2), 6)
    state = view_actions.set_notation(state, "L", False, False)
    state = view_actions.set_labels(state, WeightLabels.OF_NEURON)
    state = view_actions.set_neurons(view_actions.set_theme(state, "dark"), NeuronContent.MAPS)
    return view_actions.select(view_actions.set_log_loss(state, True), parse("w[2,0,1]"))


@pytest.fixture(scope="module")
def text(qapp: QApplication) -> bytes:
    request = FigureRequest("loss", SMALL)
    return moment_text(FigureMoment(_worked_on(), request, "en"))


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf", ".pptx"])
@pytest.mark.parametrize("view", ["network", "explanation", "loss"])
def test_a_figure_drawn_again_is_the_same_file(
    view: str, ending: str, qapp: QApplication, tmp_path: Path
) -> None:
    if ending == ".pptx":
        pytest.importorskip("pptx")
    path = tmp_path / f"figure{ending}"
    size = PRESETS["half"] if ending == ".svg" else SMALL
    state = _worked_on()
    path.write_bytes(file_of(state, FigureRequest(view, size, has_caption=True), ending))
    moment = open_figure(path)
    assert file_of(moment.state, moment.request, ending) == path.read_bytes()
    run, before = moment.state.document.run, state.document.run
    assert run.steps == before.steps
    for step in (0, 16, 17, 28, 33, run.steps):
        assert run.parameters(step).flat.tobytes() == before.parameters(step).flat.tobytes()
        assert run.settings(step).training == before.settings(step).training
    assert run.advance(3) == before.advance(3) == 3
    assert run.parameters(run.steps).flat.tobytes() == before.parameters(run.steps).flat.tobytes()


def test_what_a_figure_carries_is_where_other_programs_look_for_such_things(
    qapp: QApplication, tmp_path: Path
) -> None:
    state = first_state(replace(files.read(files.resolve("linear-neuron")), title="3 < 4 & 数"))
    texts = set()
    for ending in (".png", ".svg", ".pdf"):
        path = tmp_path / f"figure{ending}"
        path.write_bytes(file_of(state, FigureRequest("table", SMALL), ending))
        texts.add(extract(path))
    (carried,) = filter(None, texts)
    assert json.loads(carried)["session"]["experiments"][0]["settings"]["title"] == "3 < 4 & 数"
    picture = QImage(str(tmp_path / "figure.png"))
    assert picture.text("Gradientscope") == carried.decode()
    assert picture.scaled(80, 60).save(str(tmp_path / "small.png"))  # as other programs keep it
    assert extract(tmp_path / "small.png") == carried
    element = ElementTree.parse(tmp_path / "figure.svg").find("{*}metadata/{*}figure")
    assert element is not None
    assert element.text == carried.decode()
    _check_places((tmp_path / "figure.pdf").read_bytes())


def _check_places(pdf: bytes) -> None:
    """Follow a PDF's tables from its end, as readers do, to each object that they tell of."""
    ends = re.findall(rb"startxref\s+(\d+)\s+%%EOF", pdf)
    tables = [int(ends[-1]), *map(int, re.findall(rb"/Prev (\d+)", pdf))]
    assert tables[1:] == [int(ends[0])]
    for table in tables:
        number = 0
        assert pdf[table : table + 4] == b"xref"
        for line in pdf[table + 5 : pdf.index(b"trailer", table)].splitlines():
            first, _, *used = line.split()
            if not used:
                number = int(first)
                continue
            if used == [b"n"]:
                assert pdf[int(first) :].startswith(b"%d 0 obj" % number), number
            number += 1


def test_slides_carry_it_in_a_part_of_their_own(text: bytes, tmp_path: Path) -> None:
    pptx = pytest.importorskip("pptx")
    out = BytesIO()
    pptx.Presentation().save(out)
    content = in_pptx.with_text(out.getvalue(), text)
    path = tmp_path / "slides.pptx"
    path.write_bytes(content)
    assert extract(path) == text
    again = pptx.Presentation(BytesIO(content))  # which reads every part by its relations
    again.save(path)
    assert extract(path) == text
    assert in_pptx.with_text(out.getvalue(), text) == content


def test_plain_leaves_no_trace(tmp_path: Path, capsys: Capture, qapp: QApplication) -> None:
    for ending in (".png", ".svg", ".pdf"):
        path = tmp_path / f"figure{ending}"
        asked = ["render", "linear-neuron", "--view", "loss", "--plain", "-o", str(path)]
        assert main(asked) == 0
        content = path.read_bytes().lower()
        assert b"gradientscope" not in content
        assert b"metadata>" not in content
        assert main(["trace", str(path)]) == 2
        assert capsys.readouterr().err == (
            f"gradientscope: {path}: this picture carries no experiment\n"
        )


def test_commands_take_a_figure_in_place_of_an_experiment(
    tmp_path: Path, capsys: Capture, qapp: QApplication
) -> None:
    first, again = tmp_path / "first.svg", tmp_path / "again.svg"
    asked = "--view network --step 3 --beat 5 --sample 2 --select w[1,0,1] --preset half"
    told = ["--scale", "1.5", "--lang", "pseudo", "--neurons", "gradients", "--theme", "dark"]
    assert main(["render", "xor-2-4-1", *asked.split(), *told, "-o", str(first)]) == 0
    assert main(["render", str(first), "-o", str(again)]) == 0
    assert again.read_bytes() == first.read_bytes()
    assert main(["render", str(first), "--beat", "2", "-o", str(again)]) == 0
    state, before = open_figure(again).state, open_figure(first).state
    assert (state.cursor.step, state.cursor.beat, state.view) == (3, 2, before.view)

    def printed(*argv: str) -> str:
        assert main(list(argv)) == 0
        return capsys.readouterr().out

    trained = json.loads(printed("train", "xor-2-4-1", "--steps", "3"))
    trace = json.loads(printed("trace", str(first)))
    assert [each["weights"] for each in trace["layers"]] == trained["parameters"]["weights"]
    matrices = ["--what", "matrices", "-o", str(tmp_path / "m.csv")]
    printed("tables", str(first), *matrices)
    of_figure = (tmp_path / "m.csv").read_text()
    printed("tables", "xor-2-4-1", "--step", "3", *matrices)
    assert (tmp_path / "m.csv").read_text() == of_figure
    assert "17 gradients" in printed("check", str(first))
    for command in (
        ("train", "--steps", "5"),
        ("code", "--to", "numpy"),
        ("sweep", "--over", "learning_rate=0.1,1", "--steps", "5"),
    ):
        one, other = (printed(command[0], each, *command[1:]) for each in ("xor-2-4-1", str(first)))
        assert one == other


def _drop(window: Window, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    where, copy, no = QPointF(9, 9), Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(where, copy, data, Qt.MouseButton.LeftButton, no))


def _exported(window: Window, path: Path, view: str = "") -> None:
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = window.findChildren(ExportDialog)
    if view:
        dialog.fields.view.setCurrentIndex(dialog.fields.view.findData(view))
    assert dialog.fields.reopens.isChecked()
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    (chooser,) = (each for each in dialog.findChildren(QFileDialog) if each.isVisible())
    chooser.fileSelected.emit(str(path))
    chooser.close()
    QCoreApplication.sendPostedEvents(None, 52)  # deferred deletions


def test_a_figure_dropped_on_the_window_brings_the_moment_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(qtbot, 1200, 800)
    store, path, again = window.store, tmp_path / "lecture.png", tmp_path / "again.png"
    for _ in range(3):
        QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_D)  # more digits
    store.apply(editing.set_learning_rate, 0.25)
    store.apply(view_actions.select, parse("w[2,0,0]"))
    _exported(window, path, "paths")
    was, choice = store.state, last_choice()

    store.apply(view_actions.set_digits, 3)
    store.apply(editing.open_experiment, random_experiment(1), "other")
    window.documents.saving.slices.finish()
    window.documents.open(files.resolve("xor-2-4-1"))
    window.room.bring("tree")
    assert window.desk.panels["paths"].visibleRegion().isEmpty()  # it stands behind the tree
    _drop(window, tmp_path / "lecture.png")
    state = store.state
    assert (state.cursor, state.selected, state.view) == (was.cursor, was.selected, was.view)
    assert state.document.run.trace(3).loss == was.document.run.trace(3).loss
    assert recent.recent_files()[0] == path
    assert not window.documents.is_unsaved
    assert window.documents.path is None or window.documents.path.suffix == ".json"
    assert last_choice() == choice
    assert not window.desk.panels["paths"].visibleRegion().isEmpty()
    _exported(window, again)
    assert again.read_bytes() == path.read_bytes()

    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"?" * 50)
    _drop(window, path)
    assert "damaged" in window.notice.text
    assert store.state.document is state.document
    assert path.name in window.notice.text


def test_a_table_comes_along_and_is_saved_where_there_is_none(qtbot: QtBot, tmp_path: Path) -> None:
    experiment, path = _of_table(tmp_path / "there", rows=30)
    figure = tmp_path / "figure.svg"
    figure.write_bytes(file_of(first_state(experiment), FigureRequest("table", SMALL), ".svg"))
    assert str(tmp_path) not in figure.read_text("utf-8")  # no folder of whoever made it
    path.unlink()
    data = open_figure(figure).state.document.experiment.data
    assert data.inputs.tobytes() == experiment.data.inputs.tobytes()
    window = opened(qtbot, 1024, 768)
    _drop(window, figure)
    saved = tmp_path / "saved.json"
    window.documents.saving.save(saved, lambda: None)
    window.documents.saving.slices.finish()
    assert files.read(saved).data.inputs.tobytes() == experiment.data.inputs.tobytes()


def test_a_table_that_is_too_large_is_looked_for_beside_the_figure(
    qapp: QApplication, tmp_path: Path
) -> None:
    experiment, path = _of_table(tmp_path, rows=25_001)
    figure = tmp_path / "figure.png"
    figure.write_bytes(file_of(first_state(experiment), FigureRequest("loss", SMALL), ".png"))
    assert figure.stat().st_size < 30_000
    data = open_figure(figure).state.document.experiment.data
    assert data.inputs.tobytes() == experiment.data.inputs.tobytes()
    whole = path.read_text("utf-8")
    path.write_text(whole.replace("7", "8", 1), "utf-8")
    with pytest.raises(Faulty) as told:
        open_figure(figure)
    assert "many.csv is not what it was" in fault_sentence(told.value.fault)
    path.unlink()
    with pytest.raises(Faulty) as told:
        open_figure(figure)
    assert "cannot be read beside it" in fault_sentence(told.value.fault)


def _of_table(folder: Path, rows: int) -> tuple[Experiment, Path]:
    folder.mkdir(exist_ok=True)
    path = folder / "many.csv"
    path.write_text("u,v\n" + "".join(f"{n % 97},{n % 7}\n" for n in range(rows)), "utf-8")
    told = json.loads(files.resolve("linear-neuron").read_text("utf-8"))
    told["network"] = {"inputs": 1, "layers": [{"neurons": 1, "activation": "identity"}]}
    told["data"] = {"kind": "csv", "path": path.name, "inputs": ["u"], "targets": ["v"]}
    told.pop("published", None)
    (folder / "table.json").write_text(json.dumps(told), "utf-8")
    return files.read(folder / "table.json"), path


def test_built_in_data_are_not_carried_but_named(qapp: QApplication) -> None:
    state = first_state(files.read(files.resolve("digits-64-32-10")))
    text = moment_text(FigureMoment(state, FigureRequest("network", SMALL), "en"))
    assert len(text) < 100_000
    data = read_moment(text, Path()).state.document.experiment.data
    assert data.inputs.tobytes() == state.document.experiment.data.inputs.tobytes()


def test_the_figure_of_a_card_carries_its_lesson_and_no_other_does(qapp: QApplication) -> None:
    lesson = bundled_lesson("07-one-neuron")
    state = lesson_actions.answer(lesson_actions.open_lesson(_worked_on(), lesson, 1), "0.7071")
    backs = [
        read_moment(moment_text(FigureMoment(state, FigureRequest(view, SMALL), "en")), Path())
        for view in ("lesson", "network")
    ]
    card, network = (each.state.lesson for each in backs)
    assert card is not None
    assert (card.at, [each.given for each in card.attempts]) == (1, ["0.7071"])
    assert card.owns(backs[0].state.document)
    assert network is None


def test_what_no_figure_can_carry_is_told_where_it_is_written() -> None:
    identity = ACTIVATIONS["identity"]
    huge = NetworkPlan(1500, (LayerPlan(1200, identity), LayerPlan(1, identity)))
    few = random_experiment(1)
    data = replace(few.data, inputs=np.zeros((1, 1500)), targets=np.zeros((1, 1)))
    state = first_state(replace(few, network=huge, data=data, given=None, published=()))
    with pytest.raises(TooLarge) as told:
        moment_text(FigureMoment(state, FigureRequest("loss", SMALL), "en"))
    assert "at most 16" in fault_sentence(told.value.fault)


_STATE = "session.state"


def _at(told: object, path: str) -> tuple[object, str | int]:
    steps = re.findall(r"\[\d+\]|[^.\[]+", path)
    keys = [int(step[1:-1]) if step[0] == "[" else step for step in steps]
    for key in keys[:-1]:
        told = told[key]  # type: ignore[index]
    return told, keys[-1]


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("format", "gradientscope-experiment", "is not gradientscope-figure"),
        ("version", 2, "a newer program wrote this file"),
        ("pieces", [], "belongs"),
        ("figure.request.view", "sunset", "does not fit"),
        ("figure.request.size.width", 1e9, "does not fit"),
        ("figure.request.size.most_height", "inf", "does not fit"),
        ("figure.request.text", "letters", "cannot stand here"),
        ("figure.language", "tlh", "does not fit"),
        (f"{_STATE}.document.name", "../.profile", "does not fit"),
        (f"{_STATE}.cursor.step", 10**12, "is none of the"),
        (f"{_STATE}.cursor.beat", -1, "does not fit"),
        (f"{_STATE}.cursor.part", "nan", "cannot stand here"),
        (f"{_STATE}.view.theme", "pink", "pink"),
        (f"{_STATE}.view.digits", 1000, "1000"),
        (f"{_STATE}.view.row", True, "cannot stand here"),
        (f"{_STATE}.selected", "w[9,0,0]", "w[9,0,0]"),
        (f"{_STATE}.selected", f"w[1,0,{'9' * 5000}]", "cannot stand here"),
        (f"{_STATE}.curve.steps", 10**9, "does not fit"),
        (f"{_STATE}.neuron.loss", "grief", "grief"),
        (f"{_STATE}.document.run", 7, "is the number of nothing"),
        ("session.experiments[0].settings.network.layers[0].activation", "sigmod", "'sigmod'"),
        ("session.experiments[2].mistakes", ["laziness"], "laziness"),
        ("session.data[0].source.kind", "pickle", "pickle"),
        ("session.runs[0].stride", 0, "do not fit together"),
        ("session.runs[0].states[0].shape[0]", 10**30, "does not fit its place"),
        ("session.runs[0].steps", 10**9, "do not fit together"),
    ],
)
def test_what_is_wrong_in_a_figure_is_said_with_its_place(
    text: bytes, place: str, value: object, said: str
) -> None:
    told = json.loads(text)
    parent, key = _at(told, place)
    parent[key] = value  # type: ignore[index]
    sentence = _refusal(told)
    assert said in sentence
    assert place.startswith(sentence.partition(": ")[0])


def test_keys_that_are_not_known_and_numbers_that_are_none_are_refused(text: bytes) -> None:
    for place in ("", "figure", "figure.request.size", _STATE, f"{_STATE}.view", "session.runs[0]"):
        told = json.loads(text)
        parent, key = _at({"figure of": told}, f"figure of.{place}".rstrip("."))
        parent[key]["colour"] = 1  # type: ignore[index]
        assert "'colour' is not known" in (sentence := _refusal(told))
        assert sentence.startswith(place)
    told = json.loads(text)
    told["pieces"] = {name: content[:-8] + "AAAAAAA=" for name, content in told["pieces"].items()}
    assert "damaged" in _refusal(told)


def _refusal(told: object) -> str:
    with pytest.raises(Faulty) as refused:
        read_moment(json.dumps(told).encode(), Path())
    return fault_sentence(refused.value.fault)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


_PNG = b"\x89PNG\r\n\x1a\n"
_BOMB = zlib.compress(b" " * (MOST_BYTES + 1), 9)
_TEXT = b"Gradientscope\0\0"
_DEEP = b"Gradientscope\0\0\0\0\0" + b'{"figure":' * 9999
_PDF = b"%%PDF-1.4\n<< /Type /Metadata /Length %d %s >>\nstream\n%s\nendstream"


def _zip(name: str, content: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", 8) as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.png", b"", "carries no experiment"),
        ("a.png", _PNG, "damaged"),
        ("a.png", _PNG + _chunk(b"IEND", b""), "carries no experiment"),
        ("a.png", _PNG + _chunk(b"zTXt", _TEXT + _BOMB), "too large"),
        ("a.png", _PNG + _chunk(b"zTXt", _TEXT + _BOMB[:50]), "damaged"),
        ("a.png", _PNG + _chunk(b"zTXt", _TEXT + b"no zlib"), "damaged"),
        ("a.png", _PNG + _chunk(b"zTXt", _TEXT + _BOMB)[:-1] + b"!", "damaged"),
        ("a.png", _PNG + b"\xff\xff\xff\xffzTXt" + _TEXT, "too large"),
        ("a.png", _PNG + _chunk(b"iTXt", _DEEP), "nested"),
        ("a.pdf", _PDF % (len(_BOMB), b"/Filter /FlateDecode", _BOMB), "too large"),
        ("a.pdf", _PDF % (10**9, b"", b"x"), "damaged"),
        ("a.pdf", b"%PDF-1.4\n%%EOF", "carries no experiment"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "carries no experiment"),
        ("a.svg", b"<svg><metadata>", "damaged"),
        ("a.svg", b"<!DOCTYPE s [<!ENTITY a 'lol'><!ENTITY b '&a;&a;'>]><s>&b;</s>", "entities"),
        ("a.svg", b"<?xml version='1.0' encoding='klingon'?><svg/>", "damaged"),
        ("a.svg", b"<s><figure xmlns='urn:gradientscope:figure'>{}</figure></s>", "'format'"),
        ("a.pptx", _zip("customXml/item1.xml", b" " * (MOST_BYTES + 1)), "too large"),
        ("a.pptx", _zip("customXml/item1.xml", b"x")[:-9], "damaged"),
        ("a.pptx", _zip("ppt/presentation.xml", b"<a/>"), "carries no experiment"),
        ("a.gif", b"GIF89a<", "carries no experiment"),
    ],
)
def test_a_file_that_is_no_such_figure_is_one_sentence(
    name: str, content: bytes, said: str, tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert main(["check", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"gradientscope: {path}: ")
    assert err.count("\n") == 1
    assert said in err
