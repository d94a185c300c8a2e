"""Writes a film as MP4 with H.264, which slides and all players show."""

from fractions import Fraction
from io import BytesIO

import av
from av.video.reformatter import ColorRange, Colorspace

from gui.export.film.frames import FilmFrame, channels

_OPTIONS = {"crf": "18", "preset": "veryfast", "tune": "animation"}


class Mp4Writer:
    """An MP4 with a frame for every tick of its clock, however long one stands: all players can."""

    def __init__(self, frames: float) -> None:
        """frames: a second."""
        self._file = BytesIO()
        self._container = av.open(self._file, "w", format="mp4")
        rate = Fraction(frames).limit_denominator(1000)
        self._stream = self._container.add_stream("libx264", rate=rate, options=_OPTIONS)
        self._stream.pix_fmt = "yuv420p"
        self._stream.codec_context.colorspace = Colorspace.ITU709
        self._stream.codec_context.color_range = ColorRange.MPEG
        self._frame: av.VideoFrame | None = None
        self._ticks = 0

    def see(self, frame: FilmFrame) -> None:
        """Learn nothing: every frame has the colours it has."""

    def add(self, frame: FilmFrame) -> None:
        if self._frame is None:
            self._stream.height, self._stream.width = frame.shape
        coloured = av.VideoFrame.from_ndarray(channels(frame), format="rgb24")
        self._frame = coloured.reformat(format="yuv420p", dst_colorspace=Colorspace.ITU709)

    def hold(self, ticks: int) -> None:
        assert self._frame is not None
        for _ in range(ticks):
            self._frame.pts, self._ticks = self._ticks, self._ticks + 1
            self._container.mux(self._stream.encode(self._frame))

    def finish(self) -> bytes:
        self._container.mux(self._stream.encode())
        self._container.close()
        return self._file.getvalue()
