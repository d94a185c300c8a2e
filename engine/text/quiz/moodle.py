"""Questions as Moodle XML, to be imported into a question bank.

The form is documented by Moodle, https://docs.moodle.org/en/Moodle_XML_format.
"""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from engine.text.numbers import full
from engine.text.quiz.category import category_path
from engine.text.quiz.kept import kept_name
from engine.text.quiz.question import QuizAnswer, QuizQuestion


def questions_to_moodle(found: Iterable[QuizQuestion], category: str) -> str:
    """Write numerical questions, those of one line of all variants in a category of their own."""
    return (
        "\n".join(
            [
                '<?xml version="1.0" encoding="UTF-8"?>',
                "<quiz>",
                *_questions(found, category),
                "</quiz>",
            ]
        )
        + "\n"
    )


def _questions(found: Iterable[QuizQuestion], category: str) -> Iterator[str]:
    by_line: dict[str, list[QuizQuestion]] = {}
    for question in found:
        by_line.setdefault(question.line, []).append(question)
    for line, of_line in by_line.items():
        path = category_path([category, line])
        yield '<question type="category">'
        yield f"  <category><text>{escape(path)}</text></category>"
        yield "</question>"
        for question in of_line:
            yield from _question(question)


def _question(question: QuizQuestion) -> Iterator[str]:
    yield '<question type="numerical">'
    yield f"  <name><text>{escape(kept_name(question.name))}</text></name>"
    yield f'  <questiontext format="html"><text>{_html(question.text)}</text></questiontext>'
    solved = _html(question.solved)
    yield f'  <generalfeedback format="html"><text>{solved}</text></generalfeedback>'
    yield "  <defaultgrade>1</defaultgrade>"
    yield "  <penalty>0.3333333</penalty>"
    yield "  <hidden>0</hidden>"
    yield from _answer(question.right, 100)
    for wrong in question.wrong:
        yield from _answer(wrong, 0)
    yield "</question>"


def _answer(answer: QuizAnswer, percent: int) -> Iterator[str]:
    yield f'  <answer fraction="{percent}" format="moodle_auto_format">'
    yield f"    <text>{full(answer.value)}</text>"
    yield f"    <tolerance>{answer.tolerance:.3g}</tolerance>"
    yield f'    <feedback format="html"><text>{_html(answer.said)}</text></feedback>'
    yield "  </answer>"


def _html(text: str) -> str:
    """Return HTML as it is; it has no > of its own that could end the section."""
    return f"<![CDATA[{text}]]>"
