"""Content negotiation, after the checks that a well-behaved endpoint stands (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import pytest

from service.formats import GRAPH_FORMS, RESULT_FORMS, choose, named
from service.negotiation import best

OFFERED = ["application/json", "text/turtle", "text/csv"]


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        # nothing asked for: the first on offer
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        # one type, with and without case and blanks
        ("text/csv", "text/csv"),
        ("Text/CSV", "text/csv"),
        ("  text/csv ; q=0.5 ", "text/csv"),
        # quality decides, then the order on offer
        ("text/csv;q=0.5, text/turtle", "text/turtle"),
        ("text/turtle;q=0.5, text/csv;q=0.6", "text/csv"),
        ("text/csv, text/turtle", "text/turtle"),
        # ranges, and the more precise one first
        ("text/*", "text/turtle"),
        ("text/*;q=0.4, text/csv", "text/csv"),
        ("*/*;q=0.1, text/*;q=0.3, text/csv;q=0.2", "text/turtle"),
        # q=0 excludes
        ("*/*, application/json;q=0", "text/turtle"),
        ("text/*;q=0, */*;q=0.1", "application/json"),
        ("application/json;q=0", None),
        # everything is UTF-8
        ("text/csv;charset=utf-8", "text/csv"),
        ("text/csv;charset=UTF-8;q=0.1", "text/csv"),
        ("text/csv;charset=iso-8859-1", None),
        ("text/csv;charset=iso-8859-1, text/turtle;q=0.1", "text/turtle"),
        # not on offer, or nonsense
        ("image/png", None),
        ("image/*", None),
        ("nonsense", None),
        ("nonsense, text/csv", "text/csv"),
        (",,text/csv,,", "text/csv"),
    ],
)
def test_best(accept, expected):
    assert best(accept, OFFERED) == expected


@pytest.mark.parametrize(
    ("accept", "name", "content_type"),
    [
        ("application/sparql-results+json", "json", "application/sparql-results+json"),
        ("application/json", "json", "application/json"),
        ("text/xml", "xml", "text/xml; charset=utf-8"),
        ("text/csv", "csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "tsv", "text/tab-separated-values; charset=utf-8"),
        # what SPARQLWrapper sends for JSON
        ("application/sparql-results+json,application/json,text/javascript,application/javascript", "json", None),
    ],
)
def test_rows(accept, name, content_type):
    choice = choose(accept, RESULT_FORMS)
    assert choice.form.name == name
    assert content_type is None or choice.content_type == content_type


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/json", "jsonld"),
        ("application/rdf+xml", "rdf"),
        ("application/n-triples", "nt"),
        ("application/n-quads", "nq"),
        ("application/trig", "trig"),
        # what rdflib sends for a graph
        ("application/rdf+xml,text/turtle;q=0.9,*/*;q=0.1", "rdf"),
    ],
)
def test_graphs(accept, name):
    assert choose(accept, GRAPH_FORMS).form.name == name


def test_a_page_comes_first_or_last():
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert choose(browser, RESULT_FORMS, "last").form is None
    assert choose("*/*", RESULT_FORMS, "last").form.name == "json"
    assert choose("*/*", RESULT_FORMS, "first").form is None
    assert choose("text/html", RESULT_FORMS) is None


@pytest.mark.parametrize(("name", "expected"), [("csv", "csv"), ("CSV", "csv"), ("srj", "json"), ("text/csv", "csv")])
def test_named(name, expected):
    assert named(name, RESULT_FORMS).form.name == expected


def test_an_unknown_name_is_none():
    assert named("pdf", RESULT_FORMS) is None
