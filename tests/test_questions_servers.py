"""The whole catalogue on every store: each question has the same rows on the two servers as on the embedded store."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode
from remote_stores import KINDS, empty

from graph.generations import Generations
from graph.remote import RemoteStore
from graph.store import memory_store
from ontology import LV, Iris
from service import query_files
from service.evaluation import select
from service.questions import ask, catalogue

pytest_plugins = ["remote_stores", "service_store"]

IRIS = Iris()
GAZETTEER = {IRIS.graph(name) for name in ("places", "inferred")}


def places_of(quads):
    terms = (term for quad in quads for term in (quad.subject, quad.object) if isinstance(term, NamedNode))
    return {term for term in terms if term.value.startswith(f"{IRIS.base}place")}


def of_the_plans(store):
    """What the five plans say with the places that they name and what those became: not all of the gazetteer."""
    kept = [quad for name in store.graphs() if name not in GAZETTEER for quad in store.quads_for_graph(name)]
    places = places_of(kept)
    for _ in range(2):  # to the changes of a place, and to the places on their other side
        changes = {
            quad.subject
            for place in places
            for end in (LV["from"], LV.to)
            for quad in store.quads(None, end.node, place)
        }
        places |= changes | places_of(quad for thing in (*places, *changes) for quad in store.quads(thing))
    subjects = places | {quad.subject for quad in kept}
    return kept + [q for thing in subjects for name in GAZETTEER for q in store.quads(thing, graph=name)]


def given_of(question):
    """The examples of a question's parameters: of those that it must have, and of all."""
    for required in (True, False):
        yield {one.name: one.example for one in question.parameters if one.required or not required}


def rows_on(store):
    """The rows of each question with each of its examples, in no order."""
    found = {}
    for slug in query_files.slugs():
        for given in given_of(catalogue()[slug]):
            table = ask(catalogue()[slug], given, lambda query: select(store, query, 10_000), IRIS).table
            found[slug, *given] = sorted(
                str(sorted((name, str(term)) for name, term in row.items())) for row in table.rows
            )
    return found


@pytest.fixture(scope="module")
def quads(corpus_store):
    return of_the_plans(Generations(corpus_store).current().open())


@pytest.fixture(scope="module")
def embedded(quads):
    return rows_on(memory_store(quads))


@pytest.mark.parametrize("kind", KINDS)
def test_every_question_has_the_same_rows(request, quads, embedded, kind):
    server = request.getfixturevalue(f"{kind}_server")
    empty(server)
    store = RemoteStore(server)
    store.bulk_load(sorted(quads, key=lambda quad: quad.graph_name.value))
    assert rows_on(store) == embedded


def test_most_questions_have_rows_in_what_is_compared(embedded):
    empty_ones = {slug for slug, *_ in embedded if not any(embedded[key] for key in embedded if key[0] == slug)}
    assert not empty_ones
