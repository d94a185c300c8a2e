"""A screen reader in small, for the system's Python: goes through one step and says what it hears.

It knows nothing of the program but what AT-SPI tells: it presses the button of the next beat until
no beat is left, and prints every element of the drawing that then has a name, one a line.
"""

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import gi  # type: ignore[import-not-found]

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # type: ignore[import-not-found]  # noqa: E402

SECONDS = 120


def elements(root: Any) -> Iterator[Any]:  # noqa: ANN401
    yield root
    for index in range(root.get_child_count()):
        child = root.get_child_at_index(index)
        if child is not None:
            yield from elements(child)


def awaited(root: Any, name: str, role: str = "") -> Any:  # noqa: ANN401
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        for each in elements(root):
            if each.get_name().startswith(name) and role in each.get_role_name():
                return each
        time.sleep(0.2)
    sys.exit(f"nothing is called {name}")


def heard(moment: Any) -> tuple[str, str]:  # noqa: ANN401
    return moment.get_name(), moment.get_description()


def main() -> None:
    drawing = awaited(Atspi.get_desktop(0), "Network", "filler")
    moment = awaited(drawing, "Step 1, beat 1 of")
    button = awaited(Atspi.get_desktop(0), sys.argv[1], "push button")
    said = [heard(moment)]
    beats = int(said[0][0].split(" of ")[1].split(",")[0])
    for beat in range(2, beats + 1):
        button.get_action_iface().do_action(0)
        until = time.monotonic() + SECONDS
        while not (heard(moment)[0].startswith(f"Step 1, beat {beat} ") and heard(moment)[1]):
            if time.monotonic() > until:
                sys.exit(f"beat {beat} is not told")
            time.sleep(0.1)
        said.append(heard(moment))
    all_elements = [each.get_name() for each in elements(drawing)]
    sys.stdout.write(json.dumps({"beats": said, "elements": all_elements}))


main()
