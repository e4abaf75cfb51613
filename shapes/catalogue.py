"""The shapes as they are written in Turtle, read and held against SHACL's own shapes before they are used.

``document/*.ttl`` are about one document at a time, ``corpus/*.ttl`` about several; both are plain SHACL. A constraint
is either core SHACL, which pySHACL evaluates on a document's graph in memory, or a SPARQL constraint
(https://www.w3.org/TR/shacl/#sparql-constraints), which is evaluated once on the store.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

import pyoxigraph as ox
from rdflib import RDF, RDFS, SH, BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.term import Node

from ontology import ONTOLOGY
from ontology.iri import DEFAULT_BASE, SHAPES, Iris
from shapes.errors import ShapesError
from shapes.naming import with_names
from shapes.refusals import refuse_invalid
from shapes.rules import SparqlRule, sparql_rules
from shapes.terms import graph_of

DIRECTORY = Path(__file__).parent
Scope = Literal["document", "corpus"]
SEVERITIES: dict[Node, str] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}


@dataclass(frozen=True, slots=True)
class Shape:
    """One named shape: ``shapes#NumberShape`` with name, message and reason in Vietnamese and English.

    ``severity`` is a word of SEVERITIES, or the IRI of one that a user's own shapes have made.
    ``evidence`` are properties whose readings show a missing value (a blank number is seen beside the symbol);
    ``scope`` says whether it is about one document or several.
    """

    iri: str
    names: dict[str, str]
    messages: dict[str, str]
    reasons: dict[str, str]
    severity: str
    scope: Scope
    evidence: tuple[str, ...]
    file: str


@dataclass(frozen=True)
class Shapes:
    """Shapes ready for use; ``rules`` are their SPARQL constraints, ``full`` is all that their files say.

    ``document_core`` and ``corpus_core`` hold what is not SPARQL, for pySHACL: on each document's graph, and on all
    graphs together. The project's own shapes across documents are all SPARQL; a user's may be either. ``day`` is the
    day that they are asked about (``2025-07-01``).
    """

    shapes: dict[str, Shape]
    document_core: Graph
    corpus_core: Graph
    rules: tuple[SparqlRule, ...]
    full: Graph
    day: str | None = None

    @property
    def local_rules(self) -> tuple[SparqlRule, ...]:
        """The rules that can be evaluated on a few documents alone."""
        return tuple(rule for rule in self.rules if rule.local)

    @property
    def alone(self) -> Shapes:
        """What looks at each document alone."""
        named = {iri: shape for iri, shape in self.shapes.items() if shape.scope == "document"}
        rules = tuple(rule for rule in self.local_rules if not rule.against)
        return replace(self, shapes=named, corpus_core=Graph(), rules=rules)

    @property
    def against_others(self) -> Shapes:
        """The rules that hold a document against others."""
        rules = tuple(rule for rule in self.rules if rule.against)
        named = {rule.shape: self.shapes[rule.shape] for rule in rules}
        return replace(self, shapes=named, document_core=Graph(), corpus_core=Graph(), rules=rules)

    @property
    def each_against_others(self) -> tuple[Shapes, ...]:
        """The same, each rule by itself: what it looks at is less than what all of them do."""
        others = self.against_others
        return tuple(
            replace(others, shapes={rule.shape: self.shapes[rule.shape]}, rules=(rule,)) for rule in others.rules
        )

    @property
    def compared_by(self) -> tuple[str, ...]:
        """The properties by which the only rule compares parts of documents; none where there are several rules."""
        return self.rules[0].compared_by if len(self.rules) == 1 else ()

    @property
    def local(self) -> frozenset[str]:
        """The shapes that look at a few documents alone."""
        own = {shape.iri for shape in self.shapes.values() if shape.scope == "document"}
        return frozenset(own.union(rule.shape for rule in self.local_rules))


def files(directory: Path = DIRECTORY) -> tuple[Path, ...]:
    """The shipped shape files, those about one document first."""
    return tuple(sorted((directory / "document").glob("*.ttl"))) + tuple(sorted((directory / "corpus").glob("*.ttl")))


@lru_cache(maxsize=4)
def shipped(iris: Iris) -> Shapes:
    """The project's own shapes, reference data in them under the base of ``iris``; read once.

    They are not held against SHACL's own shapes each time a process starts, but once, in the tests.
    """
    return _read(files(), iris)


def read(paths: Iterable[Path], iris: Iris, *, held_against_shacl: bool = True) -> Shapes:
    """Shapes of some Turtle files; ShapesError names the file and what is wrong with it.

    Files outside ``document/`` are about all documents together. Files are refused that SHACL's own shapes refuse,
    unless they are not ``held_against_shacl``.
    """
    wanted = tuple(paths)
    prefixes = parse(DIRECTORY / "prefixes.ttl", iris)
    for path in wanted if held_against_shacl else ():
        refuse_invalid(parse(path, iris), prefixes, path)
    return _read(wanted, iris)


def _read(paths: Iterable[Path], iris: Iris) -> Shapes:
    shapes: dict[str, Shape] = {}
    core: dict[Scope, Graph] = {"document": Graph(), "corpus": Graph()}
    full = Graph()
    prefixes = parse(DIRECTORY / "prefixes.ttl", iris)
    rules: list[SparqlRule] = []
    for path in paths:
        graph = with_names(parse(path, iris))
        scope: Scope = "document" if path.parent == DIRECTORY / "document" else "corpus"
        described = _described(graph, path, scope)
        shapes.update(described)
        own = DIRECTORY not in path.parents
        found = sparql_rules(graph + prefixes, path, described, one_by_one=own)
        rules += found
        full += graph
        core[scope] += without_sparql(graph, {rule.constraint for rule in found} if own else None)
    full += prefixes
    return Shapes(shapes, core["document"], core["corpus"], tuple(rules), full)


def parse(path: Path, iris: Iris) -> Graph:
    """One Turtle file with reference data under the base of ``iris``."""
    try:
        text = path.read_text(encoding="utf-8")
        return graph_of(ox.parse(_rebased(text, iris), format=ox.RdfFormat.TURTLE, base_iri=DEFAULT_BASE))
    except OSError as error:
        raise ShapesError(str(path), f"cannot be read ({error.strerror})", "Name a file of SHACL shapes.") from error
    except UnicodeDecodeError as error:
        raise ShapesError(str(path), "is not UTF-8 text", "Save the shapes as Turtle in UTF-8.") from error
    except (SyntaxError, ValueError) as error:
        place = f"line {error.lineno}: " if isinstance(error, SyntaxError) and error.lineno else ""
        reason = " ".join(str(error).split())
        raise ShapesError(str(path), f"is not valid Turtle ({place}{reason})", "Correct the file.") from error


def _rebased(text: str, iris: Iris) -> str:
    if iris.base == DEFAULT_BASE:
        return text
    kept = {name: name.replace(DEFAULT_BASE, "\0") for name in (ONTOLOGY, SHAPES)}
    for name, hidden in kept.items():
        text = text.replace(name, hidden)
    return text.replace(DEFAULT_BASE, iris.base).replace("\0", DEFAULT_BASE)


def _described(graph: Graph, path: Path, scope: Scope) -> dict[str, Shape]:
    """Every named shape of a file; name, message and reason may stand on its SPARQL constraint."""
    found: dict[str, Shape] = {}
    for shape in _named_shapes(graph):
        bearers: list[Node] = [shape, *graph.objects(shape, SH.sparql)]
        found[str(shape)] = Shape(
            iri=str(shape),
            names=_texts(graph, bearers, SH.name),
            messages=_texts(graph, bearers, SH.message),
            reasons=_texts(graph, bearers, RDFS.comment),
            severity=_severity(graph, shape),
            scope=scope,
            evidence=tuple(sorted(str(field) for field in graph.objects(shape, RDFS.seeAlso))),
            file=path.name,
        )
    return found


def _severity(graph: Graph, shape: URIRef) -> str:
    severity = graph.value(shape, SH.severity) or SH.Violation
    return SEVERITIES.get(severity, str(severity))


def _named_shapes(graph: Graph) -> list[URIRef]:
    marks = (SH.path, SH.severity, SH.sparql, SH.targetNode, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
    stated = {
        *graph.subjects(RDF.type, SH.NodeShape),
        *graph.subjects(RDF.type, SH.PropertyShape),
        *graph.objects(None, SH.property),
        *(shape for mark in marks for shape in graph.subjects(mark)),
    }
    return sorted(shape for shape in stated if isinstance(shape, URIRef))


def _texts(graph: Graph, bearers: Iterable[Node], term: URIRef) -> dict[str, str]:
    texts: dict[str, str] = {}
    for bearer in bearers:
        for value in graph.objects(bearer, term):
            if isinstance(value, RdfLiteral):
                texts.setdefault(value.language or "", str(value))
    return texts


def without_sparql(graph: Graph, evaluated: AbstractSet[Node] | None) -> Graph:
    """The same shapes without the SPARQL constraints ``evaluated`` (None: all), nor the shapes with nothing else."""
    constraints = set(graph.objects(None, SH.sparql))
    dropped = constraints if evaluated is None else constraints & evaluated
    emptied = {
        shape
        for shape in graph.subjects(SH.sparql)
        if not _is_core(graph, shape) and dropped.issuperset(graph.objects(shape, SH.sparql))
    }
    core = Graph()
    for triple in graph:
        if triple[1] == SH.uniqueLang and str(triple[2]) != "true":
            continue  # "1"^^xsd:boolean is not the true of the standard
        if triple[0] not in dropped | emptied and not (triple[1] == SH.sparql and triple[2] in dropped):
            core.add(triple)
    for node in dropped | emptied:
        _drop_parts(graph, core, node)
    return core


def _drop_parts(graph: Graph, core: Graph, node: Node) -> None:
    """Takes a dropped node's blank nodes (its paths) out of ``core``: a graph of lists alone has no shapes."""
    for part in graph.objects(node):
        if isinstance(part, BNode) and (part, None, None) in core and (None, None, part) not in core:
            core.remove((part, None, None))
            _drop_parts(graph, core, part)


def _is_core(graph: Graph, shape: Node) -> bool:
    """Whether a shape has a parameter of a core constraint component besides its SPARQL constraints."""
    beside = {
        SH.sparql,
        SH.severity,
        SH.path,
        SH.name,
        SH.message,
        SH.description,
        SH.order,
        SH.group,
        SH.deactivated,
        SH.targetClass,
        SH.targetNode,
        SH.targetSubjectsOf,
        SH.targetObjectsOf,
        RDF.type,
        RDFS.comment,
        RDFS.label,
        RDFS.seeAlso,
    }
    return any(predicate not in beside for predicate in graph.predicates(shape))
