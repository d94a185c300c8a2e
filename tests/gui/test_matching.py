"""What somebody types finds what they mean, the likeliest first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.window.matching import match, ranked

NAMES = [
    ("Open…", "File"),
    ("Open example", "File"),
    ("Train", "Playback"),
    ("Train so many steps…", "Playback"),
    ("Until the loss stays", "Playback"),
    ("Dark theme", "View"),
    ("Fewer digits", "View › Digits"),
    ("Confusion", "Panels"),
    ("Two moons, 2-8-1", "Examples"),
    ("Layers at once", "Experiment"),
    ("Add a hidden layer", "Experiment"),
]


def found(query: str, recent: tuple[int, ...] = ()) -> list[str]:
    return [NAMES[each.index][0] for each in ranked(query, NAMES, recent)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("tr", "Train"),
        ("steps", "Train so many steps…"),
        ("tsms", "Train so many steps…"),  # the beginnings of its words
        ("LOSS", "Until the loss stays"),
        ("until st", "Until the loss stays"),
        ("theme dark", "Dark theme"),  # words in any order
        ("moon", "Two moons, 2-8-1"),
        ("2-8", "Two moons, 2-8-1"),
        ("cnf", "Confusion"),
        ("digits few", "Fewer digits"),
        ("play train", "Train"),  # a word of the group
        ("layer", "Add a hidden layer"),  # a whole word, before the beginning of a longer one
        ("layers", "Layers at once"),
    ],
)
def test_the_likeliest_name_comes_first(query: str, first: str) -> None:
    assert found(query)[0] == first


def test_what_does_not_fit_is_left_out() -> None:
    assert found("xyz") == []
    assert found("train confusion") == []
    assert "Confusion" not in found("tr")


def test_without_a_query_the_last_used_come_first_and_the_others_in_their_order() -> None:
    titles = [title for title, _ in NAMES]
    assert found("  ", (7, 2)) == ["Confusion", "Train", *(titles[:2] + titles[3:7] + titles[8:])]


def test_of_equal_names_the_last_used_comes_first() -> None:
    assert found("open e", (1,))[0] == "Open example"
    assert found("open", ())[0] == "Open…"


def test_the_letters_typed_are_those_marked() -> None:
    fits = match("th da", "Dark theme")
    assert fits is not None
    assert "".join("Dark theme"[at] for at in sorted(fits.places)) == "Dath"


def test_english_letters_find_a_name_in_another_language() -> None:
    names = [
        ("单步", "播放", "Step Playback"),
        ("训练到第几步", "播放", "Train up to a step Playback"),
        ("训练", "播放", "Train Training Playback"),
        ("Trainer", "面板", "Panels"),
    ]
    assert [names[each.index][0] for each in ranked("train", names, ())] == [
        *("训练", "训练到第几步", "Trainer"),  # whole words first
    ]
    assert ranked("play step", names, ())[0].index == 0
    assert ranked("step", names, ())[0].places == frozenset()
    assert ranked("trn", names[1:3], ()) == ()  # scattered letters mean what is read


def test_one_of_many_choices_comes_after_what_fits_nearly_as_well() -> None:
    names = [("Theme: dark", "Settings"), ("Theme: light", "Settings"), ("Dark theme", "View")]
    choices = frozenset({0, 1})
    assert [each.index for each in ranked("theme", names, (), choices)] == [2, 0, 1]
    assert ranked("theme: da", names, (), choices)[0].index == 0


@given(st.text(max_size=20), st.text(max_size=20), st.data())
def test_any_piece_of_a_name_finds_it(title: str, group: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(title)))
    end = data.draw(st.integers(start, len(title)))
    fits = match(title[start:end], title, group)
    assert fits is not None
    assert all(0 <= at < len(title) for at in fits.places)


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), max_size=8), st.text())
def test_no_name_is_listed_twice(names: list[tuple[str, str]], query: str) -> None:
    indices = [each.index for each in ranked(query, names, ())]
    assert len(indices) == len(set(indices))


LESSONS = [
    ("1  Three steps, repeated", "Lessons", ""),
    ("8  Four layers and their indices", "Lessons", ""),
    ("Eight lessons, all in one", "Panels", ""),
    ("Learning rate: too small", "Lessons", ""),
    ("Cross-entropy", "Experiment", ""),
    ("8  四层网络与下标", "课程", ""),
    ("主题：深色", "设置", "Theme Dark"),
    ("输出 a₁", "面板", "Output"),
]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("lesson8", 1),
        ("lesson-8", 1),
        ("8lessons", 1),
        ("lesson１", 0),  # as an input method writes a figure
        ("learningrate", 3),
        ("learning-rate", 3),
        ("ratetoo", 3),
        ("crossentropy", 4),
        ("cross entropy", 4),
        ("课程8", 5),
        ("8课程", 5),
        ("四层 下标", 5),
        ("主题深色", 6),
        ("深色主题", 6),  # its words in another order, with no space to tell them apart
        ("主题:深色", 6),  # another colon
        ("a1", 7),
    ],
)
def test_spaces_and_marks_that_are_left_out_or_others_do_not_matter(query: str, first: int) -> None:
    assert ranked(query, LESSONS, ())[0].index == first


def test_words_written_together_are_not_found_where_one_of_them_is_missing() -> None:
    assert match("lesson9", *LESSONS[1]) is None
    assert match("课程9", *LESSONS[5]) is None


def test_letters_over_a_gap_are_those_marked() -> None:
    fits = match("rate:too", LESSONS[3][0])
    assert fits is not None
    assert "".join(LESSONS[3][0][at] for at in sorted(fits.places)) == "ratetoo"
