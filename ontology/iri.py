"""The grammar of identifiers: the one place that builds and takes apart an IRI of the project.

Every builder gives the whole IRI as a string under ``Iris.base``; :meth:`Iris.parse` gives the parts back, and the
two are inverse. The names of the ontology itself (``ontology#Target``) are the same at every base: a vocabulary has
one name wherever the data that uses it is served.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote

from ontology.slug import UNKNOWN, issuer_slug, slug

DEFAULT_BASE = "https://w3id.org/lienvan/"
ONTOLOGY = DEFAULT_BASE + "ontology#"
SHAPES = DEFAULT_BASE + "shapes#"
"""The shipped shapes; their names, like the ontology's, are the same at every base."""

Kind = Literal[
    "ontology",
    "shapes",
    "document",
    "part",
    "task",
    "text",
    "passage",
    "agency",
    "place",
    "change",
    "programme",
    "indicator",
    "concept",
    "finding",
    "graph",
]

CONCEPT_SCHEMES = ("agency-type", "document-type", "frequency", "level", "reference", "sector", "theme", "unit")
"""Path segments of the concept schemes whose concepts have no path of their own, and of reference facts."""
NAMED_GRAPHS = ("entities", "findings", "inferred", "lock", "manifest", "ontology", "places")
PART_KINDS = (
    "activity",
    "assignment",
    "change",
    "citation",
    "component",
    "extraction",
    "field",
    "irregularity",
    "link",
    "recipient",
    "report",
    "signature",
    "target",
)

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SEGMENT_SAFE = "()!$&'*+,;=:@"
_DOCUMENT = r"(?P<document>doc/(?:luat/[^/#]+|[^/#]+/[^/#]+/[^/#]+))"
_DOCUMENT_PART = re.compile(_DOCUMENT + r"(?=[/#]|$)")
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("ontology", re.compile(r"ontology(?:#(?P<term>[A-Za-z]\w*))?")),
    ("shapes", re.compile(r"shapes(?:#(?P<shape>[A-Za-z][\w-]*))?")),
    ("passage", re.compile(_DOCUMENT + r"/text#char=(?P<start>\d+),(?P<end>\d+)")),
    ("text", re.compile(_DOCUMENT + r"/text")),
    ("task", re.compile(_DOCUMENT + r"/task/(?P<path>[^/#]+)")),
    ("part", re.compile(_DOCUMENT + rf"/(?P<part>{'|'.join(PART_KINDS)})/(?P<n>[^/#]+)")),
    ("document", re.compile(_DOCUMENT)),
    ("change", re.compile(r"(?P<thing>(?:place|agency)/[^/#]+/[^/#]+)/change/(?P<n>[^/#]+)")),
    ("agency", re.compile(r"agency/(?P<type>[^/#]+)/(?P<place>[^/#]+)")),
    ("place", re.compile(r"place/(?P<list>[^/#]+)/(?P<code>[^/#]+)")),
    ("programme", re.compile(r"programme/(?P<code>[^/#]+(?:/[^/#]+){0,6})")),
    ("indicator", re.compile(r"indicator/(?P<slug>[^/#]+)")),
    ("finding", re.compile(r"finding/(?P<hash>[0-9a-f]+)")),
    ("graph", re.compile(r"graph/(?P<name>doc/[^#]+|" + "|".join(NAMED_GRAPHS) + ")")),
    ("concept", re.compile(rf"(?P<scheme>scheme|{'|'.join(CONCEPT_SCHEMES)})/(?P<slug>[^/#]+)")),
)


@dataclass(frozen=True, slots=True)
class ParsedIri:
    """What an identifier names: its kind, its parts in order, and for a part of a document that document's IRI.

    ``…/doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd/target/4`` is ``ParsedIri("part", ("target", "4"), "…/303-kh-ubnd")``;
    a passage's parts are start and end, a document's are issuer, year and number (a law's: ``luat`` and its slug).
    """

    kind: Kind
    parts: tuple[str, ...]
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Iris:
    """Builds and parses the identifiers under one base, an IRI that ends in ``/`` (ValueError otherwise)."""

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`?#]+/", self.base):
            raise ValueError(f"the base of all identifiers must be an http(s) address ending in '/', not {self.base!r}")

    def document(self, issuer: str | None, year: int | str | None, number: str) -> str:
        """``("ubnd-tinh-bac-kan", 2020, "303/KH-UBND")``; issuer and number may be slugs or as printed, or unknown."""
        return f"{self.base}doc/{issuer_slug(issuer or '')}/{year or UNKNOWN}/{_slug(number)}"

    def untitled(self, issuer: str | None, year: int | str | None, symbol: str | None, title: str) -> str:
        """A document without a number: its symbol or type, and eight hex digits of the folded title.

        ``("ubnd-tinh-dak-lak", 2022, "KH-UBND", "Thực hiện Chiến lược …")`` gives ``…/2022/kh-ubnd-1f0c93ab``.
        """
        digest = hashlib.sha256(slug(title).encode()).hexdigest()[:8]
        return self.document(issuer, year, f"{symbol or 'van-ban'}-{digest}")

    def law(self, name: str) -> str:
        """``Luật Đầu tư công`` is ``doc/luat/dau-tu-cong``: laws are cited by name, whatever their year."""
        return f"{self.base}doc/luat/{_slug(name).removeprefix('luat-')}"

    def part(self, document: str, kind: str, n: int | str) -> str:
        """``(document, "target", 4)`` gives ``{document}/target/4``; kinds are :data:`PART_KINDS`."""
        if kind not in PART_KINDS:
            raise ValueError(f"no part of a document is called {kind!r}; parts are {', '.join(PART_KINDS)}")
        return f"{document}/{kind}/{_segment(str(n))}"

    def task(self, document: str, path: str) -> str:
        """``(document, "III.2.d(1)")`` gives ``{document}/task/III.2.d(1)``."""
        return f"{document}/task/{_segment(path)}"

    def text(self, document: str) -> str:
        """The source text of a document, into which its passages point."""
        return f"{document}/text"

    def passage(self, document: str, start: int, end: int) -> str:
        """``(document, 120, 180)`` gives ``{document}/text#char=120,180`` (RFC 5147, code points of the source)."""
        if not 0 <= start <= end:
            raise ValueError(f"a passage runs forward from 0, not from {start} to {end}")
        return f"{document}/text#char={start},{end}"

    def agency(self, agency_type: str, place: str) -> str:
        """``("phong-y-te", "huyen-bach-thong-bac-kan")``: a type of the scheme and the slug of the place."""
        return f"{self.base}agency/{_slug(agency_type)}/{_slug(place)}"

    def place(self, code_list: str, code: str) -> str:
        """``("gso-2024", "063")``, ``("gso-2025", "19")``: a code means nothing without its list."""
        return f"{self.base}place/{_slug(code_list)}/{_slug(code)}"

    def change(self, thing: str, name: str) -> str:
        """A change that a place or an agency went through: ``(…/place/gso-2024/063, "01840")`` to that commune."""
        return f"{thing}/change/{_slug(name)}"

    def programme(self, code: str) -> str:
        """``"1719"``, ``"1719/10/1"``: a programme or a component of one, as the plans number them."""
        return f"{self.base}programme/{'/'.join(_slug(part) for part in code.split('/'))}"

    def indicator(self, name: str) -> str:
        """``"poverty-rate"``, a slug of the indicator scheme."""
        return f"{self.base}indicator/{_slug(name)}"

    def concept(self, scheme: str, name: str) -> str:
        """``("document-type", "ke-hoach")``; ``("scheme", "indicators")`` is a concept scheme itself."""
        if scheme != "scheme" and scheme not in CONCEPT_SCHEMES:
            raise ValueError(f"there is no concept scheme {scheme!r}; schemes are {', '.join(CONCEPT_SCHEMES)}")
        return f"{self.base}{scheme}/{_slug(name)}"

    def finding(self, digest: str) -> str:
        """``digest`` is hex, made of shape, focus node and value: the same finding has one IRI from load to load."""
        return f"{self.base}finding/{digest}"

    def graph(self, name: str) -> str:
        """The graph of a document (by its IRI), or one of :data:`NAMED_GRAPHS`."""
        if name in NAMED_GRAPHS:
            return f"{self.base}graph/{name}"
        if not name.startswith(self.base + "doc/"):
            raise ValueError(f"{name!r} names no graph: give a document's IRI or one of {', '.join(NAMED_GRAPHS)}")
        return f"{self.base}graph/{name[len(self.base) :]}"

    def parse(self, iri: str) -> ParsedIri:
        """Takes an identifier apart; ValueError with the IRI when it is none of this base."""
        if iri.startswith(ONTOLOGY):
            return ParsedIri("ontology", (iri[len(ONTOLOGY) :],))
        if iri.startswith(SHAPES):
            return ParsedIri("shapes", (iri[len(SHAPES) :],))
        if iri.startswith(self.base):
            for kind, pattern in _PATTERNS:
                found = pattern.fullmatch(iri, len(self.base))
                if found:
                    return self._parsed(kind, found.groupdict())
        raise ValueError(f"{iri!r} is no identifier under {self.base}")

    def _parsed(self, kind: Kind, groups: dict[str, str | None]) -> ParsedIri:
        document = groups.pop("document", None)
        if kind == "document" and document is not None:
            return ParsedIri(kind, tuple(document.split("/")[1:]), self.base + document)
        parts = tuple(unquote(part) for part in groups.values() if part is not None)
        return ParsedIri(kind, parts, self.base + document if document else None)

    def document_of(self, iri: str) -> str | None:
        """The document that this is, or is a part of; None for anything else, an identifier or not."""
        if not iri.startswith(self.base):
            return None
        found = _DOCUMENT_PART.match(iri, len(self.base))
        return self.base + found["document"] if found else None

    def document_of_graph(self, graph: str) -> str | None:
        """The document whose graph this is, or None for a shared graph."""
        prefix = self.base + "graph/"
        return self.base + graph[len(prefix) :] if graph.startswith(prefix + "doc/") else None

    def rebase(self, iri: str) -> str:
        """An identifier of the shipped reference data (made at :data:`DEFAULT_BASE`) under this base."""
        if iri.startswith(DEFAULT_BASE) and not iri.startswith((ONTOLOGY, SHAPES)):
            return self.base + iri[len(DEFAULT_BASE) :]
        return iri


def _slug(text: str) -> str:
    """``text`` itself when it is a slug already; ValueError when nothing of it can stand in an identifier."""
    if _SLUG.fullmatch(text):
        return text
    made = slug(text)
    if not made:
        raise ValueError(f"{text!r} has no letter or digit to make an identifier of")
    return made


def _segment(text: str) -> str:
    """One path segment: letters with Vietnamese marks stay (``III.2.đ``), what would end the segment is escaped."""
    if not text:
        raise ValueError("a part of a document needs a name or number")
    return "".join(c if c.isalnum() else quote(c, safe=_SEGMENT_SAFE) for c in text)
