"""Lessons for tests, as somebody would write them."""

from pathlib import Path

from engine.text.lesson.lesson import Lesson
from gui.disk.lessons import read_lesson

HEAD = """format = "gradientscope-lesson"
version = 1
language = "en"
title = "A lesson"
experiment = "mazur-2-2-2"
"""


def card(*lines: str, key: str = "card", text: str = "Words.") -> str:
    """Return a card of a lesson's file with some lines beside key, title and text."""
    return "\n".join(
        ["[[cards]]", f'key = "{key}"', 'title = "A card"', f"text = '''{text}'''", *lines, ""]
    )


def asking(*lines: str) -> str:
    """Return a card that asks a question with these keys."""
    return card("[cards.ask]", 'text = "What is it?"', *lines)


def lesson_file(folder: Path, *cards: str, head: str = HEAD, name: str = "lesson") -> Path:
    """Write a lesson and return its file."""
    path = folder / f"{name}.toml"
    path.write_text(head + "\n".join(cards), "utf-8")
    return path


def lesson_of(folder: Path, *cards: str, head: str = HEAD) -> Lesson:
    """Return a lesson with these cards."""
    return read_lesson(lesson_file(folder, *cards, head=head))
