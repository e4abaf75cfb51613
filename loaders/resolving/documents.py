"""Which document a citation means: its identity is number, issuer and year, never the number alone.

Printed and consistent is *exact*. Filled in (an issuer from the symbol, a date from the reference documents) or
corrected (``05/2011/NQ-CP`` of a Nghị định, ``TT-UBND`` of Ủy ban Dân tộc) is *inferred*, and the reason says from
what. Where number, issuer or year stay open it is *unresolved*.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from loaders.numbers import DASH, TYPE_SYMBOLS, number_of, symbol_parts, type_of_symbol
from loaders.records import Citation, Document
from loaders.resolved import Degree
from loaders.resolving.agencies import AgencyResolver
from loaders.resolving.issuers import canonical_issuer, issuer_of_symbol, symbol_of_issuer, with_place
from loaders.resolving.known import KnownDocument, KnownDocuments
from ontology.iri import Iris

_LAWS: Final = frozenset({"luat", "bo-luat", "hien-phap"})
_LAW_NAME: Final = re.compile(
    r"(?P<name>(?:Luật|Bộ [Ll]uật|Hiến pháp)\b.*?)(?=,? (?:số|ngày|năm|được|và Luật|và các|có hiệu lực)\b|[;,(.]|$)"
)
_CONFUSED: Final = frozenset({"nghi-quyet", "nghi-dinh", "quyet-dinh", "thong-tu", "chi-thi", "ke-hoach", "ket-luan"})
_TYPE_SYMBOL: Final = {
    "nghi-quyet": "NQ", "nghi-dinh": "NĐ", "quyet-dinh": "QĐ", "thong-tu": "TT", "chi-thi": "CT", "ke-hoach": "KH",
    "ket-luan": "KL",
}  # fmt: skip
_LOCAL: Final = frozenset({"ubnd", "hdnd", "ub"})
_NOT_LOCAL: Final = re.compile(r"Ủy ban nhân dân|Hội đồng nhân dân")
_TITLE_LABEL: Final = re.compile(r"^(?:Đề án|Chiến lược|Chương trình|Quy hoạch)\s*|[“”\"‘’]", re.IGNORECASE)
_ABBREVIATIONS: Final = (
    ("ĐBDTTS", "đồng bào dân tộc thiểu số"), ("DTTS", "dân tộc thiểu số"), ("&", " và "), ("MN", "miền núi"),
    ("KT-XH", "kinh tế - xã hội"), ("MTQG", "mục tiêu quốc gia"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """Number, issuer and date that a citation was taken to have, the identifier made of them, and how sure it is."""

    iri: str
    number: str | None
    issuer: str | None
    issued: str | None
    title: str | None
    degree: Degree
    reason: str | None


@dataclass(slots=True)
class _Reading:
    """A citation on its way to an identity: what is known so far, what was filled in and what stays open."""

    number: str
    kind: str
    issuer: str | None
    issued: str | None
    inferred: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    @property
    def year(self) -> int | None:
        """The year in the number (``88/2019/QH14``) before the year of the date."""
        parsed = number_of(self.number)
        if parsed is not None and parsed.year is not None:
            return parsed.year
        return int(self.issued[:4]) if self.issued else None

    @property
    def symbol(self) -> str:
        """``TT-UBDT``; empty when the number has none."""
        parsed = number_of(self.number)
        return parsed.symbol if parsed is not None else ""


@dataclass(frozen=True, slots=True)
class DocumentResolver:
    """Identities of the documents that one document cites, seen from that document's place."""

    known: KnownDocuments
    agencies: AgencyResolver

    @property
    def _iris(self) -> Iris:
        return self.agencies.iris

    def own(self, document: Document) -> Identity:
        """The identity of a loaded document, by the same rules as a citation of it would get."""
        issuer = canonical_issuer(document.issuer) if document.issuer else None
        year = document.issued[:4] if document.issued else None
        title = document.title or ""
        if document.type in _LAWS:
            iri = self._iris.law(title)
        elif document.number is None:
            iri = self._untitled(issuer, year, document.symbol or document.type, title)
        else:
            found = self.known.find(document.number, issuer=issuer, year=int(year)) if issuer and year else ()
            iri = found[0].iri if len(found) == 1 else self._numbered_iri(issuer, year, document.number)
        return Identity(iri, document.number, issuer, document.issued, document.title, "exact", None)

    def identify(self, citation: Citation) -> Identity:
        """The identity of the document that ``citation`` names."""
        if citation.type in _LAWS:
            return self._law(citation)
        if citation.number is None:
            return self._unnumbered(citation)
        return self._numbered(citation, citation.number)

    def _numbered(self, citation: Citation, number: str) -> Identity:
        issuer = with_place(canonical_issuer(citation.issuer), self.agencies.own) if citation.issuer else None
        reading = _Reading(number, citation.type, issuer, citation.issued)
        self._settle_issuer(reading)
        self._settle_symbol(reading)
        self._settle_date(reading)
        known = self._known(reading)
        return self._identity(reading, known)

    def _settle_issuer(self, reading: _Reading) -> None:
        """The symbol of a central body decides over what is printed; without either, the reference documents."""
        by_symbol = issuer_of_symbol(reading.symbol, self.agencies.own)
        if reading.issuer is None:
            self._fill_issuer(reading, by_symbol)
        elif by_symbol is not None and by_symbol != reading.issuer and _is_central(reading.issuer):
            reading.inferred.append(
                f"the symbol {reading.symbol} is that of {by_symbol}; {reading.issuer} is printed as issuer"
            )
            reading.issuer = by_symbol

    def _fill_issuer(self, reading: _Reading, by_symbol: str | None) -> None:
        known = self.known.find(reading.number, year=reading.year)
        if by_symbol is not None:
            reading.issuer = by_symbol
            reading.inferred.append(f"no issuer is printed; the symbol {reading.symbol} is that of {by_symbol}")
        elif len(known) == 1:
            reading.issuer = canonical_issuer(known[0].issuer)
            reading.inferred.append("no issuer is printed; it is that of the reference document with this number")
        elif reading.symbol.endswith("NQ/TW"):
            reading.issuer = "Ban Chấp hành Trung ương"
            reading.inferred.append("no issuer is printed; a resolution NQ/TW is taken as the Central Committee's")
        else:
            reading.open.append("no issuer is printed, and the symbol does not tell it")

    def _settle_symbol(self, reading: _Reading) -> None:
        """A symbol that fits neither type nor issuer is a misprint of one that does."""
        if reading.issuer is None or self.known.find(reading.number, issuer=reading.issuer, year=reading.year):
            return
        for corrected, why in (_by_issuer(reading), _by_type(reading)):
            if corrected is None:
                continue
            parsed = number_of(reading.number)
            sure = parsed is not None and parsed.year is not None
            known = self.known.find(corrected, issuer=reading.issuer, kind=reading.kind)
            if known or sure or why.startswith("the issuer"):
                reading.inferred.append(f"printed {reading.number}: {why}, so {corrected} is meant")
                reading.number = corrected
            else:
                reading.open.append(f"{why}, and nothing tells which is right")

    def _settle_date(self, reading: _Reading) -> None:
        """A missing year comes from the reference documents; a wrong one too, where day and month agree."""
        known = self.known.find(reading.number, issuer=reading.issuer, kind=reading.kind)
        if reading.year is None:
            if len(known) == 1:
                reading.issued = known[0].issued
                reading.inferred.append("no date is printed; it is that of the reference document with this number")
            else:
                reading.open.append("no date is printed, and such numbers begin again every year")
        elif reading.issued is not None and reading.year != int(reading.issued[:4]):
            reading.inferred.append(f"the number is of {reading.year}, the date printed is {reading.issued}")
            reading.issued = None
        elif reading.issued is not None and not any(one.year == reading.year for one in known):
            self._same_day(reading, known)

    def _same_day(self, reading: _Reading, known: tuple[KnownDocument, ...]) -> None:
        for one in known:
            if reading.issued is not None and len(reading.issued) == 10 and one.issued[4:] == reading.issued[4:]:
                reading.inferred.append(f"{reading.issued} is printed; the reference document is of {one.issued}")
                reading.issued = one.issued
                return

    def _known(self, reading: _Reading) -> KnownDocument | None:
        if reading.issuer is None or reading.year is None:
            return None
        found = self.known.find(reading.number, issuer=reading.issuer, year=reading.year)
        if len(found) != 1:
            return None
        if reading.issued is not None and reading.issued not in (found[0].issued, found[0].issued[:7]):
            reading.inferred.append(f"{reading.issued} is printed; the reference document is of {found[0].issued}")
        return found[0]

    def _identity(self, reading: _Reading, known: KnownDocument | None) -> Identity:
        degree: Degree = "unresolved" if reading.open else "inferred" if reading.inferred else "exact"
        reason = "; ".join((*reading.inferred, *reading.open)) or None
        if known is not None:
            return Identity(
                known.iri, known.number, canonical_issuer(known.issuer), known.issued, known.title, degree, reason
            )
        iri = self._numbered_iri(reading.issuer, reading.year, reading.number)
        return Identity(iri, reading.number, reading.issuer, reading.issued, None, degree, reason)

    def _law(self, citation: Citation) -> Identity:
        """A law goes by its name: ``Luật Đầu tư công ngày 13 tháng 6 năm 2019`` is ``doc/luat/dau-tu-cong``."""
        named = _LAW_NAME.search(citation.quote)
        name = " ".join(named["name"].split()) if named else citation.about or citation.quote
        return Identity(self._iris.law(name), citation.number, "Quốc hội", citation.issued, name, "exact", None)

    def _unnumbered(self, citation: Citation) -> Identity:
        """A document without a number is known by its type, title and, where printed, issuer and year."""
        issuer = with_place(canonical_issuer(citation.issuer), self.agencies.own) if citation.issuer else None
        title = _TITLE_LABEL.sub("", citation.about or citation.quote).strip(" .;,")
        year = citation.issued[:4] if citation.issued else None
        iri = self._untitled(issuer, year, citation.type, title or citation.type)
        reason = "it has no number and is known by its title"
        return Identity(iri, None, issuer, citation.issued, title or None, "inferred", reason)

    def _numbered_iri(self, issuer: str | None, year: int | str | None, number: str) -> str:
        """``doc/ubnd-huyen-bach-thong-bac-kan/2022/217-kh-ubnd``."""
        return self._iris.document(self.agencies.issuer_slug(issuer) if issuer else None, year, number)

    def _untitled(self, issuer: str | None, year: str | None, symbol: str | None, title: str) -> str:
        """``doc/ubnd-huyen-bach-thong-bac-kan/2023/kh-ubnd-1f0c93ab``."""
        slug = self.agencies.issuer_slug(issuer) if issuer else None
        return self._iris.untitled(slug, year, symbol, spelt_out(title))


def spelt_out(title: str) -> str:
    """A title with the usual abbreviations written out, so that ``vùng đồng bào DTTS&MN`` is one with the long form."""
    for short, long in _ABBREVIATIONS:
        title = re.sub(rf"(?<!\w){short}(?!\w)" if short.isalpha() else re.escape(short), long, title)
    return title


def _is_central(issuer: str) -> bool:
    """A body without a place in its name, which therefore must fit its symbol."""
    return symbol_of_issuer(issuer) is not None or issuer in {"Quốc hội", "Ủy ban Thường vụ Quốc hội"}


def _by_issuer(reading: _Reading) -> tuple[str | None, str]:
    """``612/QĐ-UBND`` of Ủy ban Dân tộc was meant as ``612/QĐ-UBDT``."""
    own = symbol_of_issuer(reading.issuer or "")
    parts = symbol_parts(reading.symbol)
    if own is None or not parts or parts[-1] not in _LOCAL or _NOT_LOCAL.search(reading.issuer or ""):
        return None, ""
    corrected = re.sub(rf"[^{DASH}/.]+$", own, reading.number)
    return corrected, f"the issuer is {reading.issuer}, the symbol that of a People's Committee"


def _by_type(reading: _Reading) -> tuple[str | None, str]:
    """``Nghị định số 05/2011/NQ-CP`` was meant as ``05/2011/NĐ-CP``."""
    stated = type_of_symbol(reading.symbol)
    parts = symbol_parts(reading.symbol)
    if stated == reading.kind or not {stated, reading.kind} <= _CONFUSED or TYPE_SYMBOLS.get(parts[0]) != stated:
        return None, ""
    head, _, tail = reading.number.rpartition("/") if "/TW" not in reading.number else ("", "", "")
    corrected = re.sub(rf"^[^{DASH}/.]+", _TYPE_SYMBOL[reading.kind], tail)
    if not head:
        return None, ""
    return f"{head}/{corrected}", f"its symbol says {stated}, its type {reading.kind}"
