"""Reading: a file becomes its source text, the NFC text that every passage of the graph points into.

For .txt and .md that is the file's text; for .html, .docx and .pdf it is the text taken out of the file, one
paragraph or table row per line. What a file is, its bytes say; the name only tells .md from .txt.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from loaders import legacy
from loaders.errors import ReadingError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_TO_DOCX = "Convert it: soffice --headless --convert-to docx FILE"
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "is a Word file of the old kind (.doc)", _TO_DOCX),
    (b"{\\rtf", "is an RTF file", _TO_DOCX),
    (b"\x89PNG", "is a picture", "Run text recognition on it: tesseract FILE OUT -l vie"),
    (b"\xff\xd8\xff", "is a picture", "Run text recognition on it: tesseract FILE OUT -l vie"),
    (b"II*\0", "is a picture", "Run text recognition on it: tesseract FILE OUT -l vie"),
)
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PAGE_MARKS = (b"<!doctype html", b"<html", b"<?xml")
_BINARY_SHARE = 0.005  # control characters among a text's characters
_SAMPLE = 20_000
SUFFIXES: Final = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one file in NFC, before any clean-up.

    ``sha256`` is that of ``text`` in UTF-8, ``file_sha256`` that of the file's bytes; ``encoding`` is that of the
    bytes or of the words in them (``tcvn3``); ``pages`` are the offsets in ``text`` where pages begin (a text without
    page marks is one page).
    """

    path: str
    text: str
    sha256: str
    file_sha256: str
    encoding: str
    media_type: str
    pages: tuple[int, ...]


def source_from_text(text: str, path: str = "") -> SourceText:
    """A source text that is at hand as a string, such as a passage in a test."""
    return _source(path, text, None, "utf-8", "text/plain")


def read(path: Path) -> SourceText:
    """The source text of a file.

    Raises ``ReadingError`` with the file, what is wrong with it and what to do: no file, a folder, empty, a picture or
    other binary file, a scan, encrypted, damaged, .doc, of unknown encoding, not in Vietnamese.
    """
    data = _bytes(path)
    text, encoding, media_type = _text(data, path)
    converted = legacy.from_text(unicodedata.normalize("NFC", text))
    if converted is not None:
        text, encoding = converted
    source = _source(str(path), text, data, encoding, media_type)
    if not legacy.is_vietnamese(source.text):
        raise ReadingError(str(path), "is no Vietnamese text", "Load administrative documents in Vietnamese")
    return source


def _source(path: str, text: str, data: bytes | None, encoding: str, media_type: str) -> SourceText:
    normal = unicodedata.normalize("NFC", text)
    digest = sha256(normal.encode("utf-8", "surrogatepass")).hexdigest()
    file_digest = digest if data is None else sha256(data).hexdigest()
    return SourceText(path, normal, digest, file_digest, encoding, media_type, _page_starts(normal))


def _page_starts(text: str) -> tuple[int, ...]:
    starts = [0]
    at = text.find("\f")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\f", at + 1)
    return tuple(starts)


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise ReadingError(str(path), "is a folder", "Name the files in it")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadingError(str(path), "no such file", "Check the name") from None
    except OSError as error:
        raise ReadingError(str(path), error.strerror or "cannot be read", "Check the file and its rights") from error
    if not data.strip():
        raise ReadingError(str(path), "is empty", "Save the document again")
    return data


def _text(data: bytes, path: Path) -> tuple[str, str, str]:
    """Text, encoding and media type of a file's bytes."""
    for magic, problem, remedy in _REFUSED:
        if data.startswith(magic):
            raise ReadingError(str(path), problem, remedy)
    if data[:1024].lstrip().startswith(b"%PDF-"):
        from loaders.formats import pdf  # noqa: PLC0415 - a library of its own, which no other file needs

        return pdf.extract(data, str(path)), "utf-8", "application/pdf"
    if data.startswith(b"PK\x03\x04"):
        if b"word/" not in data:
            raise ReadingError(str(path), "is an archive and no Word file", _TO_DOCX)
        from loaders.formats import word  # noqa: PLC0415 - a tenth of the time that the command takes to start

        return word.extract(data, str(path)), "utf-8", _DOCX
    if data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGE_MARKS):
        from loaders.formats import html  # noqa: PLC0415 - a tenth of the time that the command takes to start

        page, encoding = _decode(data, path, html.charset(data))
        return html.extract(page), encoding, "text/html"
    text, encoding = _decode(data, path, None)
    return text, encoding, "text/markdown" if path.suffix.lower() == ".md" else "text/plain"


def _decode(data: bytes, path: Path, declared: str | None) -> tuple[str, str]:
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), None) or _utf16(data)
    for name in (encoding, "utf-8", declared):
        if name is None:
            continue
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        return _checked(text, path), name.removesuffix("-sig")
    found = legacy.from_bytes(data)
    if found is None:
        _checked(data.decode("latin-1"), path)
        raise ReadingError(str(path), "is neither UTF-8 nor TCVN3, VNI or VISCII", "Save it as UTF-8")
    return found


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of its blanks and line breaks is zero."""
    sample = data[:_SAMPLE]
    little, big = sample[1::2].count(0), sample[0::2].count(0)
    if max(little, big) < len(sample) // 8:
        return None
    return "utf-16-le" if little > big else "utf-16-be"


def _checked(text: str, path: Path) -> str:
    sample = text[:_SAMPLE]
    control = sum(char < " " and char not in "\t\n\r\f\v" for char in sample)
    if control > _BINARY_SHARE * len(sample) + 1:
        raise ReadingError(str(path), "is a binary file", "Load .txt, .md, .html, .docx or .pdf")
    return text
