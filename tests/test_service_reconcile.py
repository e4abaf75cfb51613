"""Reconciliation: what OpenRefine sends and gets, held against the schemas of the specification (0.2)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from ontology import Iris
from service.entity_types import TYPES
from service.matching import read_query, spellings

pytest_plugins = ["service_store"]

BASE = Iris().base
FOLDER = Path(__file__).parent / "data" / "reconciliation"
SCHEMAS = {path.stem: json.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.json")}
REGISTRY = Registry().with_resources(
    (schema["$id"], Resource.from_contents(schema, DRAFT7)) for schema in SCHEMAS.values()
)


def hold(document, schema):
    Draft7Validator(SCHEMAS[schema], registry=REGISTRY).validate(document)
    return document


def ask(served, batch, method="POST", **headers):
    sent = {"queries": json.dumps(batch)}
    if method == "POST":
        response = served.client.post("/reconcile", data=sent, headers=headers)
    else:
        response = served.client.get("/reconcile", query_string=sent, headers=headers)
    assert response.status_code == 200, response.text
    return {key: found["result"] for key, found in hold(response.json, "reconciliation-result-batch").items()}


def one(served, query, **members):
    return ask(served, {"q": {"query": query, **members}})["q"]


def test_the_manifest(served):
    response = served.client.get("/reconcile")
    manifest = hold(response.json, "manifest")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert manifest["identifierSpace"] == BASE
    assert {entry["id"] for entry in manifest["defaultTypes"]} >= {"Document", "Agency", "Place", "Indicator"}
    assert served.client.post("/reconcile").json == manifest


@pytest.mark.parametrize(
    ("query", "members", "found"),
    [
        # an abbreviation, its full name, the same without accents
        ("UBDT", {"type": "Agency"}, "agency/uy-ban-dan-toc/trung-uong"),
        ("Ủy ban Dân tộc", {}, "agency/uy-ban-dan-toc/trung-uong"),
        ("uy ban dan toc", {"type": "Agency"}, "agency/uy-ban-dan-toc/trung-uong"),
        ("Uỷ ban Dân tộc", {"type": ["Agency"]}, "agency/uy-ban-dan-toc/trung-uong"),
        ("UBND huyện Bạch Thông", {"type": "Agency"}, "agency/ubnd-huyen/huyen-bach-thong-bac-kan"),
        # a document by its number
        ("104/KH-UBND", {"type": "Document"}, "doc/ubnd-tinh-quang-ngai/2022/104-kh-ubnd"),
        ("104/kh-ubnd", {}, "doc/ubnd-tinh-quang-ngai/2022/104-kh-ubnd"),
        # an indicator in either language
        ("Tỷ lệ hộ nghèo", {"type": "Indicator"}, "indicator/poverty-rate"),
        ("ty le ho ngheo", {"type": "Indicator"}, "indicator/poverty-rate"),
        # an old commune: its name with a day, or with what it lay in
        ("phường Đức Xuân", {"properties": [{"pid": "date", "v": "2024-03-01"}]}, "place/gso-2024/01840"),
        ("Phường Đức Xuân", {"properties": [{"pid": "date", "v": "2025-07-01"}]}, "place/gso-2025/01840"),
        ("xã Đức Xuân", {"properties": [{"pid": "within", "v": "tỉnh Cao Bằng"}]}, "place/gso-2024/01831"),
        ("xa duc xuan", {"properties": [{"pid": "within", "v": {"id": "place/gso-2024/008"}}]}, None),
        ("xã Đức Xuân", {"type": "Place", "properties": [{"pid": "code", "v": "01831"}]}, "place/gso-2024/01831"),
        ("huyện Bạch Thông", {"type": "Place"}, "place/gso-2024/063"),
        # its own identifier
        (f"{BASE}place/gso-2024/063", {"type": "Place"}, None),
        # two of one name: nobody can say
        ("xã Đức Xuân", {"type": "Place"}, None),
        ("Sở Ma thuật", {}, None),
    ],
)
def test_what_is_matched(served, query, members, found):
    matched = [candidate["id"] for candidate in one(served, query, **members) if candidate["match"]]
    assert matched == ([found] if found else [])


def test_candidates_come_best_first_with_their_types(served):
    candidates = one(served, "xã Đức Xuân", type="Place", limit=3)
    assert len(candidates) == 3
    scores = [candidate["score"] for candidate in candidates]
    assert scores == sorted(scores, reverse=True)
    assert scores[:2] == [100.0, 100.0]
    assert all(0 <= score <= 100 for score in scores)
    assert {entry["id"] for candidate in candidates for entry in candidate["type"]} == {"Place"}
    assert "tỉnh Cao Bằng" in " ".join(candidate["description"] for candidate in candidates)


def test_a_name_spelled_wrong_is_still_a_candidate(served):
    ids = [candidate["id"] for candidate in one(served, "Tỷ lệ hộ ngeo", type="Indicator")]
    assert "indicator/poverty-rate" in ids


def test_a_type_that_is_not_there_has_nothing(served):
    assert one(served, "Ủy ban Dân tộc", type="Planet") == []


def test_a_batch_by_get_and_by_post(served):
    batch = {"q0": {"query": "UBDT", "type": "Agency"}, "q1": {"query": "104/KH-UBND"}, "đ": {"query": "??"}}
    answers = ask(served, batch)
    assert set(answers) == set(batch)
    assert answers["đ"] == []
    assert ask(served, batch, "GET") == answers


def test_properties_alone(served):
    found = ask(served, {"q": {"properties": [{"pid": "number", "v": "104/KH-UBND"}]}})["q"]
    assert (found[0]["id"], found[0]["match"]) == ("doc/ubnd-tinh-quang-ngai/2022/104-kh-ubnd", True)


@pytest.mark.parametrize(
    "sent",
    [
        {"queries": "not json"},
        {"queries": "[]"},
        {"queries": "[" * 100_000},
        {"queries": json.dumps({"q": {}})},
        {"queries": json.dumps({"q": {"query": "a", "limit": "many"}})},
        {"queries": json.dumps({"q": {"query": "a", "properties": [{"pid": "x"}]}})},
        {"queries": json.dumps({"q": {"query": "a", "surprise": 1}})},
        {"extend": json.dumps({"ids": "x", "properties": []})},
        {"extend": json.dumps({"ids": [], "properties": [{"id": "nothing"}]})},
        {"extend": json.dumps({"ids": [], "properties": [{"id": "code", "settings": {"limit": -1}}]})},
    ],
)
def test_what_cannot_be_read_is_refused(served, sent):
    response = served.client.post("/reconcile", data=sent, headers={"Accept": "application/json"})
    assert (response.status_code, response.json["type"].rpartition("/")[2]) == (400, "wrong-parameter")


def test_a_batch_has_its_limit(served):
    batch = json.dumps({str(number): {"query": "a"} for number in range(300)})
    response = served.client.post("/reconcile", data={"queries": batch}, headers={"Accept": "application/json"})
    assert (response.status_code, response.json["limit"]) == (413, 200)


def test_values_of_properties(served):
    place, document = "place/gso-2024/01840", "doc/ubnd-tinh-quang-ngai/2022/104-kh-ubnd"
    wanted = [{"id": name} for name in ("code", "validUntil", "succeededBy", "number", "issued", "issuer")]
    sent = {"extend": json.dumps({"ids": [place, document, BASE + place], "properties": wanted})}
    answer = hold(served.client.post("/reconcile", data=sent).json, "data-extension-response")
    assert served.client.get("/reconcile", query_string=sent).json == answer
    rows = answer["rows"]
    assert rows[place]["code"] == [{"str": "01840"}]
    assert rows[place]["validUntil"] == [{"date": "2025-07-01T00:00:00Z"}]
    assert rows[place]["succeededBy"] == [{"id": "place/gso-2025/01840", "name": "phường Đức Xuân"}]
    assert rows[BASE + place] == rows[place]
    assert rows[document]["number"] == [{"str": "104/KH-UBND"}]
    assert rows[document]["validUntil"] == []
    assert {entry["id"] for entry in answer["meta"]} == {entry["id"] for entry in wanted}


def test_few_values_when_few_are_wanted(served):
    document = "doc/ubnd-huyen-bach-thong-bac-kan/2023/kh-ubnd-af062178"
    wanted = [{"id": "cites", "settings": {"limit": "2"}}]
    sent = {"extend": json.dumps({"ids": [document], "properties": wanted})}
    answer = hold(served.client.post("/reconcile", data=sent).json, "data-extension-response")
    assert len(answer["rows"][document]["cites"]) == 2


@pytest.mark.parametrize(
    ("what", "prefix", "first"),
    [
        ("entities", "huyện bạch t", "place/gso-2024/063"),
        ("entities", "phong noi vu huyen ba", "agency/phong-noi-vu/huyen-bach-thong-bac-kan"),
        ("types", "co q", "Agency"),
        ("types", "Pla", "Place"),
        ("properties", "ngay ban", "issued"),
    ],
)
def test_suggestions(served, what, prefix, first):
    path = {"entities": "entity", "types": "type", "properties": "property"}[what]
    response = served.client.get(f"/reconcile/suggest/{path}", query_string={"prefix": prefix})
    result = hold(response.json, f"suggest-{what}-response")["result"]
    assert result[0]["id"] == first
    more = served.client.get(f"/reconcile/suggest/{path}", query_string={"prefix": prefix, "cursor": 1}).json["result"]
    assert more[: len(result) - 1] == result[1:]


def test_names_in_the_readers_language(served):
    response = served.client.get("/reconcile", headers={"Accept-Language": "en"})
    assert {entry["name"] for entry in response.json["defaultTypes"]} >= {"Document", "Agency"}
    (poverty, *_) = ask(served, {"q": {"query": "Tỷ lệ hộ nghèo"}}, **{"Accept-Language": "en"})["q"]
    assert poverty["name"].startswith("Poverty rate")


@pytest.mark.parametrize("type_id", [None, *TYPES])
def test_properties_to_fetch(served, type_id):
    query = {"type": type_id} if type_id else {}
    answer = served.client.get("/reconcile/properties", query_string=query).json
    assert answer.get("type") == type_id
    assert all(set(entry) == {"id", "name"} and entry["name"] for entry in answer["properties"])


def test_a_preview_may_stand_in_a_frame_and_runs_nothing(served):
    response = served.client.get("/reconcile/preview?id=place/gso-2024/063", headers={"Accept": "text/html"})
    assert "huyện Bạch Thông" in response.text
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in response.headers
    assert served.client.get("/", headers={"Accept": "text/html"}).headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("given", ["place/gso-2024/063", "place%2Fgso-2024%2F063", f"{BASE}place/gso-2024/063"])
def test_the_page_of_a_thing(served, given):
    response = served.client.get(f"/reconcile/view?id={given}")
    assert (response.status_code, response.headers["Location"]) == (303, "/place/gso-2024/063")


@pytest.mark.parametrize("given", ["", "../../etc/passwd", "https://example.org/", "//example.org/x", "place/x/y"])
def test_no_way_to_anywhere_else(served, given):
    for path in ("view", "preview"):
        response = served.client.get(f"/reconcile/{path}", query_string={"id": given}, follow_redirects=True)
        assert response.status_code == 404, path


def test_an_agency_is_also_looked_for_under_its_full_name():
    assert spellings("UBDT") == ("Ủy ban Dân tộc", "UBDT")
    assert spellings("xã Mỹ Phương") == ("xã Mỹ Phương",)


def test_reading_a_query():
    query = read_query({"query": "a", "type": ["Place"], "limit": 2.0, "properties": [{"pid": "code", "v": [1, True]}]})
    assert (query.types, query.limit, query.constraints[0].values) == (("Place",), 2, ("1", "true"))
    assert query.kinds == ("place",)
