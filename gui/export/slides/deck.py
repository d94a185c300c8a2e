"""Writes pages as a file of PowerPoint, the same bytes on every run."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from msgspec import Struct

from engine.story.notation import STANDARD, Notation
from gui.export.slides.chart import chart_frame, chart_room, chart_space, columns_of
from gui.export.slides.dots import crisp
from gui.export.slides.formula import formula
from gui.export.slides.ink import SlideScale, fill, scale_of, slide_side
from gui.export.slides.naming import ShapeNames
from gui.export.slides.quoting import known
from gui.export.slides.seen import Said
from gui.export.slides.slide import SlideWriter
from gui.export.slides.workbook import workbook
from gui.formula.meaning import FormulaMeaning
from gui.recording.marks import FigurePage, ImageMark
from gui.words.catalog import say

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

_FIRST_DAY = datetime(1980, 1, 1, tzinfo=UTC)  # zip knows no earlier one
_LONGEST = 255  # letters of a title
_BLANK = 6  # among the layouts of python-pptx's template
_SPACES = " ".join(
    f'xmlns:{short}="http://schemas.openxmlformats.org/{place}"'
    for short, place in (
        ("a", "drawingml/2006/main"),
        ("p", "presentationml/2006/main"),
        ("r", "officeDocument/2006/relationships"),
        ("m", "officeDocument/2006/math"),
        ("mc", "markup-compatibility/2006"),
    )
)


class DeckPage(Struct, frozen=True):
    """A slide. notes: paragraphs for who speaks; notation: of its letters."""

    page: FigurePage
    notes: Sequence[str] = ()
    notation: Notation = STANDARD


def pptx(slides: Sequence[DeckPage], title: str) -> bytes:
    """Return slides, all of the size of the first, as the bytes of a .pptx file."""
    from pptx import Presentation
    from pptx.util import Emu

    deck = Presentation()
    first = slides[0].page
    scale = scale_of(first.width, first.height)
    deck.slide_width = Emu(slide_side(scale, first.width))
    deck.slide_height = Emu(slide_side(scale, first.height))
    for each in slides:
        _add_slide(deck, each, scale, moves=len(slides) > 1)
    about = deck.core_properties
    about.title, about.author, about.last_modified_by = known(title)[:_LONGEST], "", ""
    about.revision = 1
    about.created = about.modified = about.last_printed = _FIRST_DAY.replace(tzinfo=None)
    found = BytesIO()
    deck.save(found)
    return dated(found.getvalue())


def _add_slide(deck: "Presentation", wanted: DeckPage, scale: SlideScale, *, moves: bool) -> None:
    from pptx.oxml import parse_xml

    slide = deck.slides.add_slide(deck.slide_layouts[_BLANK])
    names = ShapeNames(wanted.notation, moves=moves)
    media = SlideMedia(slide)
    writer = SlideWriter(wanted.page, scale, names, media.keep_image, media.say_so)
    tree = parse_xml(f"<p:spTree {_SPACES}>{''.join(writer.shapes())}</p:spTree>")
    for shape in tree:
        slide.shapes._spTree.append(shape)
    if wanted.page.ground is not None:
        ground = f"<p:bgPr>{fill(wanted.page.ground)}<a:effectLst/></p:bgPr>"
        slide._element.cSld.insert(0, parse_xml(f"<p:bg {_SPACES}>{ground}</p:bg>"))
    if wanted.notes:
        frame = slide.notes_slide.notes_text_frame
        assert frame is not None
        frame.text = known("\n".join(wanted.notes))


def dated(content: bytes) -> bytes:
    """Return a zip file whose parts all have the same old date."""
    found = BytesIO()
    with ZipFile(BytesIO(content)) as read, ZipFile(found, "w", ZIP_DEFLATED) as written:
        for entry in read.infolist():
            info = ZipInfo(entry.filename, _FIRST_DAY.timetuple()[:6])
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o600 << 16
            written.writestr(info, read.read(entry))
    return found.getvalue()


class SlideMedia:
    """Takes into the file what is no shape itself."""

    def __init__(self, slide: "Slide") -> None:
        self._slide = slide

    def keep_image(self, mark: ImageMark) -> str:
        _, relation = self._slide.part.get_or_add_image_part(BytesIO(crisp(mark).png))
        return str(relation)

    def say_so(self, said: Said, names: ShapeNames, scale: SlideScale) -> str:
        """Return what is said as a shape; what belongs to it is taken into the file."""
        meaning = said.meaning
        if isinstance(meaning, FormulaMeaning):
            return formula(names, meaning, [each.mark for each in said.marks], scale)
        assert said.parts is not None
        axes = meaning.chart.x_axis.name, meaning.chart.y_axis.name
        label = names.label("", "chart", say("slide.chart", x=axes[0], y=axes[1]))
        columns = columns_of(meaning.chart, said.parts)
        space = chart_space(meaning, said.parts, columns, scale)
        relation = self._keep_chart(space, workbook(columns))
        return chart_frame(label, chart_room(meaning, said.parts), scale, relation)

    def _keep_chart(self, space: str, book: bytes) -> str:
        from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
        from pptx.parts.chart import ChartPart

        package = self._slide.part.package
        name = package.next_partname(ChartPart.partname_template)
        part = ChartPart.load(name, CONTENT_TYPE.DML_CHART, package, space.encode())
        part.chart_workbook.update_from_xlsx_blob(book)
        return str(self._slide.part.relate_to(part, RELATIONSHIP_TYPE.CHART))
