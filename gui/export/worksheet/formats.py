"""What worksheets are written as, and their blanks as questions for a learning platform."""

from collections.abc import Sequence
from html import escape

from engine.text.quiz.gift import questions_to_gift
from engine.text.quiz.moodle import questions_to_moodle
from engine.text.quiz.question import QuizWords, questions, quiz_title
from engine.text.worksheet.sheet import Worksheet
from gui.words.catalog import Both, beside, say
from gui.words.slips import slip_sentence
from gui.words.worksheets import sheet_title

PDF, TEX, MOODLE, GIFT = ".pdf", ".tex", ".xml", ".gift"
SHEET_ENDINGS = (PDF, TEX)
QUIZ_ENDINGS = (MOODLE, GIFT)
_WRITERS = {MOODLE: questions_to_moodle, GIFT: questions_to_gift}


def quiz_content(sheets: Sequence[Worksheet], ending: str) -> str:
    """Return the blanks of worksheets as questions in one file with this ending."""
    title = sheet_title(sheets[0].work.experiment)
    title = Both.of(quiz_title(title), quiz_title(beside(title) or title))
    words = QuizWords(title, say, slip_sentence, _html)
    found = [question for sheet in sheets for question in questions(sheet, words)]
    return _WRITERS[ending](found, title)


def _html(text: str) -> str:
    """Return words as HTML; of two languages the second stands beneath, smaller."""
    other = escape(beside(text), quote=False)
    return escape(text, quote=False) + (f"<br><small>{other}</small>" if other else "")
