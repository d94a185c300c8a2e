"""What Qt calls with all that is to be painted: it notes it down as marks."""

from collections.abc import Iterable
from math import atan2, degrees, hypot, sqrt

from PySide6.QtCore import (
    QLine,
    QLineF,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontInfo,
    QImage,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainterPath,
    QPen,
    QPixmap,
    QTextItem,
    QTransform,
)

from gui.recording.dots import image_mark, texture_mark
from gui.recording.marks import (
    AreaMark,
    BoxMark,
    Colour,
    EllipseMark,
    LineMark,
    LinePen,
    Point,
    Step,
    TextMark,
)
from gui.recording.notes import MarkNotes
from gui.recording.steps import steps_of

_Dirty = QPaintEngine.DirtyFlag
_DOTS_PER_INCH, _POINTS_PER_INCH = 96, 72
_STRAIGHT = 1e-9


class NotingEngine(QPaintEngine):
    """Qt calls it with what is to be painted, in the order of painting."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.notes = MarkNotes()
        self._transform, self._opacity = QTransform(), 1.0
        self._pen, self._brush = QPen(), QBrush()  # as those of a new painter
        self._is_smooth = False

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def begin(self, device: QPaintDevice) -> bool:
        self.setActive(True)
        return True

    def end(self) -> bool:
        return True

    def updateState(self, state: QPaintEngineState) -> None:
        flags = state.state()
        if flags & _Dirty.DirtyTransform:
            self._transform = QTransform(state.transform())
        if flags & _Dirty.DirtyPen:
            self._pen = QPen(state.pen())
        if flags & _Dirty.DirtyBrush:
            self._brush = QBrush(state.brush())
        if flags & _Dirty.DirtyOpacity:
            self._opacity = state.opacity()
        if flags & _Dirty.DirtyHints:
            smooth = state.renderHints() & state.painter().RenderHint.SmoothPixmapTransform
            self._is_smooth = bool(smooth)
        if flags & (_Dirty.DirtyClipPath | _Dirty.DirtyClipRegion | _Dirty.DirtyClipEnabled):
            self.notes.clip_to(self._clipped(state))
        around = self.systemClip().boundingRect()  # of the widget that paints itself
        self.notes.outside = None if around.isEmpty() else QRectF(around)

    def _clipped(self, state: QPaintEngineState) -> QRectF | None:
        """Return what is seen from now on, None for everything; as an upright rectangle."""
        flags, operation = state.state(), state.clipOperation()
        if not state.isClipEnabled() or operation == Qt.ClipOperation.NoClip:
            return None
        if not flags & (_Dirty.DirtyClipPath | _Dirty.DirtyClipRegion):
            return self.notes.clip
        by_path = flags & _Dirty.DirtyClipPath
        room = (
            state.clipPath().boundingRect()
            if by_path
            else QRectF(state.clipRegion().boundingRect())
        )
        seen = state.transform().mapRect(room)
        if operation == Qt.ClipOperation.IntersectClip and self.notes.clip is not None:
            return seen.intersected(self.notes.clip)
        return seen

    def drawLines(self, lines: Iterable[QLineF | QLine]) -> None:
        pen = self._pen_now()
        if pen is not None:
            for line in lines:
                ends = self._at(line.p1()), self._at(line.p2())
                self.notes.add(LineMark(ends, pen))

    def drawPolygon(
        self, points: Iterable[QPointF | QPoint], mode: QPaintEngine.PolygonDrawMode
    ) -> None:
        corners = tuple(map(self._at, points))
        pen = self._pen_now()
        if mode == QPaintEngine.PolygonDrawMode.PolylineMode:
            if pen is not None:
                self.notes.add(LineMark(corners, pen))
            return
        steps: list[Step] = [("M", *corners[0])]
        steps += [("L", *corner) for corner in corners[1:]]
        steps.append(("Z",))
        even_odd = mode == QPaintEngine.PolygonDrawMode.OddEvenMode
        self.notes.add(AreaMark(tuple(steps), self._fill_now(), pen, even_odd))

    def drawRects(self, rects: Iterable[QRectF | QRect]) -> None:
        for rect in rects:
            whole = QRectF(rect)
            if self._brush.style() == Qt.BrushStyle.TexturePattern:
                self._texture(is_round=False)
            elif self._is_upright():
                room = self._transform.mapRect(whole)
                box = room.x(), room.y(), room.width(), room.height()
                self.notes.add(BoxMark(*box, self._fill_now(), self._pen_now()))
            else:
                path = QPainterPath()
                path.addRect(whole)
                self.drawPath(path)

    def drawEllipse(self, rect: QRectF | QRect) -> None:
        whole = QRectF(rect)
        if self._brush.style() == Qt.BrushStyle.TexturePattern:
            self._texture(is_round=True)
        elif self._is_upright():
            room = self._transform.mapRect(whole)
            middle = room.center()
            half = room.width() / 2, room.height() / 2
            self.notes.add(
                EllipseMark(middle.x(), middle.y(), *half, self._fill_now(), self._pen_now())
            )
        else:
            path = QPainterPath()
            path.addEllipse(whole)
            self.drawPath(path)

    def drawPath(self, path: QPainterPath) -> None:
        even_odd = path.fillRule() == Qt.FillRule.OddEvenFill
        steps = steps_of(self._transform.map(path))
        if steps:
            self.notes.add(AreaMark(steps, self._fill_now(), self._pen_now(), even_odd))

    def drawTextItem(self, place: QPointF | QPoint | QPainterPath.Element, item: QTextItem) -> None:
        text, font = item.text(), item.font()
        if not text.strip() or not self._transform.isInvertible():
            return  # nothing is seen of letters without a width
        assert isinstance(place, QPointF | QPoint)
        x, y = self._at(place)
        across, down = _stretches(self._transform)
        self.notes.add(
            TextMark(
                text,
                x,
                y,
                _pixels(font) * down,
                self._colour(self._pen.color()),
                QFontInfo(font).family(),
                font.bold(),
                font.italic(),
                degrees(atan2(self._transform.m12(), self._transform.m11())),
                across / down,
                item.width() * across,
            )
        )

    def drawPixmap(
        self, room: QRectF | QRect, pixmap: QPixmap | QImage, part: QRectF | QRect
    ) -> None:
        image = pixmap.toImage() if isinstance(pixmap, QPixmap) else pixmap
        self.drawImage(room, image, part)

    def drawImage(
        self,
        room: QRectF | QRect,
        image: QImage,
        part: QRectF | QRect,
        flags: Qt.ImageConversionFlag = Qt.ImageConversionFlag.AutoColor,
    ) -> None:
        shown = image.copy(QRectF(part).toAlignedRect())
        at = self._transform.mapRect(QRectF(room))
        self.notes.add(image_mark(shown, at, self._opacity, is_smooth=self._is_smooth))

    def _texture(self, *, is_round: bool) -> None:
        mark = texture_mark(self._brush, self._transform, self._opacity, is_round=is_round)
        self.notes.add(mark)

    def _at(self, point: QPointF | QPoint) -> Point:
        mapped = self._transform.map(QPointF(point))
        return mapped.x(), mapped.y()

    def _is_upright(self) -> bool:
        return abs(self._transform.m12()) + abs(self._transform.m21()) < _STRAIGHT

    def _colour(self, colour: QColor) -> Colour:
        return colour.name(), colour.alphaF() * self._opacity

    def _fill_now(self) -> Colour | None:
        style = self._brush.style()
        return None if style == Qt.BrushStyle.NoBrush else self._colour(self._brush.color())

    def _pen_now(self) -> LinePen | None:
        pen = self._pen
        if pen.style() == Qt.PenStyle.NoPen:
            return None
        grown = 1.0 if pen.isCosmetic() else sqrt(abs(self._transform.determinant()))
        width = (pen.widthF() or 1.0) * grown
        dash = [] if pen.style() == Qt.PenStyle.SolidLine else list(pen.dashPattern())
        if pen.capStyle() == Qt.PenCapStyle.SquareCap and min(dash[1::2], default=0) > 1:
            # as it is seen: each dash is longer by half a width at both ends
            dash = [each - 1 if i % 2 else each + 1 for i, each in enumerate(dash)]
        is_round = pen.capStyle() == Qt.PenCapStyle.RoundCap
        return LinePen(
            self._colour(pen.color()), width, tuple(each * width for each in dash), is_round
        )


def _pixels(font: QFont) -> float:
    size = font.pixelSize()
    return float(size) if size > 0 else font.pointSizeF() * _DOTS_PER_INCH / _POINTS_PER_INCH


def _stretches(transform: QTransform) -> tuple[float, float]:
    """Return how much a transform stretches along its own x and y."""
    across = hypot(transform.m11(), transform.m12())
    return across, abs(transform.determinant()) / across if across else 0.0
