"""Reading: a file becomes its source text, the NFC text that every passage of the graph points into."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from loaders.errors import ReadingError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one file in NFC, before any clean-up.

    ``sha256`` is that of ``text`` in UTF-8, ``file_sha256`` that of the file's bytes; ``pages`` are the offsets in
    ``text`` where pages begin (a text without page marks is one page).
    """

    path: str
    text: str
    sha256: str
    file_sha256: str
    encoding: str
    media_type: str
    pages: tuple[int, ...]


def _page_starts(text: str) -> tuple[int, ...]:
    starts = [0]
    at = text.find("\f")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\f", at + 1)
    return tuple(starts)


def source_from_text(text: str, path: str = "") -> SourceText:
    """A source text that is at hand as a string, such as a passage in a test."""
    normal = unicodedata.normalize("NFC", text)
    digest = sha256(normal.encode("utf-8", "surrogatepass")).hexdigest()
    return SourceText(path, normal, digest, digest, "utf-8", "text/plain", _page_starts(normal))


def read(path: Path) -> SourceText:
    """The source text of a file; raises ``ReadingError`` with the file, what is wrong and what to do."""
    data = _bytes(path)
    text, encoding = _decode(data, path)
    source = source_from_text(text, str(path))
    return SourceText(
        str(path), source.text, source.sha256, sha256(data).hexdigest(), encoding, "text/plain", source.pages
    )


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
        raise ReadingError(str(path), "the file is empty", "Save the document again") from None
    return data


def _decode(data: bytes, path: Path) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        raise ReadingError(str(path), "is not text in UTF-8", "Save it as UTF-8") from None
