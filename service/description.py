"""What this endpoint says of itself (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import BlankNode, NamedNode, RdfFormat, serialize

from ontology import PREFIXES
from service.formats import GRAPH_FORMS, RESULT_FORMS, Form
from service.rdf_writing import about, number, term
from service.settings import Settings

_FORMATS = "http://www.w3.org/ns/formats/"
_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdf": "RDF_XML",
    "nq": "N-Quads",
    "trig": "TriG",
}


def service_description(endpoint: str, form: Form, settings: Settings, graphs: Sequence[str], triples: int) -> bytes:
    """The description of the service at ``endpoint``: its languages, forms, features, and the graphs that it has."""
    service, dataset, default = NamedNode(endpoint), NamedNode(f"{settings.base}dataset"), BlankNode("default")
    languages = ["sd:SPARQL10Query", "sd:SPARQL11Query", *(["sd:SPARQL11Update"] if settings.token else [])]
    features = ["sd:UnionDefaultGraph", *(["sd:BasicFederatedQuery"] if settings.federation else [])]
    described = [
        *about(
            service,
            ("rdf:type", term("sd:Service")),
            ("sd:endpoint", service),
            ("sd:supportedLanguage", [term(language) for language in languages]),
            ("sd:feature", [term(feature) for feature in features]),
            ("sd:resultFormat", [_format(known) for known in (*RESULT_FORMS, *GRAPH_FORMS)]),
            ("sd:inputFormat", [_format(known) for known in GRAPH_FORMS] if settings.token else []),
            ("sd:defaultEntailmentRegime", NamedNode("http://www.w3.org/ns/entailment/Simple")),
            ("sd:defaultDataset", dataset),
        ),
        *about(dataset, ("rdf:type", [term("sd:Dataset"), term("void:Dataset")]), ("sd:defaultGraph", default)),
        *about(default, ("rdf:type", term("sd:Graph")), ("void:triples", number(triples))),
    ]
    for index, name in enumerate(graphs):
        graph = BlankNode(f"graph{index}")
        described += about(dataset, ("sd:namedGraph", graph))
        described += about(graph, ("rdf:type", term("sd:NamedGraph")), ("sd:name", NamedNode(name)))
    return serialize(described, format=RdfFormat.from_media_type(form.media_type), prefixes=PREFIXES) or b""


def _format(form: Form) -> NamedNode:
    return NamedNode(_FORMATS + _NAMES[form.name])
