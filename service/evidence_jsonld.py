"""Evidence as JSON-LD with its context inside: a file that says, offline and years later, what an answer rests on.

RDF sees a PROV collection of rows, each derived from reified triples and quoted from passages; ``lienvan verify`` reads
the same file as plain JSON and compares it with the source files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from ontology import PREFIXES
from service.evidence import Evidence, Passage, RowProof, Source, Statement
from service.rows import Cell

CONTEXT: Final[Mapping[str, Any]] = {
    "@version": 1.1,
    **{prefix: PREFIXES[prefix] for prefix in ("lv", "dct", "oa", "prov", "rdf", "rdfs", "schema", "sh", "xsd")},
    "id": "@id",
    "type": "@type",
    "value": "@value",
    "datatype": "@type",
    "language": "@language",
    "base": {"@id": "rdfs:isDefinedBy", "@type": "@id"},
    "question": "dct:identifier",
    "label": "rdfs:label",
    "parameters": {"@id": "schema:query", "@type": "@json"},
    "sparql": "sh:select",
    "rows": {"@id": "prov:hadMember", "@container": "@set"},
    "number": "lv:order",
    "values": {"@id": "rdf:value", "@type": "@json"},
    "quotes": {"@id": "schema:citation", "@type": "@json"},
    "statements": {"@id": "prov:wasDerivedFrom", "@container": "@set"},
    "subject": {"@id": "rdf:subject", "@type": "@id"},
    "predicate": {"@id": "rdf:predicate", "@type": "@id"},
    "object": "rdf:object",
    "quotedFrom": {"@id": "prov:wasQuotedFrom", "@type": "@id", "@container": "@set"},
    "statedIn": {"@id": "lv:statedIn", "@type": "@id", "@container": "@set"},
    "passages": {"@id": "dct:references", "@container": "@set"},
    "text": {"@id": "lv:text", "@language": "vi"},
    "exact": {"@id": "oa:exact", "@language": "vi"},
    "start": {"@id": "lv:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "lv:end", "@type": "xsd:nonNegativeInteger"},
    "sectionPath": "lv:sectionPath",
    "ofDocument": {"@id": "lv:ofDocument", "@type": "@id"},
    "documents": {"@id": "dct:source", "@container": "@set"},
    "title": {"@id": "lv:title", "@language": "vi"},
    "documentNumber": "lv:number",
    "fileName": "lv:fileName",
    "sourceSha256": "lv:sourceSha256",
    "statedByPerson": {"@id": "lv:statedByPerson", "@type": "@id", "@container": "@set"},
    "takenFrom": {"@id": "dct:source", "@type": "@id"},
    "generatedBy": "prov:wasGeneratedBy",
    "fileSha256": "lv:fileSha256",
    "softwareVersion": "lv:softwareVersion",
    "startedAtTime": {"@id": "prov:startedAtTime", "@type": "xsd:dateTime"},
}

SourceText = Callable[[str], str | None]
"""The source text of a document, where it is kept."""


def document(evidence: Evidence, base: str, language: str, text_of: SourceText) -> dict[str, Any]:
    """The whole export; ``base`` is the one that its identifiers stand under."""
    answer = evidence.answer
    return {
        "@context": dict(CONTEXT),
        "type": "prov:Collection",
        "base": base,
        "question": answer.question.slug,
        "label": answer.question.title[language],
        "parameters": {name: choice.term.value for name, choice in answer.parameters.items()},
        "sparql": answer.sparql,
        "rows": [_row(evidence, proof) for proof in evidence.rows],
        "passages": [_passage(passage, text_of(passage.document)) for passage in evidence.passages.values()],
        "documents": [_source(source) for source in evidence.documents.values()],
    }


def _row(evidence: Evidence, proof: RowProof) -> dict[str, Any]:
    return {
        "type": "prov:Entity",
        "number": proof.number,
        "values": {name: _binding(cell) for name, cell in proof.row.items()},
        "quotes": _quotes(evidence, proof),
        "statements": [_statement(statement) for statement in proof.statements],
        "quotedFrom": list(proof.passages),
        "statedIn": list(proof.documents),
    }


def _quotes(evidence: Evidence, proof: RowProof) -> dict[str, str]:
    """The columns whose value is the words of a passage, and that passage: ``{"quote": "…/text#char=120,180"}``."""
    found = {}
    for column in evidence.answer.question.columns:
        value, link = proof.row.get(column.name), proof.row.get(column.link or "")
        if value is not None and link is not None and link.value in evidence.passages:
            passage = evidence.passages[link.value]
            if passage.text == value.value:
                found[column.name] = passage.iri
    return found


def _statement(statement: Statement) -> dict[str, Any]:
    value = statement.value
    return {
        "type": "rdf:Statement",
        "subject": statement.subject,
        "predicate": statement.predicate,
        "object": {"id": value.value} if value.kind == "iri" else _literal(value),
    }


def _literal(value: Cell) -> dict[str, str]:
    if value.language:
        return {"value": value.value, "language": value.language}
    return {"value": value.value} | ({"datatype": value.datatype} if value.datatype else {})


def _binding(cell: Cell) -> dict[str, str]:
    """A value as SPARQL's JSON writes it: https://www.w3.org/TR/sparql11-results-json/#select-encode-terms."""
    if cell.kind != "literal":
        return {"type": "uri" if cell.kind == "iri" else "bnode", "value": cell.value}
    described = {"xml:lang": cell.language} if cell.language else {"datatype": cell.datatype} if cell.datatype else {}
    return {"type": "literal", "value": cell.value, **described}


def _passage(passage: Passage, text: str | None) -> dict[str, Any]:
    """``text`` has its white space collapsed; ``exact`` are the characters of the source, line breaks and all."""
    exact = {} if text is None else {"exact": text[passage.start : passage.end]}
    section = {} if passage.section is None else {"sectionPath": passage.section}
    return {
        "id": passage.iri,
        "type": "lv:Passage",
        "ofDocument": passage.document,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        **exact,
        **section,
    }


def _source(source: Source) -> dict[str, Any]:
    run = {
        "id": source.run,
        "type": "prov:Activity",
        "fileSha256": source.file_sha256,
        "softwareVersion": source.software,
        "startedAtTime": source.time,
    }
    described = {
        "id": source.iri,
        "type": "lv:Document",
        "title": source.title,
        "documentNumber": source.number,
        "fileName": source.file_name,
        "sourceSha256": source.source_sha256,
        "statedByPerson": list(source.stated),
        "takenFrom": source.address,
        "generatedBy": run if source.run else None,
    }
    return {name: value for name, value in described.items() if value}
