"""The pages of the site as every page lists them, with the one that the reader is on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from flask import request
from flask_babel import lazy_gettext

from service import links
from service.i18n import language
from service.state import service

PROGRAMME: Final = "1719"
"""The programme whose tree the navigation leads to."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the site: where it begins, what it is called, and the first pieces of the paths that belong to it.

    ``apart`` marks the first of those for people who work with the data.
    """

    path: str
    name: Any
    holds: tuple[str, ...]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A section as one page shows it."""

    name: str
    address: str
    here: bool
    apart: bool


SECTIONS: Final = (
    Section("/documents", lazy_gettext("Văn bản"), ("documents", "doc")),
    Section(f"/programme/{PROGRAMME}", lazy_gettext("Chương trình"), ("programme",)),
    Section("/targets", lazy_gettext("Chỉ tiêu"), ("targets", "indicators", "indicator")),
    Section("/agencies", lazy_gettext("Các cơ quan"), ("agencies", "agency")),
    Section("/places", lazy_gettext("Các địa bàn"), ("places", "place")),
    Section("/questions", lazy_gettext("Câu hỏi"), ("questions", "ask")),
    Section("/findings", lazy_gettext("Phát hiện"), ("findings", "finding")),
    Section("/network", lazy_gettext("Mạng lưới"), ("network",)),
    Section("/sparql", "SPARQL", ("sparql",), apart=True),
    Section("/api", "API", ("api",)),
    Section("/about", lazy_gettext("Giới thiệu"), ("about",)),
)


def navigation() -> list[Entry]:
    """The sections for this request's page, in the reader's language."""
    return list(_entries(_first_piece(request.path)))


def _entries(here: str) -> Iterator[Entry]:
    iris = service().iris
    for section in SECTIONS:
        thing = links.identifier(section.path, iris)
        own = links.parsed(thing, iris) is not None
        address = links.home(thing, iris, language()) if own else links.page(section.path, language())
        yield Entry(str(section.name), address, here in section.holds, section.apart)


def _first_piece(path: str) -> str:
    """``programme`` of ``/en/programme/1719``; empty for the first page."""
    pieces = [piece for piece in path.split("/") if piece]
    return next(iter(pieces[1:] if pieces[:1] in (["vi"], ["en"]) else pieces), "")
