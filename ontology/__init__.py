"""The language of the graph: the ontology, its concept schemes, the grammar of identifiers, and closed namespaces.

The namespaces are generated from ``lienvan.ttl``: a term that it neither declares nor mentions is an AttributeError.
``LV`` is the project's own vocabulary; the others hold just those standard terms that the ontology ties to or declares
as used.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ontology.iri import DEFAULT_BASE, ONTOLOGY, Iris, ParsedIri
from ontology.namespace import Closed, Term

DIRECTORY = Path(__file__).parent
ONTOLOGY_FILE = DIRECTORY / "lienvan.ttl"
CONTEXT_FILE = DIRECTORY / "context.jsonld"
SCHEME_FILES = tuple(path for path in sorted((DIRECTORY / "schemes").glob("*.ttl")) if path.stem != "known-documents")
"""The concept schemes; known documents are reference facts and no scheme (see ``ontology.references``)."""

PREFIXES = {
    "lv": ONTOLOGY,
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "oa": "http://www.w3.org/ns/oa#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sosa": "http://www.w3.org/ns/sosa/",
    "qudtunit": "http://qudt.org/vocab/unit/",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "vs": "http://www.w3.org/2003/06/sw-vocab-status/ns#",
    "wgs84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Every prefix that the project's Turtle, queries and JSON-LD context use."""


@cache
def _names() -> dict[str, set[str]]:
    """Prefix to the local names that ``lienvan.ttl`` has in that namespace (its own: only those it declares)."""
    names: dict[str, set[str]] = {prefix: set() for prefix in PREFIXES}
    with ONTOLOGY_FILE.open("rb") as turtle:
        for quad in parse(turtle, format=RdfFormat.TURTLE):
            terms = [quad.subject, quad.predicate, quad.object]
            if isinstance(quad.object, Literal):
                terms[2] = quad.object.datatype
            for term in terms:
                if isinstance(term, NamedNode) and (term is terms[0] or not term.value.startswith(ONTOLOGY)):
                    _sort_in(term.value, names)
    return names


def _sort_in(iri: str, names: dict[str, set[str]]) -> None:
    for prefix, namespace in PREFIXES.items():
        name = iri.removeprefix(namespace)
        if name != iri and name.isidentifier():
            names[prefix].add(name)


def _closed(prefix: str) -> Closed:
    return Closed(PREFIXES[prefix], _names()[prefix])


LV = _closed("lv")
CV = _closed("cv")
DCAT = _closed("dcat")
DCT = _closed("dct")
ELI = _closed("eli")
GEO = _closed("geo")
OA = _closed("oa")
ODRL = _closed("odrl")
ORG = _closed("org")
OWL = _closed("owl")
PROV = _closed("prov")
QUDT = _closed("qudt")
RDF = _closed("rdf")
RDFS = _closed("rdfs")
SCHEMA = _closed("schema")
SD = _closed("sd")
SH = _closed("sh")
SKOS = _closed("skos")
SOSA = _closed("sosa")
VOID = _closed("void")
WGS84 = _closed("wgs84")
XSD = _closed("xsd")

__all__ = [
    "CONTEXT_FILE",
    "CV",
    "DCAT",
    "DCT",
    "DEFAULT_BASE",
    "DIRECTORY",
    "ELI",
    "GEO",
    "LV",
    "OA",
    "ODRL",
    "ONTOLOGY",
    "ONTOLOGY_FILE",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "QUDT",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SCHEME_FILES",
    "SD",
    "SH",
    "SKOS",
    "SOSA",
    "VOID",
    "WGS84",
    "XSD",
    "Closed",
    "Iris",
    "ParsedIri",
    "Term",
]
