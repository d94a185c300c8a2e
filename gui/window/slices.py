"""Long work in slices that fit beside a frame."""

from collections.abc import Callable, Generator
from time import perf_counter

from msgspec import Struct
from PySide6.QtCore import QObject

from gui.turns import turns_of

SLICE_SECONDS = 0.004

Work = Generator[None, None, object]


class _Task(Struct, eq=False):
    work: Work
    done: Callable[[], object]
    failed: Callable[[Exception], object]


class Slices(QObject):
    """Does one piece of work after the other, each in the order in which it came."""

    def __init__(self, store: QObject) -> None:
        super().__init__(store)
        self._turns = turns_of(store)
        self._tasks: list[_Task] = []

    def add(
        self, work: Work, done: Callable[[], object], failed: Callable[[Exception], object]
    ) -> None:
        """Do some work from now on; done, failed: told how it ended.

        What is no OSError is an unexpected error as any other, too.
        """
        self._tasks.append(_Task(work, done, failed))
        self._turns.ask(self.take)

    def take(self) -> None:
        """Work for as long as a slice."""
        end = perf_counter() + SLICE_SECONDS
        while self._tasks and perf_counter() < end:
            self._go_on()
        if self._tasks:
            self._turns.ask(self.take)

    def finish(self) -> None:
        """Do all that is left at once."""
        while self._tasks:
            self._go_on()

    def _go_on(self) -> None:
        task = self._tasks[0]
        try:
            next(task.work)
        except StopIteration:
            self._tasks.remove(task)
            task.done()
        except Exception as error:
            self._tasks.remove(task)
            task.failed(error)
            if not isinstance(error, OSError):
                raise
