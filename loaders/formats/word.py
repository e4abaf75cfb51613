"""Word (.docx): paragraphs and tables in reading order, with the numbers that Word prints before paragraphs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from loaders.errors import ReadingError
from loaders.formats import tables
from loaders.formats.numbering import Element, Numbering

_LARGEST = 300_000_000  # bytes unpacked; a larger one is no document but a bomb
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT, _TAB, _HYPHEN = qn("w:t"), qn("w:tab"), qn("w:noBreakHyphen")
_BREAKS = frozenset({qn("w:br"), qn("w:cr")})
_TRANSPARENT = frozenset(
    map(
        qn,
        (
            "w:sdt",
            "w:sdtContent",
            "w:ins",
            "w:moveTo",
            "w:smartTag",
            "w:customXml",
            "w:hyperlink",
            "w:r",
            "w:fldSimple",
        ),
    )
)


def extract(data: bytes, path: str) -> str:
    """The text of the body; raises ``ReadingError`` for a damaged file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            size = sum(entry.file_size for entry in package.infolist())
        if size > _LARGEST:
            raise ReadingError(path, f"unpacks to {size // 1_000_000} MB", "Save it again from Word")
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise ReadingError(path, "is a damaged Word file", "Open and save it again in Word or LibreOffice") from error
    return "\n".join(_Reader(document).lines())


class _Reader:
    def __init__(self, document: docx.document.Document) -> None:
        self._body: Element = document.element.body
        part = document.part
        related = [rel.target_part for rel in part.rels.values() if rel.reltype.endswith("/numbering")]
        self._numbering = Numbering(related[0].element if related else None)
        self._styles = {
            style.get(qn("w:styleId")): style for style in document.styles.element.iterchildren(qn("w:style"))
        }

    def lines(self) -> Iterator[str]:
        yield from self._blocks(self._body)

    def _blocks(self, parent: Element) -> Iterator[str]:
        for child in parent.iterchildren():
            if child.tag == _PARAGRAPH:
                yield from self._paragraph(child)
            elif child.tag == _TABLE:
                yield from tables.lines([list(self._cells(row)) for row in _below(child, _ROW)])
            elif child.tag in _TRANSPARENT:
                yield from self._blocks(child)

    def _cells(self, row: Element) -> Iterator[list[str]]:
        for cell in _below(row, _CELL):
            yield list(self._blocks(cell))

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        words = "".join(_words(paragraph)).strip()
        label = self._label(paragraph) if words else ""
        for line in f"{label} {words}".strip().split("\n"):
            yield line.strip()

    def _label(self, paragraph: Element) -> str:
        numbered = self._numbered(paragraph)
        if numbered is None:
            return ""
        list_id, level = (numbered.find(qn(name)) for name in ("w:numId", "w:ilvl"))
        if list_id is None:
            return ""
        return self._numbering.label(list_id.get(qn("w:val")), int(level.get(qn("w:val"))) if level is not None else 0)

    def _numbered(self, element: Element) -> Element | None:
        """``w:numPr`` of the paragraph, or of its style or a style that one is based on."""
        seen: set[str] = set()
        while element is not None:
            properties = element.find(qn("w:pPr"))
            numbered = properties.find(qn("w:numPr")) if properties is not None else None
            if numbered is not None:
                return numbered
            style = properties.find(qn("w:pStyle")) if properties is not None else None
            base = element.find(qn("w:basedOn"))
            name = (
                (style if style is not None else base).get(qn("w:val")) if style is not None or base is not None else ""
            )
            if not name or name in seen:
                return None
            seen.add(name)
            element = self._styles.get(name)
        return None


def _below(parent: Element, tag: str) -> Iterator[Element]:
    """Children of a tag, also inside content controls."""
    for child in parent.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _below(child, tag)


def _words(element: Element) -> Iterator[str]:
    for child in element.iterchildren():
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag == _TAB:
            yield "\t"
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag == _HYPHEN:
            yield "-"
        elif child.tag in _TRANSPARENT:
            yield from _words(child)
