"""What is hidden is read strictly from an experiment's file, and written back as it was."""

import json

import pytest
from msgspec.structs import replace

from engine.hidden import CONTROLS, PANELS, still_there
from engine.text.file.document import BadExperiment, parse_experiment, write_experiment
from gui.views import PANELS as VIEWS
from tests.networks import mazur

NAMES = ("dw", "delta", "dw[2,0,0]", "C", "panel:tree", "control:learning_rate")


def _file(hidden: object) -> bytes:
    plain = json.loads(write_experiment(mazur()))
    plain["hidden"] = hidden
    return json.dumps(plain).encode()


def test_every_kind_of_name_comes_back() -> None:
    experiment = parse_experiment(_file(list(NAMES)))
    assert experiment.hidden == NAMES
    again = write_experiment(experiment)
    assert json.loads(again)["hidden"] == list(NAMES)
    assert parse_experiment(again).hidden == NAMES


def test_a_file_that_hides_nothing_has_no_key_for_it() -> None:
    assert "hidden" not in json.loads(write_experiment(mazur()))
    assert "hidden" not in json.loads(write_experiment(parse_experiment(_file([]))))


@pytest.mark.parametrize(
    ("hidden", "place", "key"),
    [
        (["delta", "panel:forest"], "hidden[1]", "file.unknown-name"),
        (["control:"], "hidden[0]", "file.unknown-name"),
        (["gradients"], "hidden[0]", "address.none"),
        (["dw[2,0]"], "hidden[0]", "address.indices"),
        (["dw[2,5,0]"], "hidden[0]", "file.outside-network"),
        (["dw", "C", "dw"], "hidden[2]", "file.hidden-twice"),
        ("dw", "hidden", "file.other-type"),
        ([1], "hidden[0]", "file.other-type"),
    ],
)
def test_what_cannot_be_hidden_is_refused_with_its_place(
    hidden: object, place: str, key: str
) -> None:
    with pytest.raises(BadExperiment) as error:
        parse_experiment(_file(hidden))
    assert (error.value.fault.place, error.value.fault.key) == (place, key)


def test_numbers_of_another_network_are_left_out() -> None:
    shape = replace(mazur().network.shape, sizes=(2, 2, 1))
    assert still_there(("dw[2,1,0]", "dw[2,0,0]", "dw", "panel:tree"), shape) == (
        *("dw[2,0,0]", "dw", "panel:tree"),
    )


def test_the_panels_are_those_of_the_window() -> None:
    assert tuple(each.key for each in VIEWS) == PANELS
    assert len(set(CONTROLS)) == len(CONTROLS)
