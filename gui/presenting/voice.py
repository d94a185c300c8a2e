"""In which languages a class is spoken to: that of the window, or the other one as well."""

from gui.words import catalog
from gui.words.catalog import AND, CHINESE, SOURCE


def both(own: str) -> str:
    """Return a language with the other one beneath; itself alone where that cannot be drawn."""
    from gui.look.chinese import chinese_family  # asks for all fonts of the system

    if own not in (SOURCE, CHINESE) or chinese_family() is None:
        return own
    return f"{own}{AND}{SOURCE if own == CHINESE else CHINESE}"


class Voice:
    """Says everything as the class hears it, until it is given back.

    What the window beneath says meanwhile is in the first language, which is its own.
    """

    def __init__(self) -> None:
        self._own = self._spoken = catalog.language()
        self.was_both = False

    def speak(self, *, in_both: bool) -> None:
        """Speak both languages from now on, or that of the window alone."""
        self._spoken = both(self._own) if in_both else self._own
        catalog.use(self._spoken)
        self.was_both = self.was_both or in_both

    def give_back(self) -> None:
        """Let everything be said as before, unless somebody else has chosen meanwhile."""
        if catalog.language() == self._spoken:
            catalog.use(self._own)
