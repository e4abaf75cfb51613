"""Sidecars: what a person states about a document, in ``NAME.meta.toml`` beside it.

For ``plans/dakrong-2022.txt`` that is ``plans/dakrong-2022.meta.toml``::

    source = "https://dakrong.quangtri.gov.vn/van-ban/1234"
    number = "1203/KH-UBND"
    issued = 2022-06-30

``source`` is the page the document was taken from; every other key is a field of the document and overrides what
was read in the text.
"""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from loaders.errors import ReadingError
from loaders.records import Document, PlaceName

SUFFIX: Final = ".meta.toml"
_LEVELS = ("trung ương", "tỉnh", "huyện", "xã")
_ISSUED = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_TYPE = re.compile(r"[a-z]+(?:-[a-z]+)*")
_URL = re.compile(r"""https?://[^\s<>"{}|\\^`]+""")
_YEARS = range(1945, 2101)


@dataclass(frozen=True, slots=True)
class Sidecar:
    """``source_url``, and ``facts`` as fields of ``Document`` with their values."""

    source_url: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    def applied(self, document: Document) -> Document:
        """The document with the stated facts; they have no place in the text."""
        if not self.facts and self.source_url is None:
            return document
        spans = {name: span for name, span in document.spans.items() if name not in self.facts}
        overrides = tuple(sorted(self.facts))
        return dataclasses.replace(document, spans=spans, overrides=overrides, source_url=self.source_url, **self.facts)


def sidecar_path(path: Path) -> Path:
    """Where the sidecar of a document lies: ``a/b.docx`` → ``a/b.meta.toml``."""
    return path.with_name(path.stem + SUFFIX)


def read_sidecar(path: Path) -> Sidecar:
    """The sidecar of the document at ``path``, an empty one where there is none.

    Raises ``ReadingError`` for a file that is no TOML, an unknown key or a value of the wrong kind.
    """
    beside = sidecar_path(path)
    try:
        stated = tomllib.loads(beside.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return Sidecar()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReadingError(str(beside), f"is no valid TOML ({error})", "Correct it") from error
    except OSError as error:
        raise ReadingError(str(beside), error.strerror or "cannot be read", "Check the file and its rights") from error
    facts: dict[str, Any] = {}
    for key, value in stated.items():
        facts[key] = _checked(str(beside), key, value)
    if "number" in facts and "symbol" not in facts:
        facts["symbol"] = facts["number"].partition("/")[2] or None
    return Sidecar(facts.pop("source", None), facts)


def _checked(path: str, key: str, value: object) -> Any:
    if key not in _KINDS:
        raise ReadingError(path, f"unknown key {key!r}", f"Use {', '.join(_KINDS)}")
    expected, convert = _KINDS[key]
    converted = convert(value)
    if converted is None:
        raise ReadingError(path, f"{key} = {value!r} is not {expected}", "Correct the value")
    return converted


def _text(value: object) -> str | None:
    return value.strip() if isinstance(value, str) and value.strip() else None


def _matching(pattern: re.Pattern[str]) -> Callable[[object], str | None]:
    def convert(value: object) -> str | None:
        return value if isinstance(value, str) and pattern.fullmatch(value) else None

    return convert


def _issued(value: object) -> str | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if not isinstance(value, str) or not _ISSUED.fullmatch(value):
        return None
    try:
        date.fromisoformat(value if len(value) == 10 else f"{value}-01")
    except ValueError:
        return None
    return value


def _year(value: object) -> int | None:
    return value if isinstance(value, int) and value in _YEARS else None


def _period(value: object) -> tuple[int, int] | None:
    if not isinstance(value, list) or len(value) != 2:
        return None
    first, last = _year(value[0]), _year(value[1])
    return (first, last) if first is not None and last is not None and first <= last else None


def _place(value: object) -> PlaceName | None:
    if not isinstance(value, dict) or not set(value) <= {"level", "name", "province"}:
        return None
    level, name, province = value.get("level"), _text(value.get("name")), _text(value.get("province"))
    return PlaceName(level, name, province) if level in _LEVELS and name else None


_KINDS: dict[str, tuple[str, Callable[[object], Any]]] = {
    "source": ("an address such as https://…", _matching(_URL)),
    "type": ("the slug of a document type such as ke-hoach", _matching(_TYPE)),
    "number": ("a number such as 303/KH-UBND", _text),
    "symbol": ("a symbol such as KH-UBND", _text),
    "issued": ("a date such as 2022-06-30 or a month such as 2022-06", _issued),
    "issuer": ("the full name of an issuer", _text),
    "place": ('a table { level = "huyện", name = "Đakrông", province = "Quảng Trị" }', _place),
    "title": ("a title", _text),
    "period": ("two years such as [2021, 2030]", _period),
    "vision": ("a year such as 2045", _year),
}
