"""Where questions are kept: categories within each other, as Moodle writes them."""

from collections.abc import Sequence

from engine.text.quiz.kept import kept_name


def category_path(names: Sequence[str]) -> str:
    """Return the path of a category of the course, given the names on the way to it.

    A slash divides them; one within a name is written twice, apart from those that divide.
    """
    return "/".join(("$course$", "top", *map(_name, names)))


def _name(name: str) -> str:
    doubled = kept_name(name).replace("/", "//")
    before, after = (" " if end == "/" else "" for end in (name[:1], name[-1:]))
    return f"{before}{doubled}{after}"
