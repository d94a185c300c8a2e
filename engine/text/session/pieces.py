"""Arrays in pieces that are written within a frame, each called by what is in it.

A piece that is there already need not be written again: runs that share their past share pieces,
and of a run that goes on only the end is new.
"""

import re
from collections.abc import Callable, Generator
from hashlib import blake2b
from io import BytesIO
from math import prod
from typing import TypeAlias, TypeVar

import numpy as np

from engine.fault import Faulty
from engine.frozen import Array
from engine.text.file.schema import FilePart

NUMBERS = 2**16  # in a piece: half a megabyte
_HEADER = re.compile(  # as numpy.save writes it
    rb"\x93NUMPY\x01\x00..\{'descr': '<f8', 'fortran_order': False, "
    rb"'shape': \((\d{1,9}),\), \} *\n",
    re.DOTALL,
)
_DIGEST_BYTES, _LONGEST = 16, 2**31  # sides of arrays beyond are none, even of empty ones

T = TypeVar("T")
Writing: TypeAlias = Generator[None, None, T]
"""Something that is written bit by bit: it rests after each, and returns what stands for it."""


class BadSession(Faulty):
    """A session that cannot be used; its `fault` says what is wrong with it."""


class ArrayPart(FilePart, frozen=True):
    """shape: of the array; pieces: the names of its numbers, one piece after the other."""

    shape: list[int]
    pieces: list[str]


class PieceWriter:
    """Writes arrays that are never changed; what it has written once costs nothing again.

    put: takes a piece, by its name.
    """

    def __init__(self, put: Callable[[str, bytes], object]) -> None:
        self._put = put
        self._known: dict[int, tuple[Array, dict[tuple[object, ...], str]]] = {}
        self.needed: set[str] = set()
        """The names of all pieces since `begin`."""

    def begin(self) -> None:
        """Begin with another session, which may need other pieces."""
        self.needed = set()

    def part(self, array: Array) -> Writing[ArrayPart]:
        """Write an array, a piece at a time."""
        whole = array if array.base is None else array.base
        assert isinstance(whole, np.ndarray)
        _, names = self._known.setdefault(id(whole), (whole, {}))
        place = array.__array_interface__["data"][0], array.strides
        flat, part = array.reshape(-1), ArrayPart(list(array.shape), [])
        for start in range(0, flat.size, NUMBERS):
            numbers = flat[start : start + NUMBERS]
            key = *place, start, numbers.size
            if key not in names:
                content = _written(numbers)
                names[key] = _name(content)
                self._put(names[key], content)
                yield
            self.needed.add(names[key])
            part.pieces.append(names[key])
        return part

    def forget_others(self) -> None:
        """Know of no pieces but those needed since `begin`, and hold on to no other arrays."""
        for key, (whole, names) in list(self._known.items()):
            kept = {place: name for place, name in names.items() if name in self.needed}
            if kept:
                self._known[key] = whole, kept
            else:
                del self._known[key]


class PieceReader:
    """Reads arrays back, the same one once.

    get: the content of a piece by its name, which may raise OSError or KeyError.
    """

    def __init__(self, get: Callable[[str], bytes]) -> None:
        self._get = get
        self._read: dict[tuple[tuple[int, ...], tuple[str, ...]], Array] = {}

    def array(self, part: ArrayPart) -> Array:
        """Return an array that cannot be changed; raise BadSession if a piece is not there."""
        key = tuple(part.shape), tuple(part.pieces)
        if key not in self._read:
            pieces = [self._piece(name) for name in part.pieces]
            numbers = np.concatenate(pieces) if pieces else np.empty(0)
            possible = all(0 <= side <= _LONGEST for side in part.shape)
            if not possible or numbers.size != prod(part.shape):
                raise BadSession("session.shape", shape=part.shape)
            array = numbers.reshape(part.shape)
            array.setflags(write=False)
            self._read[key] = array
        return self._read[key]

    def _piece(self, name: str) -> Array:
        try:
            content = self._get(name)
        except (OSError, KeyError):
            raise BadSession("session.piece-missing", piece=name[:60]) from None
        if _name(content) != name:
            raise BadSession("session.piece-damaged", piece=name)
        header = _HEADER.match(content)
        numbers = content[header.end() :] if header else b""
        if header is None or len(numbers) != 8 * int(header[1]):  # it alone asks for no room
            raise BadSession("session.piece-damaged", piece=name)
        return np.frombuffer(numbers)


def digest_of(*arrays: Array) -> str:
    """Return by what some arrays are known."""
    return _name(b"".join(array.tobytes() for array in arrays))


def _written(numbers: Array) -> bytes:
    file = BytesIO()
    np.save(file, numbers, allow_pickle=False)
    return file.getvalue()


def _name(content: bytes) -> str:
    return blake2b(content, digest_size=_DIGEST_BYTES).hexdigest()
