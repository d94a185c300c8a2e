"""Every word a person reads comes from one room, and the room holds nothing but what is said."""

import ast
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path

import polib
import pytest

from engine.activations import ACTIVATIONS
from engine.checks import Verdict
from engine.curves.behaviour import BehaviourKind
from engine.data.generators import GENERATORS
from engine.data.logic import TRUTH
from engine.data.table_form import TableForm
from engine.exercise.judging import Worth
from engine.exercise.slips import SLIPS
from engine.experiment import Mistake
from engine.functions.loss import Targets
from engine.functions.named import Range
from engine.initializers import INITIALIZERS
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from engine.story.beats import Phase, Scene
from engine.story.formulas.substeps import substeps
from engine.text.speech import FUNCTIONS, LETTERS
from engine.written.expression import Symbol
from engine.written.quantity import Kind
from gui.data_tables import BUILTIN
from gui.menu.experiment_menu import SETTINGS
from gui.menu.keys import POINTS, PRESENTING, TABBED, WITH_WORDS, KeyGroup
from gui.presenting.choice import Stride
from gui.state.catalogue import ACTIONS
from gui.state.choices import NeuronContent, WeightLabels
from gui.table.draft import ColumnRole
from gui.words import catalog
from gui.words.catalog import PLACE, NoWords, entries, say, say_count, say_list
from gui.words.keys import part
from gui.words.po_file import forms_of, read_po
from gui.words.pseudo import CLOSE, OPEN, pseudo
from gui.words.tables import DELIMITERS, THOUSANDS
from tests.house import FILES, ROOT
from tests.readable import Use, readable, said_in

# Folders whose words still stand in the code; this list ends empty.
UNCONVERTED: tuple[str, ...] = ()

# Hold the words of argparse and of msgspec, as the names of what is said in their place, the
# names of fonts, and TikZ.
FOREIGN = (
    *sorted((ROOT / "gui" / "export" / "tex").glob("*.py")),
    ROOT / "gui" / "commands" / "argparse_words.py",
    ROOT / "engine" / "text" / "file" / "schema.py",
    ROOT / "gui" / "look" / "chinese.py",
)

UNDONE_AS = ["nothing", *sorted({each.undone_as for each in ACTIONS.values()} - {""})]

PLANES = ("whole", "sample", "components")
PARAMETERS = {
    parameter.key
    for each in (*ACTIVATIONS.values(), *OPTIMIZERS.values())
    for parameter in each.parameters
}

# Keys whose end is known at run time: before it, and every end there can be.
FAMILIES: dict[str, Iterable[str | Enum]] = {
    "activation.": ACTIVATIONS,
    "loss.": LOSSES,
    "optimizer.": OPTIMIZERS,
    "phase.": Phase,
    "phase-title.": Phase,
    "beat-title.": Scene,
    "beat.": [scene for scene in Scene if scene is not Scene.UPDATE],
    "optimizer-step.": OPTIMIZERS,
    "optimizer-step-of-batch.": OPTIMIZERS,
    "now.": Scene,
    "next.": Scene,
    "kind.": Kind,
    "check.": Verdict,
    "slip.": SLIPS,
    "worth.": [each for each in Worth if each not in (Worth.SLIP, Worth.UNREADABLE)],
    "mistake.": Mistake,
    "ball-moves.": [part(kind) for kind in BehaviourKind if kind is not BehaviourKind.TOO_SMALL],
    "ball-would.": [part(kind) for kind in BehaviourKind if kind is not BehaviourKind.TOO_SMALL],
    "ball-stands.": ["local", "flat", "lowest"],
    "ball-would-stand.": ["local", "flat", "lowest"],
    "fault.range-": Range,
    "fault.target-": [kind.name.lower() for kind in Targets if kind is not Targets.ANY],
    "refused.target-": [kind.name.lower() for kind in Targets if kind is not Targets.ANY],
    "remedy.targets-": [kind.name.lower() for kind in Targets if kind is not Targets.ANY],
    "handout-beat.": [scene for scene in Scene if scene is not Scene.INPUT],
    "checklist.": [verdict.value for verdict in Verdict],
    "checklist-count.": [verdict.value for verdict in Verdict],
    "file.entries-for-": ["rows", "layers", "neurons", "samples", "test-samples"],
    "substep.": {
        line.substep
        for each in OPTIMIZERS.values()
        for line in substeps(each, Symbol("w"), 1.0, 0.5, (0.1,) * each.slots, 0.1, 1)
    },
    "key.": WITH_WORDS,
    "function-parameter.": PARAMETERS,
    "function-letter.": PARAMETERS,
    "initializer.": INITIALIZERS,
    "data.": [*GENERATORS, *BUILTIN, *(f"logic-{name}" for name in TRUTH)],
    "data.logic-": TRUTH,
    "panel-setting.": SETTINGS,
    "experiment-check.": ["train-biases", "sum", "shuffle"],
    "switch.": [],
    "experiment.penalty-": ["l1", "l2"],
    "delimiter.": DELIMITERS.values(),
    "thousands.": THOUSANDS.values(),
    "table-setting.": TableForm.__struct_fields__[:-1],  # labels belong to the target
    "role.": ColumnRole,
    "role-of.": ColumnRole,
    "shape-label.": ("kind", "hidden", "tested"),
    "keys.": KeyGroup,
    "tabbed-key.": TABBED,
    "point-key.": POINTS,
    "presenting-key.": PRESENTING,
    "stride.": [each.value for each in Stride],
    "labels.": WeightLabels,
    "labels-now.": WeightLabels,
    "neurons.": NeuronContent,
    "maps-title.": PLANES,
    "gradients-title.": PLANES,
    "over.": (*PLANES, "line"),
    "caption-over.": PLANES[1:],
    "neurons-now.": NeuronContent,
    "speech-letter.": LETTERS.values(),
    "speech-function.": FUNCTIONS.values(),
    "undo.": UNDONE_AS,
    "redo.": UNDONE_AS,
}
LANGUAGES = sorted((ROOT / "resources" / "words").glob("*.po"))


def _all_uses() -> Iterator[Use]:
    return (use for path in FILES for use in said_in(path).uses)


def _within(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _is_unconverted(path: Path) -> bool:
    return any(
        _within(path) == each or _within(path).startswith(f"{each}/") for each in UNCONVERTED
    )


def test_no_words_for_people_stand_in_the_code() -> None:
    assert [
        f"{_within(path)}:{line}: {text!r}"
        for path in FILES
        if not _is_unconverted(path) and path not in FOREIGN
        for line, text in said_in(path).readable
    ] == []


@pytest.mark.parametrize(
    "line",
    [
        'label.setText("not trained")',
        'label.setText(f"{count} more steps")',
        'Note("Trained", ink)',
        'raise BadRequest("there is no display")',
        'def name() -> str:\n    return "the loss"',
    ],
)
def test_words_in_the_code_are_found(line: str) -> None:
    assert list(readable(ast.walk(ast.parse(line))))


@pytest.mark.parametrize(
    "line",
    [
        '"""What this is."""',
        'raise TypeError("a quantity of a neuron is needed")',
        'def run() -> "Run | None": ...',
        'Draw: TypeAlias = "Callable[[int, float], Array]"',
        'say("refused.rate", rate=rate)',
        'button.setObjectName("Play button")',
        'ink = "text_faint"',
        'text = f"{low:g} – {high:g}"',
    ],
)
def test_what_nobody_reads_is_let_be(line: str) -> None:
    assert list(readable(ast.walk(ast.parse(line)))) == []


def _known(use: Use) -> bool:
    if use.is_family:
        return any(key.startswith(use.key) for key in entries("en"))
    return use.key in entries("en")


def test_every_key_in_the_code_has_words() -> None:
    assert [f"{use.where}: {use.key}" for use in _all_uses() if not _known(use)] == []


def test_every_entry_is_said_somewhere() -> None:
    found = [each for path in FILES for each in said_in(path).mentions]
    keys = {key for key, is_family in found if not is_family}
    begins = {key for key, is_family in found if (is_family or key.endswith(".")) and "." in key}
    families = tuple(begins - {"."})
    assert [key for key in entries("en") if key not in keys and not key.startswith(families)] == []


@pytest.mark.parametrize("family", FAMILIES)
def test_every_member_of_a_family_has_words(family: str) -> None:
    ends = [part(each) if isinstance(each, Enum) else each for each in FAMILIES[family]]
    known = entries("en")
    assert [end for end in ends if f"{family}{end}" not in known] == []


def _places(forms: Iterable[str]) -> Iterator[str]:
    for form in forms:
        yield from PLACE.findall(form)


def test_every_place_of_an_entry_is_given_a_value() -> None:
    lacking, needed = [], {key: {*_places(forms_of(said))} for key, said in entries("en").items()}
    for use in _all_uses():
        family = (key for key in needed if key.startswith(use.key))
        asked = family if use.is_family else {use.key} & needed.keys()
        for key in asked if use.places is not None else []:
            missing = needed[key] - (use.places or set())
            lacking += [f"{use.where}: {key}: {place}" for place in missing]
    assert lacking == []


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_the_reader_agrees_with_polib(path: Path) -> None:
    expected: dict[str, str | tuple[str, ...]] = {}
    for entry in polib.pofile(str(path)):
        counted = entry.msgid_plural
        said = tuple(entry.msgstr_plural.values()) if counted else entry.msgstr
        if not entry.obsolete and not entry.fuzzy and all(forms_of(said)):
            expected[entry.msgid] = said
    assert read_po(path) == expected


def test_what_a_translator_may_write_is_read(tmp_path: Path) -> None:
    path = tmp_path / "xx.po"
    path.write_text(
        'msgid ""\nmsgstr "Language: xx\\n"\n\n'
        '# a remark\n#: gui/menu.py:3\nmsgid "long"\nmsgstr ""\n"one \\"two\\"\\n"\n"three"\n\n'
        '#, fuzzy\nmsgid "unsure"\nmsgstr "perhaps"\n\n'
        'msgid "empty"\nmsgstr ""\n\n'
        'msgid "counted"\nmsgid_plural "counted"\nmsgstr[0] "{count} a"\nmsgstr[1] "{count} b"\n\n'
        '#~ msgid "old"\n#~ msgstr "gone"\n',
        "utf-8",
    )
    assert read_po(path) == {
        "long": 'one "two"\nthree',
        "counted": ("{count} a", "{count} b"),
    }


def test_a_line_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "xx.po"
    path.write_text('msgid "a"\nmsgstr without quotes\n', "utf-8")
    with pytest.raises(ValueError, match="without quotes"):
        read_po(path)


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_no_key_stands_twice(path: Path) -> None:
    keys = [entry.msgid for entry in polib.pofile(str(path)) if not entry.obsolete]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_a_translation_has_the_places_of_the_english(path: Path) -> None:
    english, read = entries("en"), read_po(path)
    assert [key for key in read if key not in english] == []
    wrong = [
        key
        for key in read
        if set(_places(forms_of(read[key]))) - set(_places(forms_of(english[key])))
    ]
    assert wrong == []
    assert path.stem in catalog.PLURALS


def test_an_unknown_key_raises() -> None:
    with pytest.raises(NoWords, match="no-such-key"):
        say("no-such-key")


def test_a_place_without_a_value_raises() -> None:
    with pytest.raises(NoWords, match="layer"):
        say("beat-title.delta")


def test_what_stands_in_a_place_is_not_read_again() -> None:
    assert say("selection-title", letter="{kind}", kind="weight") == "{kind}, weight"


def test_a_count_has_its_own_form() -> None:
    small = "The learning rate is too small: {} to the minimum."
    assert say_count("too-small.exact", 1) == small.format("1 more step")
    assert say_count("too-small.exact", 12) == small.format("12 more steps")


def test_a_list_goes_on() -> None:
    assert say_list([]) == ""
    assert say_list(["one"]) == "one"
    assert say_list(["one", "two", "three"]) == "one; two; three"


def test_the_pseudo_language_is_bracketed_and_a_third_longer() -> None:
    for key, entry in entries("en").items():
        for form, said in zip(forms_of(entry), forms_of(entries("pseudo")[key]), strict=True):
            assert said.startswith(OPEN)
            assert said.endswith(CLOSE)
            assert len(said) >= len(form) + len(PLACE.sub("", form)) / 3 - 1
            assert sorted(_places([form])) == sorted(_places([said]))


def test_the_pseudo_language_keeps_places_and_marks() -> None:
    assert pseudo("<b>{rate}</b> of a hymn:") == "⟦<b>{rate}</b> oof aa hymn:⟧"


def test_another_language_is_used_until_the_next() -> None:
    catalog.use("pseudo")
    assert say("kind.weight").startswith(OPEN)
    catalog.use("en")
    assert say("kind.weight") == "weight"


def test_only_a_language_that_there_is_can_be_used() -> None:
    with pytest.raises(NoWords, match="xx"):
        catalog.use("xx")
    assert catalog.language() == "en"
