"""``/search``: what a reader finds, as a page, as JSON, and while typing."""

from __future__ import annotations

import re
import shutil

import pytest
from service_store import BACH_THONG, BROWSER
from test_service_pages import Tags, page

from service.app import create_app
from service.settings import read_settings

pytest_plugins = ["service_store"]

DOCUMENT = BACH_THONG.removeprefix("https://w3id.org/lienvan")


def test_search_without_accents_highlights_the_words_of_the_text(served):
    text = page(served, "/search?q=dan+toc+thieu+so").text
    assert "<mark>dân tộc thiểu số</mark>" in text
    assert "Nguyên văn" in text


def test_a_passage_opens_marked(served):
    found = served.client.get("/search.json?q=phong+noi+vu&kind=text").json["words"][0]["found"][0]
    passage = found["passages"][0]
    assert passage["address"] == f"{DOCUMENT}?char={passage['char']}#mark"
    marked = re.findall(r"<mark[^>]*>([^<]*)</mark>", page(served, passage["address"]).text)
    assert "Phòng Nội vụ" in " ".join(marked)


@pytest.mark.parametrize(
    "kind", ["document", "place", "agency", "indicator", "component", "question", "text", "target"]
)
def test_search_in_one_kind(served, kind):
    words = {"place": "bach thong", "question": "co quan", "agency": "phong"}.get(kind, "dan toc")
    answer = served.client.get("/search.json", query_string={"q": words, "kind": kind}).json
    found = {name["kind"] for name in answer["names"]} | {group["kind"] for group in answer["words"]}
    assert found == {kind}


def test_a_fact_leads_to_its_place_on_the_page_of_its_document(served):
    found = served.client.get("/search.json?q=ho+ngheo&kind=target").json["words"][0]["found"]
    for one in found:
        assert re.search(r"part=target/\d+#mark$", one["address"]), one["address"]


def test_completion(served):
    answer = served.client.get("/search/suggest.json?q=bach+th").json
    assert len({offer["kind"] for offer in answer["offers"]}) > 1, "of several kinds"
    first = answer["offers"][0]
    assert "".join(piece["text"] for piece in first["pieces"]) == first["label"]
    assert [piece["text"] for piece in first["pieces"] if piece["marked"]] == ["Bạch Th"]
    assert page(served, first["address"]).status_code == 200
    assert str(len(answer["offers"])) in answer["said"]
    english = served.client.get("/en/search/suggest.json?q=ethnic").json["offers"]
    assert any("ethnic" in offer["label"].lower() for offer in english)


def test_search_negotiates(served):
    assert served.client.get("/search?q=a", headers={"Accept": "application/json"}).is_json
    assert served.client.get("/search?q=a&format=json").is_json
    assert served.client.get("/search?q=a", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"q": "x" * 201}, 400),
        ({"q": "a", "kind": "nothing"}, 400),
        ({"q": "a", "page": "0"}, 400),
        ({"q": "…"}, 200),
        ({}, 200),
        ({"q": "<script>alert(1)</script>"}, 200),
        ({"q": "qqqq"}, 200),
    ],
)
def test_odd_searches(served, query, status):
    response = served.client.get("/search", query_string=query, headers={"Accept": BROWSER})
    assert response.status_code == status
    assert "<script>alert" not in response.text
    assert Tags(response.text).all("form"), "one can search again"


def test_a_store_without_an_index_says_what_to_do(gold_store, tmp_path):
    shutil.copytree(gold_store, tmp_path / "store")
    for file in (tmp_path / "store").glob("generations/*/search.sqlite"):
        file.unlink()
    app = create_app(read_settings({"LIENVAN_STORE": str(tmp_path / "store")}))
    client = app.test_client()
    response = client.get("/search?q=a", headers={"Accept": BROWSER})
    assert (response.status_code, "lienvan index" in response.text) == (503, True)
    for path in ("/", "/documents", "/agencies", "/places"):
        assert client.get(path, headers={"Accept": BROWSER}).status_code == 200, path
    assert "lienvan index" in client.get("/agencies", headers={"Accept": BROWSER}).text
    app.extensions["lienvan"].close()
