"""Descriptions as JSON-LD in the terms of ``context.jsonld`` (https://www.w3.org/TR/json-ld11-api/#compaction-algorithms).

Every answer is complete without the network: it has the part of the context that it uses inside. As plain
``application/json`` it has none, and a ``Link`` header names the whole context (https://www.w3.org/TR/json-ld11/#interpreting-json-as-json-ld).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from ontology import CONTEXT_FILE, PREFIXES, RDF, XSD

CONTEXT_RELATION = "http://www.w3.org/ns/json-ld#context"
"""The relation of the ``Link`` that gives plain JSON its context."""
_LANGUAGE, _IRI = "@language", "@id"
_STRING = str(XSD.string)

Definition = str | Mapping[str, Any]


@cache
def context() -> Mapping[str, Definition]:
    """The terms of ``context.jsonld``."""
    terms: dict[str, Definition] = json.loads(CONTEXT_FILE.read_text(encoding="utf-8"))["@context"]
    return terms


@cache
def _terms() -> Mapping[tuple[str, str], str]:
    """The term for a property with values of one kind: ``@id``, ``@language``, a datatype, or a plain string."""
    found = {}
    for name, definition in context().items():
        if isinstance(definition, dict):
            kind = definition.get("@type") or definition.get("@container", _STRING)
            found[_expanded(definition[_IRI]), _expanded(kind)] = name
        elif name not in PREFIXES and isinstance(definition, str):
            found[_expanded(definition), _STRING] = name
    return found


def _expanded(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else name


@dataclass(slots=True)
class _Compaction:
    """Nodes as they grow, and the terms and prefixes that they use."""

    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    used: dict[str, Definition] = field(default_factory=dict)

    def add(self, triple: Triple | Quad) -> None:
        """Takes one statement in."""
        subject = _identifier(triple.subject)
        node = self.nodes.setdefault(subject, {"id": subject})
        if triple.predicate == RDF.type.node and isinstance(triple.object, NamedNode):
            node.setdefault("type", []).append(self._class(triple.object.value))
            return
        term, kind = self._property(triple.predicate.value, triple.object)
        if kind == _LANGUAGE and isinstance(triple.object, Literal):
            _append(node.setdefault(term, {}), triple.object.language or "", triple.object.value)
        else:
            _append(node, term, _value(triple.object, coerced=kind is not None))

    def document(self) -> dict[str, Any]:
        """The whole document, its context first."""
        keywords = {"@version": 1.1, "id": _IRI, "type": "@type"}
        return {"@context": keywords | dict(sorted(self.used.items())), "@graph": list(self.nodes.values())}

    def _class(self, iri: str) -> str:
        term = _terms().get((iri, _STRING))
        return self._shortened(iri) if term is None else self._use(term)

    def _property(self, iri: str, value: object) -> tuple[str, str | None]:
        """The key for a property, and the kind of value that it makes a string stand for; None for any."""
        kind = _kind(value)
        term = _terms().get((iri, kind))
        return (self._shortened(iri), None) if term is None else (self._use(term), kind)

    def _use(self, term: str) -> str:
        definition = context()[term]
        self.used[term] = definition
        names = (definition,) if isinstance(definition, str) else (definition[_IRI], definition.get("@type", ""))
        for prefix in (name.partition(":")[0] for name in names):
            if prefix in PREFIXES:
                self.used[prefix] = PREFIXES[prefix]
        return term

    def _shortened(self, iri: str) -> str:
        for prefix, namespace in PREFIXES.items():
            if iri.startswith(namespace) and len(iri) > len(namespace):
                self.used[prefix] = namespace
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri


def _kind(value: object) -> str:
    if not isinstance(value, Literal):
        return _IRI
    return _LANGUAGE if value.language else value.datatype.value


def _identifier(node: object) -> str:
    return f"_:{node.value}" if isinstance(node, BlankNode) else str(getattr(node, "value", node))


def _value(value: object, *, coerced: bool) -> Any:
    if not isinstance(value, Literal):
        return _identifier(value) if coerced else {"id": _identifier(value)}
    if coerced or value.datatype == XSD.string.node:
        return value.value
    if value.language:
        return {"@value": value.value, _LANGUAGE: value.language}
    return {"@value": value.value, "@type": value.datatype.value}


def _append(node: dict[str, Any], key: str, value: Any) -> None:
    """One value stands alone, several in a list."""
    if key not in node:
        node[key] = value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]


def compact(triples: Iterable[Triple | Quad]) -> dict[str, Any]:
    """A document with ``@context`` (what it uses of ``context.jsonld``) and ``@graph``, a node for each subject."""
    compaction = _Compaction()
    for triple in triples:
        compaction.add(triple)
    return compaction.document()


def written(n_triples: bytes, *, alone: bool) -> bytes:
    """N-Triples as JSON-LD; not ``alone``, it has no context, because a ``Link`` header names it."""
    document = compact(parse(n_triples, format=RdfFormat.N_TRIPLES))
    if not alone:
        del document["@context"]
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8")
