"""The Chinese words: none is missing, none English, all with the terms and marks of textbooks."""

import re
from pathlib import Path

import pytest

from gui.words.catalog import CHINESE, PLACE, SOURCE, WORDS, say, spoken
from gui.words.po_file import Entry, forms_of, read_po

ENGLISH, SPOKEN = read_po(WORDS / "en.po"), read_po(WORDS / "zh.po")
_CJK = "\u3400-\u9fff"
_WORD = re.compile(r"[A-Za-z]{2,}")
# no words: tags, places, letters of menus, code, options, views joined by +
_MARKED = re.compile(r"<[^>]*>|&\w+;|\{\w+\}|\(&\w\)|`[^`]*`|--?[a-z][-a-z]*|[a-z]+(?:[+][a-z]+)+")

# Names that Chinese textbooks write in Latin letters, and what is typed or pressed as it stands.
_NAMES = """
sigmoid tanh ReLU leaky ELU softplus SiLU GELU softsign softmax Huber Nesterov AdaGrad Adadelta
RMSProp Adam AdamW Xavier He LeCun XOR AND OR Karpathy Nielsen Hagan CS CSV PNG SVG PDF TeX LaTeX
Markdown JSON UTF Qt PySide NumPy PyTorch Python Gradientscope Debian Ubuntu English EN mm pt MB
amsmath ctex Ctrl Shift Esc Escape Delete Del Ins Insert Home End Tab Enter Return Page Up Down true
false null max exp ln sin cos sqrt abs Alt Moodle
"""
# What files and the command line are made of stands as it is typed.
_TYPED = """
py csv tsv txt xlsx ods json png svg pdf tex pptx gif webp mp ipynb md learning rate seed step utf
gb cp window EXP trace examples action args gesture refused inputs targets data test parameters dw
log dC da dz apt get pip run descent install sudo fonts noto cjk TOML format version figures all
curve place balls prune anew neuron hover gradientscope lessons among which right toml xml gift
delta
"""
KNOWN = {*_NAMES.split(), *_TYPED.split()}
# what TeX writes into its log, which has no other letters, and the titles of books
_NAMED_AS_THEY_ARE = ("tex.refused", "printed.")


def _forms() -> list[tuple[str, str]]:
    return [(key, form) for key, entry in SPOKEN.items() for form in forms_of(entry)]


def test_every_sentence_is_there_and_no_other() -> None:
    assert set(SPOKEN) == set(ENGLISH)


def test_every_sentence_has_the_places_of_the_english_one() -> None:
    def places(entry: Entry) -> set[str]:
        return {place for form in forms_of(entry) for place in PLACE.findall(form)}

    assert {key for key, entry in SPOKEN.items() if places(entry) != places(ENGLISH[key])} == set()


def test_no_english_word_is_left() -> None:
    left = {
        (key, word)
        for key, form in _forms()
        for word in _WORD.findall(_MARKED.sub(" ", form))
        if word not in KNOWN and not key.startswith(_NAMED_AS_THEY_ARE)
    }
    assert left == set()


def test_punctuation_is_that_of_chinese() -> None:
    """Beside a Chinese character stands a full-width mark; numbers and names have air around."""
    beside = rf"[{_CJK}][,;:!?()](?!\*)|[,;:!?)][{_CJK}]|[{_CJK}][A-Za-z0-9]|[A-Za-z0-9][{_CJK}]"
    half = re.compile(beside)
    assert [each for each in _forms() if half.search(_MARKED.sub("", each[1]))] == []
    blank = re.compile(r"[，。；：？！（）] (?! )|(?<! ) [，。；：？！（）]")
    assert [each for each in _forms() if blank.search(each[1])] == []


def _glossary() -> dict[str, tuple[str, list[str]]]:
    lines = (WORDS / "glossary.txt").read_text("utf-8").splitlines()
    terms = {}
    for line in lines:
        if line and not line.startswith("#"):
            english, _, rest = line.partition(" = ")
            chinese, _, others = rest.partition("; not ")
            terms[english] = chinese, others.split(", ") if others else []
    return terms


@pytest.mark.parametrize("term", _glossary())
def test_a_term_is_said_as_textbooks_say_it(term: str) -> None:
    chinese, others = _glossary()[term]
    assert [key for key, form in _forms() if any(other in form for other in others)] == []
    said = re.compile(rf"\b{re.escape(term)}(e?s|al)?\b", re.IGNORECASE)
    having = [
        key
        for key, entry in ENGLISH.items()
        if not key.startswith(_NAMED_AS_THEY_ARE)
        and any(said.search(PLACE.sub("", form)) for form in forms_of(entry))
    ]
    assert having, "no sentence has this term"
    without = [key for key in having if not any(chinese in form for form in forms_of(SPOKEN[key]))]
    assert len(without) <= 0.15 * len(having), without


def test_a_bundled_experiment_has_a_title_in_both_languages() -> None:
    from gui.disk.files import examples
    from gui.words.functions import bundled_title

    for example in examples():
        assert say(f"example-title.{example.name}") == example.title == bundled_title(example.title)
        with spoken(CHINESE):
            assert bundled_title(example.title) == say(f"example-title.{example.name}")
    with spoken(CHINESE):
        assert bundled_title("a title of one's own") == "a title of one's own"


def test_a_language_that_was_spoken_is_spoken_again() -> None:
    with pytest.raises(KeyError), spoken(CHINESE):
        raise KeyError
    assert say("phase.forward") == ENGLISH["phase.forward"]
    assert SOURCE in {path.stem for path in Path(WORDS).glob("*.po")}
