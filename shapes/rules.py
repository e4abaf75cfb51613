"""SPARQL constraints of shapes, evaluated by the store's own engine once for all their focus nodes.

The standard evaluates a constraint's SELECT for each focus node with ``$this`` bound. Here it runs once with ``$this``
free and the rows are kept whose ``?this`` is a target of the shape, which gives the same rows for a query that binds
``$this`` in a triple pattern (the tests hold each shipped shape against pySHACL). Constraints of a user's own shapes
run for each focus node, as they may use ``$this`` in other ways.

Four terms beside the constraint say what has to be looked at, so that a check need not look at everything:
``shapes:heldAgainst``, a SHACL property path from a document to those that the constraint holds it against;
``shapes:comparedBy``, properties in which a focus node agrees with all that it is compared with in those documents, one
of which is ``?value``, so that what is said depends on the two, their documents and reference data alone;
``shapes:touches``, a SELECT of the focus nodes that have to be checked again when ``?document`` changed; and
``shapes:together``, which says that several of them cost no more than one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pyoxigraph import NamedNode, QuerySolutions
from pyoxigraph import Store as Database
from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from graph.store import Row, Store, Term, select
from ontology.iri import SHAPES
from shapes.errors import ShapesError
from shapes.paths import Step
from shapes.prebinding import for_the_engine
from shapes.refusals import line_of_query

if TYPE_CHECKING:
    from shapes.catalogue import Shape

_FORBIDDEN = re.compile(r"\b(SERVICE|MINUS|VALUES)\b", re.IGNORECASE)
_STRINGS = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|<[^>\s]*>|#[^\n]*")
_NAMES = re.compile(r"<([^>\s]+)>|\b([a-z]+):([A-Za-z][\w-]*)")
_PREFIX = re.compile(r"PREFIX (\w+): <([^>]+)>\n")
HELD_AGAINST = URIRef(SHAPES + "heldAgainst")
COMPARED_BY = URIRef(SHAPES + "comparedBy")
TOUCHES = URIRef(SHAPES + "touches")
TOGETHER = URIRef(SHAPES + "together")
_BOUND_AGAIN = re.compile(r"\bAS\s+[?$]this\b", re.IGNORECASE)
_SELECTED = re.compile(r"\bSELECT\b([^{]*)\{", re.IGNORECASE)
_NOT_OFFERED = re.compile(r"\$(?:shapesGraph|currentShape)\b")


@dataclass(frozen=True, slots=True)
class SparqlRule:
    """One SPARQL constraint of one shape: its SELECT with prefixes, and how the shape's focus nodes are found.

    ``constraint`` is its node in the shapes graph.

    ``targets`` selects them as ``?this``, besides ``target_nodes``; ``one_by_one`` asks for each of them in turn.
    ``predicates`` are those that the query names. A ``local`` rule asks for ``?document`` and looks at that document,
    at what is known of the things it names, and at the documents at the end of ``against``: where it is ``compared_by``
    properties, at the parts of those that have the same of them as its focus node, and at nothing else in them.
    """

    shape: str
    constraint: Node
    select: str
    targets: str
    target_nodes: tuple[str, ...]
    path: str | None
    scope: Literal["document", "corpus"]
    one_by_one: bool
    predicates: frozenset[str]
    against: tuple[Step, ...]
    compared_by: tuple[str, ...]
    touches: str | None
    together: bool

    @property
    def local(self) -> bool:
        """Whether it can be evaluated on a few documents alone."""
        return self.scope == "document" or bool(self.against)

    def rows(self, store: Store, nodes: AbstractSet[Term] | None = None) -> Iterator[Row]:
        """The solutions whose ``this`` is a focus node: one of ``nodes``, or any (None)."""
        if self.one_by_one:
            focus: dict[Term, None] = dict.fromkeys(NamedNode(node) for node in self.target_nodes)
            focus |= dict.fromkeys(row["this"] for row in select(store, self.targets))
            yield from self._rows_of(store, focus if nodes is None else focus.keys() & nodes)
        elif nodes is None or (self.together and len(nodes) > 1):
            yield from self._rows_together(store, nodes)
        else:
            yield from self._rows_of(store, (node for node in nodes if self._is_target(store, node)))

    def _rows_together(self, store: Store, nodes: AbstractSet[Term] | None) -> Iterator[Row]:
        known: dict[Term, bool] = {}
        for solution in select(store, self.select):
            node = solution.get("this")
            if node is None or (nodes is not None and node not in nodes):
                continue
            if node not in known:
                known[node] = self._is_target(store, node)
            if known[node]:
                yield solution

    def _is_target(self, store: Store, node: Term) -> bool:
        named = isinstance(node, NamedNode) and node.value in self.target_nodes
        return named or any(True for _ in select(store, self.targets, {"this": node}))

    def _rows_of(self, store: Store, focus: Iterable[Term]) -> Iterator[Row]:
        for node in focus:
            for row in select(store, self.select, {"this": node}):
                yield row | {"this": node}

    def touched(self, store: Store, documents: Iterable[str]) -> set[Term]:
        """The focus nodes that a change of ``documents`` may have given or taken a finding."""
        if self.touches is None:
            return set()
        return {
            row["this"]
            for document in documents
            for row in select(store, self.touches, {"document": NamedNode(document)})
            if "this" in row
        }


def sparql_rules(graph: Graph, path: Path, described: Mapping[str, Shape], *, one_by_one: bool) -> list[SparqlRule]:
    """The SPARQL constraints of a shapes graph; ShapesError for one that leaves the store or cannot be pre-bound.

    Of those asked ``one_by_one``, the ones that the store's engine would not pre-bind as SHACL does are left out.
    """
    rules = []
    for shape, constraint in sorted(graph.subject_objects(SH.sparql)):
        select = graph.value(constraint, SH.select)
        if select is None or (constraint, SH.deactivated, None) in graph:
            continue
        result_path = graph.value(shape, SH.path)
        body = _with_path(str(select), result_path)
        query = _prefixes(graph, constraint) + body.replace("$this", "?this")
        _refuse_bad(str(select), body, query.replace("$PATH", "<urn:path>"), path)
        if one_by_one and ("$PATH" in body or not for_the_engine(graph, shape, query)):
            continue
        rules.append(
            SparqlRule(
                shape=str(shape),
                constraint=constraint,
                select=query,
                targets=_targets(graph, shape),
                target_nodes=tuple(sorted(str(node) for node in graph.objects(shape, SH.targetNode))),
                path=str(result_path) if isinstance(result_path, URIRef) else None,
                scope=described[str(shape)].scope,
                one_by_one=one_by_one,
                predicates=_predicates(query),
                against=_steps(graph, graph.value(constraint, HELD_AGAINST)),
                compared_by=tuple(sorted(map(str, graph.objects(constraint, COMPARED_BY)))),
                touches=_touches(graph, constraint),
                together=(constraint, TOGETHER, None) in graph,
            )
        )
    return rules


def _predicates(query: str) -> frozenset[str]:
    """Every IRI that a query names, predicates among them."""
    prefixes = dict(_PREFIX.findall(query))
    found = {str(RDF.type), str(RDFS.subClassOf)}
    for iri, prefix, name in _NAMES.findall(_PREFIX.sub("", query)):
        if iri or prefix in prefixes:
            found.add(iri or prefixes[prefix] + name)
    return frozenset(found)


def _steps(graph: Graph, path: Node | None) -> tuple[Step, ...]:
    """A SHACL property path as steps (https://www.w3.org/TR/shacl/#property-paths): a sequence of simple ones."""
    if path is None:
        return ()
    members = Collection(graph, path) if (path, RDF.first, None) in graph else [path]
    return tuple(_step(graph, member) for member in members)


def _step(graph: Graph, path: Node) -> Step:
    inverse, more = graph.value(path, SH.inversePath), graph.value(path, SH.oneOrMorePath)
    predicate = inverse or more or path
    return Step(str(predicate), inverse=inverse is not None, repeated=more is not None)


def _touches(graph: Graph, constraint: Node) -> str | None:
    body = graph.value(constraint, TOUCHES)
    return None if body is None else _prefixes(graph, constraint) + str(body)


def _with_path(select: str, shape_path: Node | None) -> str:
    """``$PATH`` is the path of the property shape (https://www.w3.org/TR/shacl/#sparql-constraints-prebound).

    A path that is no property is left for pySHACL.
    """
    return select.replace("$PATH", f"<{shape_path}>") if isinstance(shape_path, URIRef) else select


def _refuse_bad(written: str, select: str, query: str, path: Path) -> None:
    """Refuses what SHACL forbids (https://www.w3.org/TR/shacl/#pre-binding), and SERVICE, which leaves the store.

    ``written`` is the text in the file, ``select`` that with its path, ``query`` the whole with its prefixes.
    """
    plain = _STRINGS.sub(" ", select)
    found = _FORBIDDEN.search(plain) or _NOT_OFFERED.search(select) or _BOUND_AGAIN.search(plain)
    if found:
        raise _refused(path, written, f"has a SPARQL constraint with {found[0].upper()}", "Write it without.")
    if not all("this" in selected or "*" in selected for selected in _SELECTED.findall(plain)[1:]):
        raise _refused(path, written, "has a sub-select that does not select $this", "Add $this to what it selects.")
    try:
        answer = Database().query(query)
    except SyntaxError as error:
        reason = " ".join(str(error).split())
        raise _refused(path, written, f"has a query that does not parse: {reason}", "Correct the query.") from error
    if not isinstance(answer, QuerySolutions):
        raise _refused(path, written, "has a constraint whose query is no SELECT", "Write it as a SELECT.")


def _refused(path: Path, written: str, problem: str, remedy: str) -> ShapesError:
    line = line_of_query(path, written)
    return ShapesError(str(path), problem if line is None else f"{problem} (line {line})", remedy)


def _prefixes(graph: Graph, constraint: Node) -> str:
    declared = [
        bearer
        for ontology in graph.objects(constraint, SH.prefixes)
        for imported in graph.transitive_objects(ontology, OWL.imports)
        for bearer in graph.objects(imported, SH.declare)
    ]
    return "".join(f"PREFIX {graph.value(one, SH.prefix)}: <{graph.value(one, SH.namespace)}>\n" for one in declared)


def _targets(graph: Graph, shape: Node) -> str:
    """A SELECT of the focus nodes that no sh:targetNode names (https://www.w3.org/TR/shacl/#targets)."""
    classes: list[Node] = list(graph.objects(shape, SH.targetClass))
    if (shape, RDF.type, RDFS.Class) in graph or (shape, RDF.type, OWL.Class) in graph:
        classes.append(shape)
    patterns = [f"?this <{RDF.type}>/<{RDFS.subClassOf}>* <{cls}>" for cls in classes]
    patterns += [f"?this <{term}> ?o" for term in graph.objects(shape, SH.targetSubjectsOf)]
    patterns += [f"?s <{term}> ?this" for term in graph.objects(shape, SH.targetObjectsOf)]
    union = " UNION ".join(f"{{ {pattern} }}" for pattern in sorted(patterns)) or "{ FILTER(false) }"
    return f"SELECT ?this WHERE {{ {union} }}"
