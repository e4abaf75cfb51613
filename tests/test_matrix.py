"""Who leads what where, from the rows of a programme's page."""

from __future__ import annotations

import pytest

from ontology import LV
from service.matrix import State, cell, said
from service.rows import Cell

BASE = "https://w3id.org/lienvan/programme/"
PLACE = "https://w3id.org/lienvan/place/gso-2024/063"


def row(**values):
    return {name: Cell(value, "iri") for name, value in values.items()}


def lead(component, agency, document="d", kind=LV.ComponentObject):
    return row(
        place=PLACE, document=document, kind=str(kind), object=BASE + component if component else document,
        agency=agency, quote="chủ trì", passage=f"{document}/text#char=1,{len(component)}",
    )  # fmt: skip


def listing(component, document="d"):
    return row(place=PLACE, document=document, component=BASE + component, passage=f"{document}/text#char=5,9")


# (leads, listings, component, state, agencies, the part above that leads come from)
CASES = [
    ([lead("1719/5/2", "a")], [], "1719/5/2", State.ONE, ["a"], ""),
    ([lead("1719/5/2", "a"), lead("1719/5/2", "b")], [], "1719/5/2", State.SEVERAL, ["a", "b"], ""),
    # two plans of one place with the same lead are one lead
    ([lead("1719/5/2", "a"), lead("1719/5/2", "a", "e")], [], "1719/5/2", State.ONE, ["a", "a"], ""),
    # the nearest above leads
    ([lead("1719", "a"), lead("1719/5", "b")], [], "1719/5/2", State.INHERITED, ["b"], "1719/5"),
    # contents of a project without sub-projects are numbered below 0, which is nothing itself
    ([lead("1719/1", "a")], [], "1719/1/0/3", State.INHERITED, ["a"], "1719/1"),
    # 1719/10 is no part of 1719/1
    ([lead("1719/1", "a")], [], "1719/10", State.NONE, [], ""),
    ([lead("1719/5/2", "a")], [], "1719/5", State.BELOW, [], ""),
    # a plan that speaks of the programme is led as a whole
    ([lead("", "a", kind=LV.PlanObject)], [listing("1719/4")], "1719/5", State.INHERITED, ["a"], ""),
    # one that does not speak of it leads nothing of it
    ([lead("", "a", "e", kind=LV.PlanObject)], [listing("1719/4")], "1719/5", State.NONE, [], ""),
    ([], [listing("1719/4")], "1719/4", State.OPEN, [], ""),
    ([], [listing("1719/4")], "1719/5", State.NONE, [], ""),
    # another programme
    ([lead("gnbv/1", "a")], [listing("gnbv/1")], "1719/1", State.NONE, [], ""),
]


@pytest.mark.parametrize("case", CASES)
def test_cells(case):
    leads, listed, component, state, agencies, above = case
    found = cell(BASE + component, BASE + "1719", said(BASE + "1719", leads, listed).get(PLACE))
    assert (found.state, [one.agency for one in found.leads]) == (state, agencies)
    assert found.above == (BASE + above if above else "")


def test_a_place_of_which_nothing_is_said():
    assert cell(BASE + "1719", BASE + "1719", None).state is State.NONE
