"""The JSON-LD context of the vocabulary, made from ``lienvan.ttl``; ``context.jsonld`` is its committed form.

``python -m ontology.context`` writes the file anew; a test holds the two equal. Every own term stands under its local
name; what leads to a node is typed ``@id``, what has a datatype is typed with it, so that ``"horizon": "2025"`` is a
gYear. Terms of other vocabularies keep their prefix.
"""

from __future__ import annotations

import json
from typing import Any

from ontology import CONTEXT_FILE, LV, ONTOLOGY_FILE, OWL, PREFIXES, RDF, RDFS, XSD
from ontology.schemes import descriptions

_LANGUAGE_MAPS = ("about", "title")


def context() -> dict[str, Any]:
    """The whole document: ``{"@context": {"@version": 1.1, "lv": …, "Target": "lv:Target", …}}``."""
    terms: dict[str, Any] = {"@version": 1.1, **PREFIXES, "id": "@id", "type": "@type"}
    terms["label"] = {"@id": "rdfs:label", "@container": "@language"}
    terms["quotedFrom"] = {"@id": "prov:wasQuotedFrom", "@type": "@id"}
    for iri, properties in sorted(descriptions(ONTOLOGY_FILE).items()):
        if iri in LV:
            name = iri.removeprefix(LV.iri)
            terms[name] = _definition(
                name, {kind: [value.value for value in properties.get(kind, ())] for kind in (RDF.type, RDFS.range)}
            )
    return {"@context": terms}


def _definition(name: str, properties: dict[Any, list[str]]) -> str | dict[str, str]:
    if name in _LANGUAGE_MAPS:
        return {"@id": f"lv:{name}", "@container": "@language"}
    if OWL.ObjectProperty in properties[RDF.type]:
        return {"@id": f"lv:{name}", "@type": "@id"}
    for datatype in properties[RDFS.range]:
        if datatype in XSD and datatype != XSD.string:
            return {"@id": f"lv:{name}", "@type": f"xsd:{datatype.removeprefix(XSD.iri)}"}
    return f"lv:{name}"


def written() -> str:
    """The text of ``context.jsonld``."""
    return json.dumps(context(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    CONTEXT_FILE.write_text(written(), encoding="utf-8")
