"""The network as a list, on the five plans: it says what the drawing draws, and works without script."""

from __future__ import annotations

import re
from html import unescape

import pytest
from service_store import BROWSER

pytest_plugins = ["corpus_site"]

PLAN = "doc/ubnd-huyen-bach-thong-bac-kan/2023/kh-ubnd-af062178"


@pytest.fixture
def visit(site):
    return lambda path: site.get(path, headers={"Accept": BROWSER})


def source(response):
    return unescape(re.search(r'data-source="([^"]+)"', response.text).group(1))


def words(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("query", ["", f"?around={PLAN}", f"?around={PLAN}&depth=2&relation=cites", "?limit=5"])
def test_the_list_has_everything_that_is_drawn(site, visit, language, query):
    response = visit(f"{language}/network{query}")
    assert response.status_code == 200
    drawn = site.get(source(response)).json
    assert drawn["nodes"]
    listed = words(response)
    for node in drawn["nodes"]:
        assert " ".join(node["label"].split()) in listed, node["label"]


def test_a_group_of_documents_is_expanded_from_the_whole(site, visit):
    whole = visit("/network")
    group = max(site.get("/network.json").json["groups"], key=lambda one: one["size"])
    assert f'href="/network?group={group["group"]}"' in whole.text
    nodes = site.get(source(visit(f"/network?group={group['group']}"))).json["nodes"]
    assert {node["group"] for node in nodes} == {group["group"]}


def test_each_relation_has_the_words_that_state_it(visit):
    text = visit(f"/network?around={PLAN}").text
    assert "thực hiện …" in text
    assert "Thực hiện Kế hoạch số 174/KH-UBND" in text
    assert re.search(rf'href="/{PLAN}\?char=\d+,\d+#mark"', text)


def test_relations_are_chosen_by_boxes(visit):
    every, cites = visit(f"/network?around={PLAN}").text, visit(f"/network?around={PLAN}&relation=cites").text
    assert "viện dẫn …" in cites
    assert "giao việc cho …" in every
    assert "giao việc cho …" not in cites
    assert re.findall(r'value="(\w+)" checked', cites) == ["cites"]


def test_the_way_between_two_documents_in_words(visit):
    response = visit("/network?from=bach-thong-2023&to=24-NQ/TW")
    assert response.status_code == 200
    steps = re.findall(
        r"<li>.*?</li>", re.search(r'<ol class="steps">(.*?)</ol>', response.text, re.DOTALL).group(1), re.DOTALL
    )
    assert len(steps) == 3
    assert all("?char=" in step for step in steps)
    assert source(response) == "/vi/network/path.json?from=bach-thong-2023&to=24-NQ/TW"


@pytest.mark.parametrize(
    ("query", "expected"),
    [("around=nothing+like+it", "nothing like it"), ("around=UBND", "documents match"), ("relation=likes", "likes"),
     ("depth=9", "depth"), ("from=x&to=y", "x")],
)  # fmt: skip
def test_what_cannot_be_meant_is_said_on_the_page(visit, query, expected):
    response = visit(f"/network?{query}")
    assert response.status_code == 400
    assert response.mimetype == "text/html"
    assert expected in unescape(response.text)
    assert 'name="around"' in response.text, "one can try again"


def test_the_drawing_library_finds_its_style_sheet_there(visit):
    """It would write one into the page, which the policy forbids, unless an element has its id."""
    assert re.search(
        r'<link rel="stylesheet" href="[^"]+network[^"]*\.css[^"]*" id="__________cytoscape_stylesheet">',
        visit("/network").text,
    )
