"""The concept schemes of ``schemes/*.ttl`` as plain records: what the loaders know about types, indicators, units …

Read once and kept; about 20 ms for all files. Reference data is written at the default base: ``iri`` is of that base,
and :func:`quads` gives the triples under another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from ontology import LV, ONTOLOGY_FILE, RDF, SCHEME_FILES, SKOS, Iris, Term

Node = NamedNode | Literal


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept: ``document-type/ke-hoach`` with label ``Kế hoạch``, notation ``KH``.

    ``slug`` is what follows the scheme's segment in the IRI (``10/1`` parts stay: ``1719/10/1``); labels are by
    language; ``alt_labels`` are other forms seen in print, ``hidden_labels`` forms to match and not to show;
    ``values`` has every other property by its IRI, in the order of the file.
    """

    iri: str
    slug: str
    labels: dict[str, str]
    alt_labels: tuple[str, ...]
    hidden_labels: tuple[str, ...]
    notations: tuple[str, ...]
    broader: str | None
    values: dict[str, tuple[str, ...]]

    @property
    def label(self) -> str:
        """The Vietnamese label, else any."""
        return self.labels.get("vi") or next(iter(self.labels.values()), self.slug)

    def one(self, term: Term) -> str | None:
        """The first value of a property, or None: ``concept.one(LV.theme)``."""
        return next(iter(self.values.get(term, ())), None)


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of document: slug ``quyet-dinh``, label ``Quyết định``, symbols ``("QĐ",)``, class ``lv:Decision``."""

    slug: str
    label: str
    symbols: tuple[str, ...]
    document_class: str
    iri: str


@cache
def concepts(kind: str) -> dict[str, Concept]:
    """All concepts of a kind by slug, in the order of the files: ``concepts("indicator")["poverty-rate"]``.

    A kind is the first segment of the concepts' IRIs: ``document-type``, ``agency-type``, ``indicator``, ``programme``,
    ``unit``, ``theme``, ``frequency``, ``level``, ``sector``. KeyError when no file has that kind.
    """
    return _all_concepts()[kind]


@cache
def document_types() -> dict[str, DocumentType]:
    """The types of documents by slug."""
    return {
        slug: DocumentType(
            slug,
            concept.label,
            concept.values.get(LV.typeSymbol, ()),
            concept.one(LV.documentClass) or LV.Document,
            concept.iri,
        )
        for slug, concept in concepts("document-type").items()
    }


@cache
def type_symbols() -> dict[str, str]:
    """Symbol to slug: ``{"KH": "ke-hoach", "QĐ": "quyet-dinh", …}``."""
    return {symbol: kind.slug for kind in document_types().values() for symbol in kind.symbols}


@cache
def _all_concepts() -> dict[str, dict[str, Concept]]:
    kinds: dict[str, dict[str, Concept]] = defaultdict(dict)
    iris = Iris()
    for path in SCHEME_FILES:
        for subject, properties in descriptions(path).items():
            if any(is_concept_class(value) for value in properties.get(RDF.type, ())):
                parsed = iris.parse(subject)
                kind = parsed.parts[0] if parsed.kind == "concept" else parsed.kind
                concept = _concept(subject, parsed.parts[-1], properties)
                kinds[kind][concept.slug] = concept
    return dict(kinds)


def is_concept_class(value: Node) -> bool:
    """Whether ``value`` is skos:Concept or one of its subclasses in the ontology."""
    return isinstance(value, NamedNode) and value.value in _concept_classes()


@cache
def _concept_classes() -> frozenset[str]:
    from ontology.inference import superclasses  # noqa: PLC0415 - inference reads the ontology alone; no cycle at import

    return frozenset({SKOS.Concept, *(term for term, above in superclasses().items() if SKOS.Concept in above)})


def _concept(iri: str, slug: str, properties: dict[str, list[Node]]) -> Concept:
    known = {RDF.type, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, SKOS.notation, SKOS.broader}
    labels = {
        value.language or "": value.value for value in properties.get(SKOS.prefLabel, ()) if isinstance(value, Literal)
    }
    texts = {
        term: tuple(value.value for value in properties.get(term, ()))
        for term in (SKOS.altLabel, SKOS.hiddenLabel, SKOS.notation, SKOS.broader)
    }
    return Concept(
        iri=iri,
        slug=slug,
        labels=labels,
        alt_labels=texts[SKOS.altLabel],
        hidden_labels=texts[SKOS.hiddenLabel],
        notations=texts[SKOS.notation],
        broader=next(iter(texts[SKOS.broader]), None),
        values={
            term: tuple(value.value for value in values) for term, values in properties.items() if term not in known
        },
    )


def descriptions(path: Path) -> dict[str, dict[str, list[Node]]]:
    """Subject to property to values of one Turtle file, in its order; blank nodes are left out."""
    described: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples(path):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
            described[triple.subject.value][triple.predicate.value].append(triple.object)
    return described


def triples(path: Path) -> Iterator[Triple]:
    """The triples of one Turtle file; ValueError with file and line when it does not parse."""
    try:
        with path.open("rb") as turtle:
            for quad in parse(turtle, format=RdfFormat.TURTLE):
                yield quad.triple
    except SyntaxError as error:
        raise ValueError(f"{path}: line {error.lineno}: {error.msg}") from error


def quads(iris: Iris) -> Iterator[Quad]:
    """The ontology and all schemes as quads of ``graph/ontology``, reference data under the base of ``iris``."""
    graph = NamedNode(iris.graph("ontology"))

    def rebased(node: object) -> NamedNode | Literal:
        return NamedNode(iris.rebase(node.value)) if isinstance(node, NamedNode) else node  # type: ignore[return-value]

    for path in (ONTOLOGY_FILE, *SCHEME_FILES):
        for triple in triples(path):
            yield Quad(rebased(triple.subject), triple.predicate, rebased(triple.object), graph)  # type: ignore[arg-type]
