"""The catalogue: how parameters are understood, and what the questions answer over the five plans.

The expected rows were read in the plans themselves.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from service_store import BROWSER

from ontology import Iris
from service import query_files, question_pages
from service.choices import ParameterError, read_choices
from service.questions import Part, ask, catalogue
from service.sparql_text import read_query

pytest_plugins = ["service_store"]

BINH_SON = ("huyện Bình Sơn", "Phòng Tài chính - Kế hoạch huyện Bình Sơn", "programme", "1719")
DAKRONG = ("huyện Đakrông", "Phòng Dân tộc huyện Đakrông", "programme", "1719")
BAC_KAN = ("tỉnh Bắc Kạn", "Ban Dân tộc tỉnh Bắc Kạn", "programme", "1719")
DAK_LAK = ("tỉnh Đắk Lắk", "Ban Dân tộc tỉnh Đắk Lắk", "plan", None)
OFFICE = "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện Bạch Thông"
FRONT = "Ủy ban Mặt trận Tổ quốc Việt Nam huyện Bạch Thông"


def bach_thong(agency, level, code):
    return ("huyện Bạch Thông", agency, level, code)


def answer(corpus, slug, language="vi", **given):
    return ask(catalogue()[slug], given, corpus, Iris(), language)


def leads(corpus, component):
    rows = answer(corpus, "lead-agency", component=component).table.rows
    return {(row["placeLabel"], row["agencyLabel"], row["level"], row.get("ledCode")) for row in rows}


@pytest.mark.parametrize(
    ("component", "in_bach_thong"),
    [
        # "Tổ chức triển khai thực hiện … tiểu dự án 1, 3 thuộc dự án 10"
        ("1719/10/1", {bach_thong(OFFICE, "sub-project", "1719/10/1")}),
        # two leads: the office, and the Front by "thực hiện tiểu dự án 3 thuộc dự án 10"
        ("1719/10/3", {bach_thong(OFFICE, "sub-project", "1719/10/3"), bach_thong(FRONT, "sub-project", "1719/10/3")}),
        # a content of a sub-project that has no lead itself
        ("1719/5/2/1", {bach_thong("Phòng Nội vụ huyện Bạch Thông", "content", "1719/5/2/1")}),
        ("1719/5/2", {bach_thong(OFFICE, "plan", None)}),
        # a content whose project has one
        ("1719/7/0/1", {bach_thong("Trung tâm Y tế huyện Bạch Thông", "project", "1719/7")}),
        # no lead of their own
        ("1719/2", {bach_thong(OFFICE, "plan", None)}),
        ("1719/3/2", {bach_thong(OFFICE, "plan", None)}),
        ("1719/9/1", {bach_thong(OFFICE, "plan", None)}),
        ("1719", {bach_thong(OFFICE, "plan", None)}),
    ],
)
def test_lead_agency(corpus, component, in_bach_thong):
    assert leads(corpus, component) == in_bach_thong | {BINH_SON, DAKRONG, BAC_KAN, DAK_LAK}


def test_lead_agency_of_another_programme(corpus):
    assert leads(corpus, "ntm") == {
        ("huyện Bình Sơn", "Phòng Nông nghiệp và Phát triển nông thôn huyện Bình Sơn", "programme", "ntm")
    }


def test_lead_agency_quotes_the_words(corpus):
    rows = {row["placeLabel"]: row for row in answer(corpus, "lead-agency", component="1719/10/1").table.rows}
    assert "tiểu dự án 1, 3 thuộc dự án 10" in rows["huyện Bạch Thông"]["quote"]
    assert rows["tỉnh Đắk Lắk"]["quote"] == "Là cơ quan chủ trì, điều phối các hoạt động của Kế hoạch"
    assert all("/text#char=" in row["passage"] for row in rows.values())


def test_lead_agency_in_english(corpus):
    rows = answer(corpus, "lead-agency", "en", component="1719/7").table.rows
    assert {row["ledLabel"].language for row in rows if "ledCode" in row} == {"en"}


@pytest.mark.parametrize(
    "given", ["1719/10/1", " 1719/10/1 ", "1719-10-1", "https://w3id.org/lienvan/programme/1719/10/1"]
)
def test_a_parameter_as_people_write_it(corpus, given):
    choice = answer(corpus, "lead-agency", component=given).parameters["component"]
    assert (choice.code, choice.term.value) == ("1719/10/1", "https://w3id.org/lienvan/programme/1719/10/1")


def test_a_parameter_by_its_name_without_accents(corpus):
    choice = answer(corpus, "lead-agency", component="ho tro dat o").parameters["component"]
    assert choice.code == "1719/1/0/1"


@pytest.mark.parametrize("given", ["Bạch Thông", "bach thong", "huyện Bạch Thông", "HUYEN BACH THONG", "063"])
def test_a_place_by_its_name(corpus, given):
    assert answer(corpus, "place-targets", place=given).parameters["place"].label == "huyện Bạch Thông"


@pytest.mark.parametrize(
    ("given", "nearest"),
    [
        ("1719/10/9", "1719/10"),
        ("1719/1O/1", "1719/10/1"),
        ("hỗ trợ đất", "1719/1/0/1"),
        ("cham soc suc khoe", "1719/7"),
    ],
)
def test_a_wrong_parameter_gets_the_nearest_and_all_right_ones(corpus, given, nearest):
    with pytest.raises(ParameterError) as raised:
        answer(corpus, "lead-agency", component=given)
    assert any(choice.code.startswith(nearest) for choice in raised.value.nearest)
    assert len(raised.value.choices) > 40
    assert given in str(raised.value)


@pytest.mark.parametrize("given", [{}, {"component": " "}])
def test_a_missing_parameter(corpus, given):
    with pytest.raises(ParameterError, match=r"component.*missing"):
        answer(corpus, "lead-agency", **given)


def test_an_unknown_parameter_names_the_known_ones(corpus):
    with pytest.raises(ParameterError, match=r"no parameter 'place'.*component"):
        answer(corpus, "lead-agency", component="1719", place="x")


@pytest.mark.parametrize("slug", query_files.slugs())
def test_the_query_of_a_question_runs_as_it_stands(corpus, slug):
    """With its examples in place, in any SPARQL client; every column that it promises is there."""
    table = corpus(query_files.body(slug))
    question = catalogue()[slug]
    promised = {column.name for column in question.columns} | {
        column.link for column in question.columns if column.link
    }
    assert promised <= set(table.columns)
    assert read_query(query_files.body(slug)).form == "SELECT"


ABOUT_FINDINGS = {"findings-of-document"}
"""Questions about what a check found; the store of these tests was not checked."""


@pytest.mark.parametrize("slug", query_files.slugs())
def test_a_question_answers_its_own_example(corpus, slug):
    question = catalogue()[slug]
    given = {parameter.name: parameter.example for parameter in question.parameters if parameter.required}
    found = answer(corpus, slug, **given)
    assert found.table.rows or slug in ABOUT_FINDINGS, "an example has an answer"
    assert not found.table.truncated


@pytest.mark.parametrize("slug", query_files.slugs())
def test_the_query_that_is_shown_gives_the_same_rows(corpus, slug):
    question = catalogue()[slug]
    given = {parameter.name: parameter.example for parameter in question.parameters if parameter.required}
    found = answer(corpus, slug, **given)
    assert corpus(found.sparql) == found.table


def test_a_question_under_another_base():
    query = query_files.query("lead-agency", Iris("http://localhost:8000/"), {"component": []})
    assert "<https://w3id.org/lienvan/ontology#>" in query
    assert "w3id.org/lienvan/programme" not in query


def test_choices_have_codes_and_labels(corpus):
    choices = {choice.code: choice for choice in read_choices("component", corpus, Iris())}
    assert choices["1719/5"].label == "Phát triển giáo dục đào tạo nâng cao chất lượng nguồn nhân lực"
    assert {"1719", "ntm", "gnbv", "1719/10/3"} <= set(choices)


def test_choices_that_fit_are_found_by_words_of_code_and_label(served):
    found = served.client.get("/questions/choices/place.json?q=Bạch thong").get_json()
    assert {"value": "063", "label": "huyện Bạch Thông"} in found
    assert served.client.get("/questions/choices/place.json?q=063").get_json() == [
        {"value": "063", "label": "huyện Bạch Thông"}
    ]
    assert served.client.get("/questions/choices/place.json?q=no+such+place").get_json() == []
    assert len(served.client.get("/questions/choices/former-place.json").get_json()) == 20


def test_a_kind_of_choices_is_read_from_the_store_once(served, monkeypatch):
    client = served.client
    client.get("/questions/choices/agency.json?q=phong")
    asked = []
    monkeypatch.setattr(
        type(served.app.extensions["lienvan"]), "tables", lambda _, *queries, **__: asked.append(queries)
    )
    assert client.get("/questions/choices/agency.json?q=noi+vu+bach+thong").get_json() == [
        {"value": "phong-noi-vu/huyen-bach-thong-bac-kan", "label": "Phòng Nội vụ huyện Bạch Thông"}
    ]
    assert not asked


QUESTION = "/questions/lead-agency"


@pytest.mark.parametrize(
    ("path", "accept", "content_type"),
    [
        (QUESTION, BROWSER, "text/html; charset=utf-8"),
        (QUESTION, "*/*", "text/html; charset=utf-8"),
        (QUESTION, "application/json", "application/json"),
        (QUESTION, "text/csv", "text/csv; charset=utf-8"),
        (QUESTION, "application/sparql-results+json", "application/sparql-results+json"),
        (f"{QUESTION}.json", BROWSER, "application/json"),
        (f"{QUESTION}.csv", "*/*", "text/csv; charset=utf-8"),
        (f"{QUESTION}.tsv", "*/*", "text/tab-separated-values; charset=utf-8"),
        (f"{QUESTION}.srj", "*/*", "application/sparql-results+json"),
        (f"{QUESTION}?format=csv", "*/*", "text/csv; charset=utf-8"),
    ],
)
def test_an_answer_in_every_form(served, path, accept, content_type):
    mark = "&" if "?" in path else "?"
    response = served.client.get(f"{path}{mark}component=1719/5/2/1", headers={"Accept": accept})
    assert (response.status_code, response.headers["Content-Type"]) == (200, content_type)
    assert "Phòng Nội vụ huyện Bạch Thông" in response.get_data(as_text=True)


def test_json_and_csv_say_the_same(served):
    document = served.client.get(f"{QUESTION}.json?component=1719/10/3").json
    rows = list(csv.DictReader(io.StringIO(served.client.get(f"{QUESTION}.csv?component=1719/10/3").text)))
    assert [{name: row[name] for name in found} for row, found in zip(rows, document["rows"], strict=True)] == document[
        "rows"
    ]
    assert document["parameters"]["component"]["value"] == "1719/10/3"
    assert document["truncated"] is False
    again = served.client.get("/sparql", query_string={"query": document["sparql"]}).json
    assert len(again["results"]["bindings"]) == len(rows) == 3


@pytest.mark.parametrize(
    "path", [f"{QUESTION}.json?component=1719/10/9", f"{QUESTION}.json", f"{QUESTION}.json?componet=1719"]
)
def test_a_wrong_parameter_over_http(served, path):
    response = served.client.get(path)
    assert (response.status_code, response.headers["Content-Type"]) == (400, "application/problem+json")
    assert response.json["choices"]
    assert {"value", "label"} == set(response.json["choices"][0])


def test_an_unknown_question_names_the_known_ones(served):
    response = served.client.get("/questions/lead-agencies.json?component=1719")
    assert response.status_code == 404
    assert "lead-agency" in response.json["detail"]


def test_titles_of_components_that_differ_from_the_programme(corpus):
    found = {row["code"]: row for row in answer(corpus, "component-titles").table.rows}
    assert "dược liệu quý" in found["1719/3/2"]["official"]
    assert "được liệu quý" in found["1719/3/2"]["printed"]
    assert all(row["printed"].casefold() != row["official"].casefold() for row in found.values())


@pytest.mark.parametrize(
    ("given", "first"),
    [
        ("1719/10/9", {"1719/10/1", "1719/10/2", "1719/10/3"}),
        ("1719/1O/1", {"1719/10/1"}),
        ("1719/5/9", {"1719/5/1", "1719/5/2", "1719/5/3", "1719/5/4"}),
    ],
)
def test_codes_are_near_by_their_parts(corpus, given, first):
    with pytest.raises(ParameterError) as raised:
        answer(corpus, "lead-agency", component=given)
    assert raised.value.nearest[0].code in first
    assert all(choice.code.split("/")[1] == given.replace("O", "0").split("/")[1] for choice in raised.value.nearest)


def test_an_answer_in_parts_is_the_whole_answer(corpus):
    whole = answer(corpus, "recipients").table.rows
    question = replace(catalogue()["recipients"], part=Part("document", 2))
    rows, after, parts = [], "", 0
    while after is not None:
        part = ask(question, {"after": after}, corpus, Iris())
        rows, after, parts = [*rows, *part.table.rows], part.after, parts + 1
    assert parts == 3
    assert sorted(row["passage"] for row in rows) == sorted(row["passage"] for row in whole)
    with pytest.raises(ParameterError):
        ask(question, {"after": "javascript:x"}, corpus, Iris())


def test_a_part_ranks_among_all_and_not_among_its_own(corpus):
    """Where one part holds all, the query names none of them and answers for another indicator as well."""
    given = {"indicator": "scattered-or-at-risk-ethnic-households-relocated"}
    whole = answer(corpus, "indicator-targets", **given)
    assert "VALUES ?target { UNDEF }" in whole.sparql
    question = replace(catalogue()["indicator-targets"], part=Part("target", 3, unbound=True))
    rows, after, parts = [], "", 0
    while after is not None:
        part = ask(question, {**given, "after": after}, corpus, Iris())
        rows, after, parts = [*rows, *part.table.rows], part.after, parts + 1
    assert parts == 3

    def told(found):
        return sorted((row["target"], row["rank"], row["compared"], row["range"]) for row in found)

    assert told(rows) == told(whole.table.rows)


def test_what_a_page_says_in_words_other_programs_have_in_figures(served):
    asked = "/questions/indicator-targets{}?indicator=poverty-rate-annual-reduction-ethnic-households"
    names = [column["name"] for column in served.client.get(asked.format(".json")).json["columns"]]
    assert {"amount", "lower", "upper", "ranked", "rank", "lowest"} <= set(names)
    page = served.client.get(asked.format(""), headers={"Accept": BROWSER}).text
    assert "≥ 3.5 %</td>" in page
    assert 'data-label="Chỉ tiêu"' in page
    assert 'data-label="Từ"' not in page


def test_a_page_has_the_first_rows_and_the_downloads_all(served, monkeypatch):
    monkeypatch.setattr(question_pages, "MOST_ON_PAGE", 2)
    page = served.client.get("/questions/recipients", headers={"Accept": BROWSER}).text
    assert '<span class="count">2+</span>' in page
    assert page.count('data-label="Chứng cứ"') == 2
    assert "Trang này chỉ có 2 dòng đầu của câu trả lời" in page
    assert len(served.client.get("/questions/recipients.json").json["rows"]) > 2


def test_a_count_of_citing_documents_opens_to_them(served):
    page = served.client.get("/questions/most-cited", headers={"Accept": BROWSER}).text
    address, *_ = re.findall(r'href="(/questions/citing-documents\?document=[^"]+)"', unquote(page))
    assert "huyện Bạch Thông" in served.client.get(address, headers={"Accept": BROWSER}).text


def test_every_part_is_of_things_that_a_query_lists():
    for slug, question in catalogue().items():
        if question.part is not None:
            assert f"VALUES ?{question.part.by} {{ UNDEF }}" in query_files.body(slug)
            assert query_files.exists(question.part.listing([parameter.name for parameter in question.parameters]))
