"""What a TikZ picture is written from: commands, whose usual options become styles on top."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import cycle

from msgspec import Struct

BP = 0.75  # of a unit of the page: a figure is as large as in SVG and PDF

_FARTHEST = 20_000.0  # units from a corner of the page: TeX has no longer lengths
Options = tuple[tuple[str, str], ...]
Styles = Mapping[str, Mapping[str, str]]

_USUAL = {
    "dash pattern": "{}",
    "line cap": "butt",
    "font": "{}",
    "draw": "none",
    "fill": "none",
    "draw opacity": "1",
    "fill opacity": "1",
    "text opacity": "1",
    "line width": "0bp",
    "rotate": "0",
    "rounded corners": "0bp",
}


class Command(Struct, frozen=True):
    """A command with options that it may share with others of its role, "" for none.

    path: what follows the options, with the semicolon.
    """

    name: str
    role: str
    options: Options
    path: str


class Verbatim(Struct, frozen=True):
    """Lines of TeX as they are."""

    tex: str


class Clipped(Struct, frozen=True):
    """Statements of which only what lies in a rectangle is seen. room: a path around it."""

    room: str
    inside: "tuple[Statement, ...]"


Statement = Command | Verbatim | Clipped


def styles_of(statements: Iterable[Statement]) -> Styles:
    """Return for each role the options that all its commands have, with their most usual values."""
    found: dict[str, list[Options]] = {}
    for command in _commands(statements):
        if command.role:
            found.setdefault(command.role, []).append(command.options)
    return {role: _usual(all_options) for role, all_options in found.items()}


def written(statement: Statement, styles: Styles) -> str:
    """Return a statement as TeX, without the options that its style has."""
    match statement:
        case Verbatim(tex):
            return tex
        case Clipped(room, inside):
            lines = "\n".join(f"  {written(each, styles)}" for each in inside)
            return f"\\begin{{scope}}\n  \\clip {room};\n{lines}\n\\end{{scope}}"
        case Command(name, role, options, path):
            usual = styles.get(role, {}) if role else {}
            own = own_options(options, usual)
            chosen = ", ".join([role, *own] if role else own)
            return f"{name}[{chosen}] {path}" if chosen else f"{name} {path}"


def own_options(options: Options, usual: Mapping[str, str]) -> list[str]:
    """Return the options that say something else than what is usual."""
    return [
        f"{key}={value}" if value else key
        for key, value in options
        if value != usual.get(key, _USUAL.get(key))
    ]


def style_lines(styles: Styles) -> Iterator[str]:
    """Yield the definitions of styles, one a line."""
    for role in sorted(styles):
        options = own_options(tuple(styles[role].items()), {})
        yield f"  {role}/.style={{{', '.join(options)}}},"


def number(value: float) -> str:
    """Return a length in units of the page, to a hundredth."""
    text = f"{min(max(value, -_FARTHEST), _FARTHEST):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def length(value: float) -> str:
    """Return a length in units of the page as one of TeX."""
    text = f"{BP * value:.3f}".rstrip("0").rstrip(".")
    return f"{text}bp"


def dash_pattern(dash: Iterable[float]) -> str:
    """Return lengths on and off, in units of the page, as a pattern: none for a whole line."""
    turns = zip(cycle(("on", "off")), dash, strict=False)
    return " ".join(f"{turn} {length(each)}" for turn, each in turns) or "{}"


def _commands(statements: Iterable[Statement]) -> Iterator[Command]:
    for statement in statements:
        if isinstance(statement, Clipped):
            yield from _commands(statement.inside)
        elif isinstance(statement, Command):
            yield statement


def _usual(all_options: list[Options]) -> dict[str, str]:
    shared = [key for key, _ in all_options[0]]
    for options in all_options[1:]:
        keys = {key for key, _ in options}
        shared = [key for key in shared if key in keys]
    return {
        key: Counter(dict(options)[key] for options in all_options).most_common(1)[0][0]
        for key in shared
    }
