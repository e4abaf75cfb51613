"""The SPARQL page without script, and what its editor is given."""

from __future__ import annotations

import re
from html import unescape

import pytest
from service_store import BROWSER

from service.app import create_app
from service.questions import catalogue
from service.settings import read_settings

pytest_plugins = ["corpus_site"]


def query_of(response):
    return unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", response.text, re.DOTALL).group(1))


@pytest.fixture
def visit(site):
    return lambda path, **query: site.get(path, query_string=query, headers={"Accept": BROWSER})


@pytest.mark.parametrize("slug", list(catalogue()))
def test_every_question_is_an_example_that_runs(visit, slug):
    query = query_of(visit("/sparql", example=slug))
    assert query.lstrip().startswith("PREFIX")
    answer = visit("/sparql", query=query, format="html")
    assert answer.status_code == 200
    assert query_of(answer) == query
    assert "Trả lời" in answer.text


def test_an_example_that_there_is_not(visit):
    assert query_of(visit("/sparql", example="nothing")) == query_of(visit("/sparql"))


def test_the_limits_are_shown(visit):
    text = visit("/en/sparql").text
    assert "at most 30 seconds" in text
    assert "at most 1000 rows" in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ASK {}", "Có"),
        ("SELECT ?s { ?s a <http://nothing> }", "câu trả lời là rỗng"),
        ("SELECT * { ?s ?p ?o }", "vượt giới hạn số dòng"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 2", '<pre class="graph"'),
        ('SELECT ("<b>x</b>" AS ?x) {}', "&lt;b&gt;x&lt;/b&gt;"),
    ],
)
def test_answers_without_script(visit, query, expected):
    response = visit("/sparql", query=query, format="html")
    assert response.status_code == 200
    assert expected in response.text


def test_terms_for_completion_in_the_readers_language(site):
    vietnamese, english = (site.get(f"{language}/sparql/terms.json").json for language in ("", "/en"))
    target = "https://w3id.org/lienvan/ontology#Target"
    assert (vietnamese["classes"][target], english["classes"][target]) == ("Mục tiêu", "Target")
    assert "https://w3id.org/lienvan/ontology#horizon" in english["properties"]
    assert "http://www.w3.org/ns/prov#wasQuotedFrom" in english["properties"]
    assert english["prefixes"]["lv"] == "https://w3id.org/lienvan/ontology#"
    assert not set(english["classes"]) & set(english["properties"])


def test_completion_is_not_sent_again(site):
    first = site.get("/sparql/terms.json")
    again = site.get("/sparql/terms.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_editor_works_while_nothing_is_loaded(tmp_path):
    client = create_app(read_settings({"LIENVAN_STORE": str(tmp_path)})).test_client()
    assert client.get("/sparql?example=lead-agency", headers={"Accept": BROWSER}).status_code == 200
    assert client.get("/sparql/terms.json").json["prefixes"]["lv"] == "https://w3id.org/lienvan/ontology#"
