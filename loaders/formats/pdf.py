"""PDF: the text layer, page by page, with a form feed between pages."""

from __future__ import annotations

import re

import pypdfium2
import pypdfium2.raw as pdfium

from loaders.errors import ReadingError

_LINE_END_HYPHEN = re.compile("[\x02\ufffe](?:\r?\n)?")  # how PDFium gives a hyphen at the end of a line
_LEAST = 40  # characters; a scan has stamps and page numbers at most
_OCR = "Add a text layer first: ocrmypdf -l vie IN.pdf OUT.pdf"


def extract(data: bytes, path: str) -> str:
    """The text of all pages; raises ``ReadingError`` for an encrypted or damaged file and for a scan."""
    pages = _pages(data, path)
    if sum(len(page.strip()) for page in pages) < _LEAST:
        raise ReadingError(path, f"is a scan: its {len(pages)} pages hold no text", _OCR)
    return "\n\f".join(pages)


def _pages(data: bytes, path: str) -> list[str]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise ReadingError(path, "is encrypted", "Save it without a password") from error
        raise ReadingError(path, "is a damaged PDF", "Print or save it to PDF again") from error
    try:
        return [_page(document, number) for number in range(len(document))]
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_range()
    finally:
        text_page.close()
        page.close()
    return _LINE_END_HYPHEN.sub("-\n", text).replace("\r\n", "\n")
