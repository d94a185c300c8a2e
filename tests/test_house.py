"""The size of the rooms, and a sentence over each door."""

from tests.house import FILES, file_of, text_of

MOST_LINES = 250


def test_no_file_is_longer_than_a_few_screens() -> None:
    lines = {file_of(path).path: len(text_of(path).splitlines()) for path in FILES}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_a_module_opens_with_a_sentence() -> None:
    silent = [path for path in FILES if text_of(path).strip() and not file_of(path).docstring]
    assert silent == []


def test_no_public_class_name_stands_twice() -> None:
    found: dict[str, list[str]] = {}
    for path in FILES:
        for name in file_of(path).classes:
            if not name.startswith("_"):
                found.setdefault(name, []).append(file_of(path).path)
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}
