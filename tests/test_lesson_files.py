"""Lessons are read strictly: all that is wrong is told with its place, and the rest is a value."""

import re
from pathlib import Path

import pytest

from engine.text.lesson.facts import FactKind
from engine.text.lesson.lesson import (
    AskChoice,
    AskNumber,
    AskOrder,
    AskPick,
    AskSign,
    BadLesson,
    Condition,
    FactRun,
    FactTest,
    FormulaBlock,
    LatexBlock,
    LatexRun,
    LessonCard,
    NumberRun,
    SymbolRun,
    TextRun,
)
from engine.written.quantity import Kind, Quantity, parse
from gui.commands.lessons import read_cards
from gui.disk import files
from gui.disk.lessons import bundled_lesson, read_lesson
from gui.state.action import Call
from gui.state.lesson.facts import FACTS, value
from gui.state.plain import to_plain
from gui.state.state import first_state
from gui.words import catalog
from gui.words.faults import fault_sentence
from main import main
from tests.command_line import ROOT, Capture, assert_one_complaint
from tests.lesson_files import HEAD, asking, card, lesson_file, lesson_of

DW = Quantity(Kind.D_WEIGHT, 2, 0, 0)


def _card(folder: Path, text: str) -> LessonCard:
    (found,) = lesson_of(folder, text).cards
    return found


def test_words_become_runs(tmp_path: Path) -> None:
    text = (
        "One **bold {dw[2,0,0]}** of {fact loss},\n{symbol w[2,0,0]}: $a_{1} < \\$2$ \\{a*b\\} \\$."
    )
    (words,) = _card(tmp_path, card(text=text)).text
    assert words == (
        TextRun("One "),
        TextRun("bold ", bold=True),
        NumberRun(DW, bold=True),
        TextRun(" of "),
        FactRun("loss"),
        TextRun(", "),
        SymbolRun(parse("w[2,0,0]")),
        TextRun(": "),
        LatexRun("a_{1} < \\$2"),
        TextRun(" {a*b} $."),
    )


def test_empty_lines_divide_paragraphs_and_formulas_have_their_own(tmp_path: Path) -> None:
    text = "First.\n\n{formula dw[2,0,0]}\n \n\n$a^2$\n\nLast $b$."
    assert _card(tmp_path, card(text=text)).text == (
        (TextRun("First."),),
        FormulaBlock(DW),
        LatexBlock("a^2"),
        (TextRun("Last "), LatexRun("b"), TextRun(".")),
    )


def test_a_break_between_chinese_characters_is_no_blank(tmp_path: Path) -> None:
    (words,) = _card(tmp_path, card(text="每个权重\n都有 w\n和梯度，\n也有偏置")).text
    assert words == (TextRun("每个权重都有 w 和梯度，也有偏置"),)


def test_what_a_card_shows_is_read(tmp_path: Path) -> None:
    shown = _card(
        tmp_path,
        card(
            'experiment = "xor-2-4-1"',
            "step = 3",
            'beat = "delta 2"',
            'select = "dw[1,3,0]"',
            "sample = 2",
            'panels = ["slice", "tree"]',
            'actions = [["curve.choose_curve", "dips"], ["view.select"]]',
            'try = "Take a **step**."',
        ),
    )
    assert (shown.experiment, shown.is_opened, shown.step, shown.sample) == (
        "xor-2-4-1",
        True,
        3,
        2,
    )
    assert shown.select == parse("w[1,3,0]")
    assert shown.beat == 7  # x, z a, z a, C, dC/da, then delta of the output layer
    assert shown.panels == ("slice", "tree")
    assert _called(shown) == [("curve.choose_curve", ["dips"]), ("view.select", [None])]
    assert shown.trying == (TextRun("Take a "), TextRun("step", bold=True), TextRun("."))


def test_conditions_compare_with_numbers_texts_and_other_facts(tmp_path: Path) -> None:
    found = _card(
        tmp_path,
        card(
            "done = [",
            '{fact = "ball_rate", above = "ball_limit"},',
            '{fact = "w[2,0,0]", at_most = 1},',
            '{fact = "selected", equals = "w[2,0,0]"},',
            '{fact = "visited", contains = "dw"},',
            '{fact = "neurons[1]", differs = 2},',
            '{fact = "loss", falls = true},',
            "]",
        ),
    ).done
    assert found == (
        Condition("ball_rate", FactTest.ABOVE, other="ball_limit"),
        Condition("w[2,0,0]", FactTest.AT_MOST, 1.0),
        Condition("selected", FactTest.EQUALS, "w[2,0,0]"),
        Condition("visited", FactTest.CONTAINS, "dw"),
        Condition("neurons[1]", FactTest.DIFFERS, 2.0),
        Condition("loss", FactTest.FALLS),
    )


def test_each_kind_of_question_is_read(tmp_path: Path) -> None:
    cards = (
        asking('kind = "number"', 'quantity = "dw[2,0,0]"', "varies = true", 'reveal = "dw 2"'),
        asking('kind = "sign"', 'quantity = "dw[2,0,0]"', "belief = 15", 'reason = "So."'),
        asking('kind = "choice"', 'options = ["a", "b"]', "right = 1", 'reasons = ["c", "d"]'),
        asking('kind = "pick"', 'among = "dw[2]"', 'which = "largest"'),
        asking('kind = "pick"', 'right = ["dw[2,0,0]", "a[1,1]"]'),
        asking('kind = "order"', 'items = ["first", "second"]'),
    )
    named = [each.replace('key = "card"', f'key = "card{i}"') for i, each in enumerate(cards)]
    asks = [each.ask for each in lesson_of(tmp_path, *named).cards]
    what, a, b, c, d = ((TextRun(text),) for text in ("What is it?", "a", "b", "c", "d"))
    assert asks == [
        AskNumber(what, DW, 3, varies=True, belief=0, reason=(), reveal=8),
        AskSign(what, DW, varies=False, belief=15, reason=(TextRun("So."),), reveal=None),
        AskChoice(what, (a, b), 1, (c, d), 0, (), None),
        AskPick(what, "dw[2]", "largest", (), False, 0, (), None),
        AskPick(what, "", "", (parse("w[2,0,0]"), parse("a[1,1]")), False, 0, (), None),
        AskOrder(what, ((TextRun("first"),), (TextRun("second"),)), 0, (), None),
    ]


def test_an_experiment_beside_the_lesson_is_read(tmp_path: Path) -> None:
    (tmp_path / "own.json").write_bytes(files.resolve("hagan-1-2-1").read_bytes())
    found = lesson_of(
        tmp_path, card('select = "a[1,1]"'), head=HEAD.replace("mazur-2-2-2", "own.json")
    )
    assert found.experiments["own.json"].network.sizes == (1, 2, 1)


BAD = {
    card("beet = 1"): ("cards[0].beet", "beat is meant"),
    card("nothing = 1"): ("cards[0].nothing", "there is no such key here"),
    card("beat = true"): ("cards[0].beat", "true stands where"),
    card('step = "1"'): ("cards[0].step", "a whole number"),
    card("step = -1"): ("cards[0].step", "not at -1"),
    card("beat = 17"): ("cards[0].beat", "count from 0 to 16"),
    card('beat = "dleta 2"'): ("cards[0].beat", "'dleta' is not one of input"),
    card('beat = "delta"'): ("cards[0].beat", "delta 1, delta 2"),
    card('beat = "delta 3"'): ("cards[0].beat", "'delta 3' is not one beat"),
    card('experiment = "karpathy-neuron"', 'beat = "paths 1"'): ("cards[0].beat", "paths"),
    card('select = "w[2,0,2]"'): ("cards[0].select", "outside the network 2-2-2"),
    card('select = "C"'): ("cards[0].select", "nothing that can be clicked"),
    card('select = "w[2,0]"'): ("cards[0].select", "indices"),
    card("sample = 1"): ("cards[0].sample", "no sample 1"),
    card("sample = 0", "batch = true"): ("cards[0].sample", "not both"),
    card('experiment = "nowhere"'): ("cards[0].experiment", "no such file"),
    card('panels = ["tre"]'): ("cards[0].panels[0]", "'tre' is not one of"),
    card('panels = ["tree", "tree"]'): ("cards[0].panels", "twice"),
    card('actions = [["curve.place_balls"]]'): ("cards[0].actions[0]", "takes 1 arguments, not 0"),
    card('actions = [["curve.place", 1]]'): ("cards[0].actions[0]", "no action called curve.place"),
    card("actions = [[1]]"): ("cards[0].actions[0]", "an action is a list"),
    card(key="LessonCard 1"): ("cards[0].key", "'LessonCard 1' is no key"),
    card() + card(): ("cards[1].key", "earlier card"),
    card(text=" "): ("cards[0].text", "no words"),
    card(text="{w[3,0,0]}"): ("cards[0].text", "outside the network"),
    card(text="{x}"): ("cards[0].text", "indices for x"),
    card(text="{a[2,0]@1}"): ("cards[0].text", "outside the batch"),
    card(text="{fact los}"): ("cards[0].text", "'los' is neither"),
    card(text="{fact neurons[3]}"): ("cards[0].text", "count up to 2"),
    card(text="{fact activation}"): ("cards[0].text", "'activation' is neither"),
    card(text="a {formula C}"): ("cards[0].text", "a paragraph of its own"),
    card(text="a } b"): ("cards[0].text", "} stands alone before '} b'"),
    card(text="a {b"): ("cards[0].text", "{ stands alone"),
    card(text="costs 5 $"): ("cards[0].text", "$ stands alone"),
    card(text="nothing: $ $"): ("cards[0].text", "between two $"),
    card(text="$\\frac{a$ b"): ("cards[0].text", "no LaTeX that can be set"),
    card(text="$\\frac{a}$"): ("cards[0].text", "no LaTeX that can be set"),
    card(text="$a_b_c$"): ("cards[0].text", "no LaTeX that can be set"),
    card(text="$\\fract{a}{b}$"): ("cards[0].text", "command \\fract"),
    card(text="**a"): ("cards[0].text", "not closed"),
    card("try = '''One.\n\nTwo.'''"): ("cards[0].try", "room for one"),
    card('try = "{w}"'): ("cards[0].try", "indices for w"),
    card('done = [{fact = "loss"}]'): ("cards[0].done[0]", "exactly one way"),
    card('done = [{fact = "loss", above = 1, below = 2}]'): ("cards[0].done[0]", "exactly one"),
    card('done = [{fact = "loss", abov = 1}]'): ("cards[0].done[0].abov", "above is meant"),
    card('done = [{fact = "loss", above = "los"}]'): ("cards[0].done[0].above", "'los'"),
    card('done = [{fact = "loss", above = "phase"}]'): ("cards[0].done[0].above", "no number"),
    card('done = [{fact = "phase", above = 1}]'): ("cards[0].done[0].above", "equals, differs"),
    card('done = [{fact = "phase", equals = 1}]'): ("cards[0].done[0].equals", "in quotes"),
    card('done = [{fact = "phase", equals = "back"}]'): ("cards[0].done[0].equals", "backward"),
    card('done = [{fact = "visited", equals = "dw"}]'): ("cards[0].done[0].equals", "contains"),
    card('done = [{fact = "visited", contains = "d"}]'): ("cards[0].done[0].contains", "delta"),
    card('done = [{fact = "los", above = 1}]'): ("cards[0].done[0].fact", "'los' is neither"),
    card('done = [{fact = "a[3,0]", above = 1}]'): ("cards[0].done[0].fact", "outside"),
    asking('kind = "numbr"'): ("cards[0].ask.kind", "'numbr' is not one of number, sign"),
    asking('kind = "number"'): ("cards[0].ask.quantity", "is missing"),
    asking('kind = "sign"', 'quantity = "dw[9,0,0]"'): ("cards[0].ask.quantity", "outside"),
    asking('kind = "sign"', 'quantity = "C"', "digits = 2"): ("cards[0].ask.digits", "kind sign"),
    asking('kind = "number"', 'quantity = "C"', "digits = 0"): ("cards[0].ask.digits", "1 to 10"),
    asking('kind = "number"', 'quantity = "C"', "belief = -1"): ("cards[0].ask.belief", "negative"),
    asking('kind = "number"', 'quantity = "C"', 'reveal = "x 1"'): ("cards[0].ask.reveal", "'x'"),
    asking('kind = "choice"', "right = 0"): ("cards[0].ask.options", "at least two"),
    asking('kind = "choice"', 'options = ["a", "b"]', "right = 2", 'reasons = ["c", "d"]'): (
        "cards[0].ask.right",
        "from 0 to 1",
    ),
    asking('kind = "choice"', 'options = ["a", "b"]', "right = 1", 'reasons = ["c"]'): (
        "cards[0].ask.reasons",
        "1 reasons for 2 options",
    ),
    asking('kind = "choice"', 'options = ["a", "{b"]', "right = 1", 'reasons = ["c", "d"]'): (
        "cards[0].ask.options[1]",
        "{ stands alone",
    ),
    asking('kind = "pick"', 'among = "dw[2]"'): ("cards[0].ask", "either by among and which"),
    asking('kind = "pick"', 'among = "q[2]"', 'which = "largest"'): (
        "cards[0].ask.among",
        "'q[2]'",
    ),
    asking('kind = "pick"', 'among = "w[3]"', 'which = "zero"'): ("cards[0].ask.among", "up to 2"),
    asking('kind = "pick"', 'among = "w"', 'which = "big"'): ("cards[0].ask.which", "largest"),
    asking('kind = "pick"', "right = 1"): ("cards[0].ask.right", "lists what is right"),
    asking('kind = "pick"', 'right = ["C"]'): ("cards[0].ask.right[0]", "clicked"),
    asking('kind = "order"', 'items = ["a", "a"]'): ("cards[0].ask.items", "twice"),
    asking('kind = "sign"', 'quantity = "C"', 'covers = ["tree"]'): (
        "cards[0].ask.covers[0]",
        "'tree' is not one of",
    ),
}


@pytest.mark.parametrize("cards", BAD)
def test_what_is_wrong_is_told_with_its_place(cards: str, tmp_path: Path) -> None:
    path = lesson_file(tmp_path, cards)
    with pytest.raises(BadLesson) as caught:
        read_lesson(path)
    place, words = BAD[cards]
    told = [fault_sentence(fault) for fault in caught.value.faults]
    assert any(each.startswith(f"{path}: {place}: ") and words in each for each in told), told


HEADS = {
    "": ("", 'format = "gradientscope-lesson"'),
    HEAD.replace("version = 1", "version = 2"): ("version: ", "2 cannot be read"),
    HEAD.replace('"en"', '"de"'): ("language: ", "'de' is not one of en, zh"),
    HEAD.replace('"A lesson"', '""'): ("title: ", "no words"),
    HEAD.replace("mazur-2-2-2", "mazur"): ("experiment: ", "no such file"),
    HEAD + "titel = 1\n": ("titel: ", "title is meant"),
    HEAD + "cards = []\n": ("cards: ", "at least one"),
    HEAD: ("", "'cards' is missing"),
    "format = ": ("", "no TOML"),
}


@pytest.mark.parametrize("head", HEADS)
def test_what_is_wrong_with_the_whole_is_told(head: str, tmp_path: Path) -> None:
    cards = card() if "cards" not in "".join(HEADS[head]) else ""
    path = lesson_file(tmp_path, cards, head=head)
    with pytest.raises(BadLesson) as caught:
        read_lesson(path)
    place, words = HEADS[head]
    told = fault_sentence(caught.value.faults[0])
    assert told.startswith(f"{path}: {place}"), told
    assert words in told


def test_all_that_is_wrong_is_told_a_line_each(tmp_path: Path, capsys: Capture) -> None:
    bad = lesson_file(tmp_path, card("beet = 1"), card("beat = 99", "step = -1", key="b"))
    assert main(["lessons", str(bad)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[2] for line in lines] == [
        "cards[0].beet",
        "cards[1].step",
        "cards[1].beat",
    ]


def test_a_card_that_cannot_begin_is_told(tmp_path: Path, capsys: Capture) -> None:
    digits = card('actions = [["view.set_digits", 99]]', key="b")
    assert main(["lessons", str(lesson_file(tmp_path, card(), digits))]) == 2
    assert_one_complaint(capsys, "lesson.toml: cards[1]: ", "digits")


def test_a_good_one_is_told_by_its_cards(tmp_path: Path, capsys: Capture) -> None:
    good = lesson_file(tmp_path, card(), card(key="another"))
    assert main(["lessons", str(good)]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == ["A lesson", "card     A card", "another  A card"]
    assert err == ""


def test_the_lesson_in_the_readme_can_be_used(tmp_path: Path) -> None:
    found = re.findall(r"```toml\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    (text,) = [each for each in found if "gradientscope-lesson" in each]
    (tmp_path / "mine.toml").write_text(text, "utf-8")
    (shown,) = read_lesson(tmp_path / "mine.toml").cards
    assert (shown.beat, shown.select) == (7, parse("w[2,0,0]"))


def test_a_lesson_that_is_not_there_is_told(capsys: Capture) -> None:
    assert main(["lessons", "no-lesson"]) == 2
    assert_one_complaint(capsys, "'no-lesson'", "neither a bundled lesson nor a file")


def test_every_fact_can_be_read_from_a_state_and_is_what_it_says() -> None:
    state = first_state(files.experiment_of("mazur-2-2-2"))
    types: dict[FactKind, type | tuple[type, ...]] = {
        FactKind.NUMBER: (int, float),
        FactKind.TEXT: str,
        FactKind.LIST: tuple,
    }
    for name, fact in FACTS.items():
        found = value(state, f"{name}[1]" if fact.form.has_layer else name)
        assert found is None or isinstance(found, types[fact.form.kind]), name


LESSONS = [lesson.name for lesson in files.lessons()]


@pytest.mark.parametrize("name", LESSONS)
def test_a_bundled_lesson_can_be_read_and_differs_in_its_words_alone(name: str) -> None:
    found = {}
    for language in ("en", "zh"):
        catalog.use(language)
        cards, faults = read_cards(name)
        assert (bool(cards), faults) == (True, ())
        found[language] = bundled_lesson(name)
        assert found[language].language == language
    one, other = ([_bare(each) for each in lesson.cards] for lesson in found.values())
    assert one == other


def _bare(card: LessonCard) -> dict[str, object]:
    """Return all of a card that is not words, and the numbers and formulas in them."""
    kept = {name: getattr(card, name) for name in LessonCard.__struct_fields__}
    live = [each for paragraph in card.text for each in _parts(paragraph)]
    ask = card.ask
    asked: list[object] = [type(ask)]
    if ask is not None:
        for name in type(ask).__struct_fields__:
            given = getattr(ask, name)
            has_words = name in ("text", "reason", "options", "reasons", "items")
            asked.append(len(given) if has_words and name not in ("text", "reason") else None)
            asked.append(None if has_words else given)
    words = {"title": "", "text": live, "trying": bool(card.trying), "ask": asked}
    return kept | words | {"actions": _called(card)}


def _called(card: LessonCard) -> list[tuple[str, list[object]]]:
    calls = [each for each in card.actions if isinstance(each, Call)]
    return [(each.action.name, list(map(to_plain, each.arguments))) for each in calls]


def _parts(paragraph: object) -> list[str]:
    if isinstance(paragraph, LatexBlock):
        return [re.sub(r"\\text\{[^}]*\}", "", paragraph.latex)]
    parts = paragraph if isinstance(paragraph, tuple) else (paragraph,)
    return sorted(str(each) for each in parts if not isinstance(each, TextRun | LatexRun))
