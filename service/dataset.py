"""``/.well-known/void`` and ``/dataset``: the data described in VoID (https://www.w3.org/TR/void/) and DCAT 3.

Counts are of the current generation: triples and documents from its manifest, classes and properties counted once for
each generation, and left out where counting takes longer than a query may. A browser gets a page at ``/dataset``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.dumps import FOLDER, SUMS, WHOLE
from graph.generations import Generation
from ontology import PREFIXES
from service import links, lists, query_files
from service.formats import GRAPH_FORMS, HTML, choose
from service.problems import Problem
from service.rdf_writing import Value, about, graph_response, number, term
from service.render import show
from service.rows import Row
from service.schema_org import LICENSE
from service.state import service

blueprint = Blueprint("dataset", __name__)

IANA = "https://www.iana.org/assignments/media-types/"
_TITLES = (
    Literal("Liên Văn: kế hoạch công tác dân tộc và các Chương trình mục tiêu quốc gia", language="vi"),
    Literal("Liên Văn: plans on ethnic affairs and the National Target Programmes of Vietnam", language="en"),
)
_DESCRIPTIONS = (
    Literal(
        "Văn bản, mục tiêu, phân công, chương trình và báo cáo, đọc từ các kế hoạch của địa phương.", language="vi"
    ),
    Literal("Documents, targets, assignments, programmes and reports, as read from local plans.", language="en"),
)
_VOCABULARIES = ("lv", "eli", "org", "skos", "prov", "oa", "qudt", "dct")
_MOST = 100_000


@blueprint.route("/.well-known/void")
@blueprint.route("/dataset")
def dataset() -> ResponseReturnValue:
    """The description of the data and of where it can be had, in the form that the client reads."""
    if _asks_for_page():
        response = Response(_page(), content_type=f"{HTML}; charset=utf-8")
        response.vary.update(["Accept", "Accept-Language"])
        return response
    generation = service().generation()
    tag = service().tag("dataset", request.path, request.url_root)
    if request.if_none_match.contains(tag):
        return Response(status=304, headers={"ETag": f'"{tag}"'})
    response = graph_response([*_described(generation, request.url_root), *_documents(generation, request.url_root)])
    response.set_etag(tag)
    response.cache_control.no_cache = True
    return response


@blueprint.route("/<any(vi, en):language>/dataset")
def dataset_page() -> str:
    """The page at an address of its own in each language."""
    return _page()


def _asks_for_page() -> bool:
    """Whether ``/dataset`` is asked for by a browser; a client that takes anything gets the data."""
    if request.path != "/dataset" or "format" in request.args:
        return False
    choice = choose(request.headers.get("Accept"), GRAPH_FORMS, page="last")
    return choice is not None and choice.form is None


def _page() -> str:
    """What the data holds and where it can be had, for people; what takes long to count is left to the description."""
    generation = service().generation()
    return show(
        "dataset.html",
        manifest=generation.manifest,
        records=lists.records(),
        iri=f"{service().settings.base}dataset",
        titles={title.language: title.value for title in _TITLES},
        descriptions={one.language: one.value for one in _DESCRIPTIONS},
        forms=GRAPH_FORMS,
        dump=f"/{FOLDER}/{WHOLE}",
        sums=f"/{FOLDER}/{SUMS}",
        written=_written(generation.path / FOLDER),
        license=LICENSE,
    )


def _written(folder: Path) -> tuple[int, str] | None:
    """The bytes and the SHA-256 of the dump; None before somebody asked for it."""
    try:
        sums = dict(line.split()[::-1] for line in (folder / SUMS).read_text("utf-8").splitlines())
        return (folder / WHOLE).stat().st_size, sums[WHOLE]
    except FileNotFoundError:
        return None


def _described(generation: Generation, root: str) -> Iterator[Triple]:
    manifest, base = generation.manifest, service().settings.base
    data, dump, sparql = NamedNode(f"{base}dataset"), NamedNode(f"{root}dumps/{WHOLE}"), NamedNode(f"{root}sparql")
    distribution, endpoint = BlankNode("dump"), BlankNode("service")
    modified = Literal(manifest.created_at, datatype=term("xsd:dateTime"))
    yield from about(
        data,
        ("rdf:type", [term("void:Dataset"), term("dcat:Dataset")]),
        ("dct:title", _TITLES),
        ("dct:description", _DESCRIPTIONS),
        ("dct:identifier", Literal(data.value)),
        ("dct:language", [Literal("vi"), Literal("en")]),
        ("dct:license", NamedNode(LICENSE)),
        ("dct:modified", modified),
        ("dcat:version", Literal(str(manifest.number))),
        ("dcat:keyword", Literal("công tác dân tộc", language="vi")),
        ("dcat:landingPage", NamedNode(root)),
        ("dcat:distribution", distribution),
        ("void:uriSpace", Literal(base)),
        ("void:sparqlEndpoint", sparql),
        ("void:dataDump", dump),
        ("void:vocabulary", [NamedNode(PREFIXES[prefix]) for prefix in _VOCABULARIES]),
        ("void:feature", NamedNode("http://www.w3.org/ns/formats/N-Quads")),
        ("void:exampleResource", [NamedNode(iri) for iri in list(manifest.documents)[:3]]),
        ("void:triples", number(manifest.triples)),
        ("void:documents", number(len(manifest.documents))),
    )
    yield from _partitions(data)
    yield from about(
        distribution,
        ("rdf:type", term("dcat:Distribution")),
        ("dcat:accessURL", dump),
        ("dcat:downloadURL", dump),
        ("dcat:mediaType", NamedNode(f"{IANA}application/n-quads")),
        ("dcat:compressFormat", NamedNode(f"{IANA}application/gzip")),
        ("dct:conformsTo", NamedNode("https://www.w3.org/TR/n-quads/")),
        ("rdfs:seeAlso", NamedNode(f"{root}{FOLDER}/{SUMS}")),
    )
    yield from about(
        endpoint,
        ("rdf:type", term("dcat:DataService")),
        ("dct:title", Literal("SPARQL 1.1", language="en")),
        ("dcat:endpointURL", sparql),
        ("dcat:endpointDescription", sparql),
        ("dcat:servesDataset", data),
        ("dct:conformsTo", NamedNode("https://www.w3.org/TR/sparql11-protocol/")),
    )


def _partitions(data: NamedNode) -> Iterator[Triple]:
    """How many things of each class, and how many triples of each property."""
    for name, kind, count in (
        ("class", "void:classes", "void:entities"),
        ("property", "void:properties", "void:triples"),
    ):
        rows = _counted("classes" if name == "class" else "properties")
        if rows is None:
            continue
        yield from about(data, (kind, number(len(rows))))
        for index, row in enumerate(rows):
            part = BlankNode(f"{name}{index}")
            value: Value = NamedNode(row[name].value)
            yield from about(data, (f"void:{name}Partition", part))
            yield from about(part, (f"void:{name}", value), (count, number(int(row["count"].value))))


def _counted(what: str) -> tuple[Row, ...] | None:
    try:
        (table,) = service().tables(query_files.body(f"dataset/{what}"), rows=_MOST)
    except Problem as problem:
        if problem.kind.slug != "query-timeout":
            raise
        return None
    return table.rows


def _documents(generation: Generation, root: str) -> Iterator[Triple]:
    """Each document's graph is a part that can be had alone."""
    base, iris = NamedNode(f"{service().settings.base}dataset"), service().iris
    for iri in generation.manifest.documents:
        graph, dump = NamedNode(iris.graph(iri)), NamedNode(f"{root}{FOLDER}{links.local(iri, iris)}.nq")
        distribution = BlankNode(f"dump-{links.local(iri, iris).strip('/').replace('/', '-')}")
        yield from about(base, ("void:subset", graph), ("dct:hasPart", graph))
        yield from about(
            graph,
            ("rdf:type", [term("void:Dataset"), term("dcat:Dataset")]),
            ("dct:subject", NamedNode(iri)),
            ("void:dataDump", dump),
            ("dcat:distribution", distribution),
        )
        yield from about(
            distribution,
            ("rdf:type", term("dcat:Distribution")),
            ("dcat:accessURL", dump),
            ("dcat:downloadURL", dump),
            ("dcat:mediaType", NamedNode(f"{IANA}application/n-quads")),
        )
