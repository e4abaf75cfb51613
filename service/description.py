"""What this endpoint says of itself (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, serialize

from ontology import PREFIXES
from service.formats import GRAPH_FORMS, RESULT_FORMS, Form

_SD = PREFIXES["sd"]
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


def service_description(endpoint: str, form: Form) -> bytes:
    """The description of the service at ``endpoint``, serialised."""
    service, dataset = NamedNode(endpoint), BlankNode("dataset")
    a = NamedNode(PREFIXES["rdf"] + "type")

    def sd(name: str) -> NamedNode:
        return NamedNode(_SD + name)

    triples = [
        Triple(service, a, sd("Service")),
        Triple(service, sd("endpoint"), service),
        Triple(service, sd("supportedLanguage"), sd("SPARQL11Query")),
        Triple(service, sd("feature"), sd("UnionDefaultGraph")),
        Triple(service, sd("defaultDataset"), dataset),
        Triple(dataset, a, sd("Dataset")),
        *(
            Triple(service, sd("resultFormat"), NamedNode(_FORMATS + _NAMES[known.name]))
            for known in (*RESULT_FORMS, *GRAPH_FORMS)
        ),
    ]
    return serialize(triples, format=RdfFormat.from_media_type(form.media_type), prefixes=PREFIXES) or b""
