"""Questions as GIFT, a text form that learning platforms read.

The form is documented by Moodle, https://docs.moodle.org/en/GIFT_format.
"""

import re
from collections.abc import Iterable, Iterator

from engine.text.numbers import full
from engine.text.quiz.category import category_path
from engine.text.quiz.kept import kept_name
from engine.text.quiz.question import QuizAnswer, QuizQuestion

_SIGNS = re.compile(r"([~=#{}:\\])")


def questions_to_gift(found: Iterable[QuizQuestion], category: str) -> str:
    """Write numerical questions, an empty line between them."""
    path = category_path([category]).replace("\\", r"\\")  # nothing else is escaped there
    return "\n\n".join([f"$CATEGORY: {path}", *map(_question, found)]) + "\n"


def _question(question: QuizQuestion) -> str:
    answers = [_answer(question.right, 100), *(_answer(wrong, 0) for wrong in question.wrong)]
    head = f"::{_escaped(kept_name(question.name))}::[html]{_escaped(question.text)}{{#"
    return "\n".join([head, *answers, *_solved(question), "}"])


def _solved(question: QuizQuestion) -> Iterator[str]:
    if question.solved:
        yield f"\t####{_escaped(question.solved)}"


def _answer(answer: QuizAnswer, percent: int) -> str:
    number = f"{full(answer.value)}:{answer.tolerance:.3g}"
    return f"\t=%{percent}%{number}#{_escaped(answer.said)}"


def _escaped(text: str) -> str:
    """Return text on one line, its signs that mean something here with a backslash before them."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
