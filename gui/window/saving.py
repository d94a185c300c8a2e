"""Writes the experiment to its file, with its session beside it."""

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from engine.data.dataset import FromTable
from engine.data.editing import inline
from engine.experiment import Experiment
from engine.text.file.document import write_experiment
from gui.panels.notice import Notice
from gui.state.experiment.challenge import is_told
from gui.state.store import Store
from gui.window.beside import write_beside
from gui.window.file_dialog import ask_for_file, write_or_tell
from gui.window.slices import Slices
from gui.words.catalog import say
from gui.words.functions import title_of


class Saving:
    """Asks for a file where there is none yet.

    saved: told the file when an experiment stands in it.
    """

    def __init__(
        self, window: QWidget, store: Store, notice: Notice, saved: Callable[[Path], object]
    ) -> None:
        self._window, self._store, self._notice, self._saved = window, store, notice, saved
        self.slices = Slices(store)

    def save(self, path: Path | None, then: Callable[[], object]) -> None:
        """Save to a file, or ask for one; then do what waits for it."""
        if path is None:
            self.ask_where(None, then)
            return
        state = self._store.state
        content = write_experiment(_whole(state.document.filed), path.parent)
        if write_or_tell(path, content, self._notice.say):
            write_beside(path, state, self.slices, self._notice.say)
            self._saved(path)
            then()

    def ask_where(self, path: Path | None, then: Callable[[], object] = lambda: None) -> None:
        """Ask for another file, perhaps beside that of the experiment."""
        suggested = f"{self.suggested_name()}.json" if path is None else str(path)
        title, patterns = say("dialog.save"), say("dialog.experiments")
        ask_for_file(self._window, title, patterns, lambda to: self.save(to, then), suggested)

    def suggested_name(self) -> str:
        """Return a name for a file; that of a challenge may tell what it does not tell."""
        state = self._store.state
        told = state.document.name or title_of(state.document.experiment)
        return told if is_told(state) else say("file-name.challenge")


def _whole(experiment: Experiment) -> Experiment:
    """Return an experiment with its samples in it, where their table is not at hand."""
    source = experiment.data.source
    if not isinstance(source, FromTable) or source.builtin:
        return experiment
    if (Path(source.folder) / source.path).exists():
        return experiment
    return replace(experiment, data=inline(experiment.data))
