"""Places as of a day: what was joined answers under its successor and says so; what was split is never guessed."""

from __future__ import annotations

import pytest
from service_store import BROWSER

from ontology import Iris
from service.choices import ParameterError
from service.questions import ask, catalogue

pytest_plugins = ["service_store"]
DAY = "2025-07-01"


def rows(corpus, slug, **given):
    return ask(catalogue()[slug], given, corpus, Iris()).table.rows


def values(found, *names):
    return {tuple(row.get(name, "") for name in names) for row in found}


def test_bac_kan_answers_under_thai_nguyen(corpus):
    before = rows(corpus, "place-targets", place="06")
    found = rows(corpus, "place-targets", place="06", asOf=DAY)
    assert len(found) == len(before) > 40
    assert values(found, "placeLabel", "formerLabel", "standing") == {("tỉnh Thái Nguyên", "tỉnh Bắc Kạn", "whole")}
    assert values(before, "formerLabel", "standing") == {("", "")}


def test_thai_nguyen_has_the_targets_of_what_went_over_whole_to_it(corpus):
    found = rows(corpus, "place-targets", place="gso-2025/19", asOf=DAY)
    assert values(found, "target") == values(rows(corpus, "place-targets", place="06"), "target")
    assert not rows(corpus, "place-targets", place="gso-2025/19")
    assert not rows(corpus, "place-targets", place="gso-2025/19", asOf="2025-06-30")


def test_a_district_that_was_split_stands_for_none_of_its_parts(corpus):
    found = rows(corpus, "place-targets", place="063", asOf=DAY)
    assert values(found, "placeLabel", "standing") == {("huyện Bạch Thông", "split")}
    assert not rows(corpus, "place-targets", place="gso-2025/02014", asOf=DAY)  # xã Bạch Thông


@pytest.mark.parametrize(("day", "place"), [(DAY, "tỉnh Thái Nguyên"), ("2025-06-30", "tỉnh Bắc Kạn")])
@pytest.mark.parametrize(
    ("slug", "given"),
    [
        ("lead-agency", {"component": "1719"}),
        ("indicator-targets", {"indicator": "poverty-rate-annual-reduction-ethnic-households"}),
    ],
)
def test_questions_over_all_places(corpus, slug, given, day, place):
    named = values(rows(corpus, slug, **given, asOf=day), "placeLabel", "standing")
    standings = dict(named)
    assert standings[place] == ("whole" if day == DAY else "")
    assert standings["huyện Bạch Thông"] == ("split" if day == DAY else "")
    assert len({"tỉnh Thái Nguyên", "tỉnh Bắc Kạn"} & standings.keys()) == 1


def test_what_became_of(corpus):
    found = rows(corpus, "what-became-of", place="tỉnh Bắc Kạn", asOf=DAY)
    assert values(found, "extent", "laterLabel", "number", "day") == {
        ("whole", "tỉnh Thái Nguyên", "202/2025/QH15", DAY)
    }
    assert int(found[0]["targets"]) > 40
    parts = rows(corpus, "what-became-of", place="063", asOf=DAY)
    assert values(parts, "extent", "withinLabel", "number", "targets") == {
        ("part", "tỉnh Thái Nguyên", "1683/NQ-UBTVQH15", "0")
    }
    assert {row["laterLabel"] for row in parts} >= {"xã Phủ Thông", "xã Cẩm Giàng"}
    assert values(rows(corpus, "what-became-of", place="063", asOf="2025-06-30"), "extent", "laterLabel") == {
        ("still", "huyện Bạch Thông")
    }


@pytest.mark.parametrize("day", ["1/7/2025", "2025-02-30", "hôm nay"])
def test_a_day_that_is_none(corpus, day):
    with pytest.raises(ParameterError, match="asOf"):
        rows(corpus, "place-targets", place="06", asOf=day)


def test_columns_about_the_day_come_with_the_day(corpus):
    found = catalogue()["lead-agency"]
    without = ask(found, {"component": "1719"}, corpus, Iris()).question.columns
    with_day = ask(found, {"component": "1719", "asOf": DAY}, corpus, Iris()).question.columns
    assert {column.name for column in with_day} - {column.name for column in without} == {"formerLabel", "standing"}


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("gso-2024/06", ("Đã chuyển trọn sang:", "tỉnh Thái Nguyên", "202-2025-qh15")),
        ("gso-2024/063", ("không quy được về nơi nào", "xã Phủ Thông", "đã chia cho nhiều nơi")),
        ("gso-2025/19", ("Gồm trọn:", "tỉnh Bắc Kạn")),
    ],
)
def test_the_page_of_a_place_as_of_a_day(served, place, words):
    answer = served.client.get(f"/vi/place/{place}?asOf={DAY}", headers={"Accept": BROWSER})
    assert (answer.status_code, [word for word in words if word not in answer.text]) == (200, [])
    without = served.client.get(f"/vi/place/{place}", headers={"Accept": BROWSER}).get_data(as_text=True)
    assert words[0] not in without


def test_a_wrong_day_on_a_page(served):
    assert served.client.get("/vi/place/gso-2024/06?asOf=mai", headers={"Accept": BROWSER}).status_code == 400
