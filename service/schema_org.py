"""What a page says of its thing to search engines: schema.org as JSON-LD in the head (https://schema.org/Legislation).

A script of the type ``application/ld+json`` is data: no browser runs it, and the policy that lets no inline script run
does not concern it (https://html.spec.whatwg.org/multipage/scripting.html#data-block).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Flask, g, request
from markupsafe import Markup

from ontology.iri import ParsedIri
from service import links
from service.i18n import language
from service.labels import Labels, label, labels
from service.problems import Problem
from service.relations import feed_address
from service.render import panel
from service.rows import Cell
from service.state import service

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
LICENSE: Final = "https://www.apache.org/licenses/LICENSE-2.0"
"""Of the code and of what it makes of the documents."""

Values = Mapping[str, Cell]
"""The first value of each property, by its local name."""


def register(app: Flask) -> None:
    """Gives the templates what stands in the head of a page: ``structured_data`` and ``feed_address``."""
    app.jinja_env.globals.update(structured_data=structured_data, feed_address=feed_address)


def structured_data() -> Markup | None:
    """The JSON-LD of the page at hand, safe to stand in a script element; None for a page about nothing in itself."""
    thing: tuple[str, ParsedIri] | None = g.get("thing")
    try:
        document = _described(*thing) if thing else _dataset() if _is_home() else None
    except Problem:  # the page itself says what is wrong
        return None
    if document is None:
        return None
    text = json.dumps({"@context": "https://schema.org", **document}, ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704 - escaped here


def _is_home() -> bool:
    return (request.endpoint or "").endswith(".home")


def _described(iri: str, parsed: ParsedIri) -> dict[str, Any] | None:
    describe = _KINDS.get(parsed.kind)
    if describe is None:
        return None
    (table,) = service().tables(panel("schema-org", thing=iri))
    values = {row["property"].value.rpartition("#")[2]: row["value"] for row in reversed(table.rows)}
    names = labels(service(), {iri, *(cell.value for cell in values.values() if cell.kind == "iri")})
    described = {
        "@id": iri,
        "url": request.url_root.rstrip("/") + links.local(iri, service().iris),
        "name": label(names, iri, language()),
        **describe(values, names),
    }
    return {name: value for name, value in described.items() if value is not None}


def _document(values: Values, names: Labels) -> dict[str, Any]:
    return {
        "@type": "Legislation",
        "inLanguage": "vi",
        "legislationIdentifier": _text(values, "number"),
        "legislationDate": _day(values, "issued"),
        "legislationPassedBy": _linked(values, "issuer", "GovernmentOrganization", names),
        "legislationJurisdiction": _linked(values, "jurisdiction", "AdministrativeArea", names),
    }


def _agency(values: Values, names: Labels) -> dict[str, Any]:
    return {"@type": "GovernmentOrganization", "areaServed": _linked(values, "place", "AdministrativeArea", names)}


def _place(values: Values, names: Labels) -> dict[str, Any]:
    point = None
    if "lat" in values and "long" in values:
        point = {"@type": "GeoCoordinates", "latitude": values["lat"].value, "longitude": values["long"].value}
    within = _linked(values, "within", "AdministrativeArea", names)
    return {
        "@type": "AdministrativeArea",
        "identifier": _text(values, "code"),
        "containedInPlace": within,
        "geo": point,
    }


def _term(values: Values, names: Labels) -> dict[str, Any]:
    return {
        "@type": "DefinedTerm",
        "termCode": _text(values, "code"),
        "isPartOf": _linked(values, "partOf", "DefinedTerm", names),
    }


_KINDS: Final[Mapping[str, Callable[[Values, Labels], dict[str, Any]]]] = {
    "document": _document,
    "agency": _agency,
    "place": _place,
    "programme": _term,
    "indicator": _term,
    "concept": _term,
}


def _dataset() -> dict[str, Any]:
    """The whole graph (https://schema.org/Dataset)."""
    manifest, root = service().generation().manifest, request.url_root
    download = {
        "@type": "DataDownload",
        "encodingFormat": "application/n-quads",
        "contentUrl": f"{root}dumps/lienvan.nq.gz",
    }
    return {
        "@type": "Dataset",
        "@id": f"{service().iris.base}dataset",
        "url": root,
        "name": "Liên Văn",
        "description": "Kế hoạch công tác dân tộc và chương trình mục tiêu quốc gia dưới dạng đồ thị tri thức / "
        "Vietnam's plans of ethnic affairs and the National Target Programmes as a knowledge graph",
        "license": LICENSE,
        "inLanguage": ["vi", "en"],
        "dateModified": manifest.created_at,
        "distribution": [download],
    }


def _text(values: Values, name: str) -> str | None:
    return values[name].value if name in values else None


def _day(values: Values, name: str) -> str | None:
    text = _text(values, name)
    return text if text and _DAY.fullmatch(text) else None


def _linked(values: Values, name: str, kind: str, names: Labels) -> dict[str, str] | None:
    if name not in values or values[name].kind != "iri":
        return None
    iri = values[name].value
    return {"@type": kind, "@id": iri, "name": label(names, iri, language())}
