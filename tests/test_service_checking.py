"""The check as part of a load: what the last one found is known until the new findings are."""

from __future__ import annotations

import os
from datetime import datetime

import pyoxigraph as ox
import pytest

from graph.errors import WorkersError
from graph.store import memory_store, open_store
from ontology import LV, PROV, Iris
from service import checking
from service.checking import Checker

IRIS = Iris()
DOCUMENT = IRIS.document("ubnd-tinh-bac-kan", 2020, "303/KH-UBND")
TARGET = f"""@prefix lv: <https://w3id.org/lienvan/ontology#> .
<{DOCUMENT}> a lv:Plan ; lv:sourceSha256 "0f" ; lv:number "303/KH-UBND" ; lv:title "Kế hoạch"@vi .
<{DOCUMENT}/target/1> a lv:Target ; lv:statedIn <{DOCUMENT}> ; lv:direction lv:Reach ; lv:lowerBound 120 ;
    lv:unit <https://w3id.org/lienvan/unit/phan-tram> ."""


@pytest.fixture
def store():
    parsed = ox.parse(TARGET.encode(), format=ox.RdfFormat.TURTLE)
    return memory_store(ox.Quad(*quad.triple, ox.NamedNode(IRIS.graph(DOCUMENT))) for quad in parsed)


class Later(datetime):
    """A day on which another check is made."""

    @classmethod
    def now(cls, tz=None):
        return cls(2026, 12, 31, tzinfo=tz)


def findings(store):
    return {str(quad) for quad in store.quads_for_graph(IRIS.graph("findings"))}


def check(store):
    checker = Checker(IRIS)
    counts = checker(store, frozenset([DOCUMENT]))
    assert counts[DOCUMENT] == checker.total
    return checker


def test_what_stands_keeps_the_time_it_was_first_seen(store, monkeypatch):
    assert check(store).new > 0
    first = {quad.subject: quad.object for quad in store.quads(None, LV.firstSeen.node)}
    monkeypatch.setattr(checking, "datetime", Later)
    again = check(store)
    assert (again.new, again.resolved) == (0, 0)
    assert {quad.subject: quad.object for quad in store.quads(None, LV.firstSeen.node)} == first
    store.remove_graph(IRIS.graph(DOCUMENT))
    gone = Checker(IRIS)
    gone(store, frozenset([DOCUMENT]))
    assert (gone.total, gone.resolved) == (0, len(first))


def test_a_check_that_breaks_off_leaves_the_findings_of_the_only_store(store, monkeypatch):
    check(store)
    known = findings(store)
    found_in = checking.found_in

    def breaks_off(*given):
        yield next(found_in(*given))
        raise OSError("no space left")

    monkeypatch.setattr(checking, "found_in", breaks_off)
    with pytest.raises(OSError, match="no space left"):
        Checker(IRIS)(store, frozenset([DOCUMENT]))
    assert findings(store) == known


def test_many_documents_are_checked_in_a_process_of_its_own(store, tmp_path, monkeypatch):
    check(store)
    apart = open_store(tmp_path / "store", read_only=False)
    apart.bulk_load(quad for quad in store.quads() if quad.graph_name.value != IRIS.graph("findings"))
    monkeypatch.setattr(checking, "_APART", 0)
    monkeypatch.setattr(checking, "found_in", None)  # nothing is checked in this process
    checker = Checker(IRIS)
    counts = checker(apart, frozenset([DOCUMENT]))
    assert counts[DOCUMENT] == checker.total == checker.new > 0

    def said(found):
        times = {PROV.generatedAtTime.node, LV.firstSeen.node, LV.lastSeen.node}
        quads = (quad for quad in found.quads_for_graph(IRIS.graph("findings")) if quad.predicate not in times)
        return {str(quad) for quad in quads}

    assert said(apart) == said(store)


def test_a_check_whose_process_is_ended_says_so(store, tmp_path, monkeypatch):
    apart = open_store(tmp_path / "store", read_only=False)
    apart.bulk_load(store.quads())
    monkeypatch.setattr(checking, "_APART", 0)
    monkeypatch.setattr(checking, "_everything_in", ends)
    with pytest.raises(WorkersError, match="the process that checks was ended"):
        Checker(IRIS)(apart, frozenset([DOCUMENT]))


def ends(*_given):
    os._exit(9)
