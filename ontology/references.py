"""Reference facts about documents: those that many plans cite, and what class a type and symbol make a document.

``schemes/known-documents.ttl`` is what citations are measured against. It is no graph of the store: a fact of it
enters the graph only with a document that is cited or loaded, since each subject lives in one graph.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal

from ontology import DCT, DIRECTORY, LV, SKOS, Iris
from ontology.schemes import concepts, descriptions, document_types

KNOWN_DOCUMENTS_FILE = DIRECTORY / "schemes" / "known-documents.ttl"
KNOWN_RELATIONS_FILE = DIRECTORY / "schemes" / "known-relations.ttl"

_STATE_ACTS = frozenset({"nghi-quyet", "nghi-quyet-lien-tich", "quyet-dinh", "chi-thi", "lenh"})
_PARTY_SYMBOL = re.compile(r"(?:^|[-/ ])(?:TW|TU|HU|ĐU|QU|ThU|TTHU|BTV|BCS|BCSĐ|VPTW|BTCTW|BTGTW|BDVTW|UBKTTW)$")
_PARTY_ISSUER = re.compile(r"Đảng|[ủỦ]y\b(?! ban)|Bộ Chính trị|Ban Bí thư|Ban Chấp hành Trung ương")


@dataclass(frozen=True, slots=True)
class ReferenceDocument:
    """``1719/QĐ-TTg``: type ``quyet-dinh``, issued ``2021-10-14``, issuer ``Thủ tướng Chính phủ``.

    ``iri`` and the ends of ``relations`` (property IRI, document IRI) are at the default base; ``agency_type`` is the
    issuer's slug in the scheme of agency types; ``sources`` say where the facts were seen.
    """

    iri: str
    number: str
    type: str
    issued: str
    issuer: str
    agency_type: str
    title: str
    relations: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    note: str | None


@cache
def reference_documents() -> tuple[ReferenceDocument, ...]:
    """All documents of ``known-documents.ttl`` in the order of the file."""
    iris = Iris()
    agencies = concepts("agency-type")
    relations: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for relation in descriptions(KNOWN_RELATIONS_FILE).values():
        start, name, end = (relation[term][0].value for term in (LV["from"], LV.relation, LV.to))
        relations[start].append((name, end))
    documents = []
    for iri, properties in descriptions(KNOWN_DOCUMENTS_FILE).items():
        agency_type = iris.parse(properties[LV.issuer][0].value).parts[0]
        notes = properties.get(SKOS.note, ())
        documents.append(
            ReferenceDocument(
                iri=iri,
                number=properties[LV.number][0].value,
                type=iris.parse(properties[LV.documentType][0].value).parts[-1],
                issued=properties[LV.issued][0].value,
                issuer=agencies[agency_type].label,
                agency_type=agency_type,
                title=properties[LV.title][0].value,
                relations=tuple(relations.get(iri, ())),
                sources=tuple(source.value for source in properties.get(DCT.source, ()) if isinstance(source, Literal)),
                note=notes[0].value if notes else None,
            )
        )
    return tuple(documents)


def document_classes(type_slug: str | None, symbol: str | None = None, issuer: str | None = None) -> tuple[str, ...]:
    """The classes of a document: its type's, and lv:LegalAct or lv:PartyPaper where symbol or issuer tell which.

    A ``quyet-dinh`` with ``QĐ-TTg`` is ``(lv:Decision, lv:LegalAct)``, a ``nghi-quyet`` with ``NQ/TW`` is
    ``(lv:Resolution, lv:PartyPaper)``, a ``ke-hoach`` with ``KH-UBND`` just ``(lv:Plan,)``. Types that are always legal
    acts (``nghi-dinh``) need no second class: the ontology has it. An unknown type gives ``(lv:Document,)``.
    """
    kind = document_types().get(type_slug or "")
    own = kind.document_class if kind else str(LV.Document)
    if _PARTY_SYMBOL.search(symbol or "") or (not symbol and _PARTY_ISSUER.search(issuer or "")):
        return own, str(LV.PartyPaper)
    if type_slug in _STATE_ACTS and (symbol or issuer):
        return own, str(LV.LegalAct)
    return (own,)
