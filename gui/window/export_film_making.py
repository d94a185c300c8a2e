"""Makes a film beside everything else: a piece or two, then the window has its turn."""

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from engine.fault import Faulty

_PIECE_SECONDS = 0.008  # after which no other piece is begun before the window had its turn
_TOLD_AFTER = 1.0  # seconds, before which it cannot be said how long it takes


class InPieces(Protocol):
    """Work that is done in so many pieces, each in the time of a frame or two."""

    size: int

    def pieces(self) -> Iterator[None]: ...


class FilmMaking(QObject):
    """One film at a time, or one set of stills."""

    progressed = Signal()
    """Emitted after every turn."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: InPieces | None = None
        self._pieces: Iterator[None] = iter(())
        self._count, self._began = 0, 0.0
        self._done: Callable[[], object] = list
        self._failed: Callable[[OSError | Faulty], object] = str
        self._timer = QTimer(self)
        self._timer.setInterval(0)  # whenever nothing else waits
        self._timer.timeout.connect(self._go_on)

    @property
    def is_going(self) -> bool:
        """Whether a film is being made."""
        return self._work is not None

    @property
    def share(self) -> float:
        """How much of it is done, from 0 to 1."""
        return 0.0 if self._work is None else min(self._count / self._work.size, 1.0)

    @property
    def seconds_left(self) -> float | None:
        """How long it will take at the present pace, None while that cannot be said."""
        spent = perf_counter() - self._began
        return spent / self.share * (1 - self.share) if self.share and spent > _TOLD_AFTER else None

    def begin(
        self,
        work: InPieces,
        done: Callable[[], object],
        failed: Callable[[OSError | Faulty], object],
    ) -> None:
        """Work from now on; done, failed: told how it ended, and what was refused.

        What is neither of both is an unexpected error as any other.
        """
        self._work, self._pieces, self._done, self._failed = work, work.pieces(), done, failed
        self._count, self._began = 0, perf_counter()
        self._timer.start()

    def cancel(self) -> None:
        """Leave it unfinished; nothing has been written."""
        self._timer.stop()
        self._work, self._pieces = None, iter(())

    def _go_on(self) -> None:
        end = perf_counter() + _PIECE_SECONDS
        try:
            while perf_counter() < end:
                next(self._pieces)
                self._count += 1
        except StopIteration:
            self.cancel()
            self._done()
        except Exception as error:
            self.cancel()
            self.progressed.emit()
            if not isinstance(error, OSError | Faulty):
                raise
            self._failed(error)
        else:
            self.progressed.emit()
