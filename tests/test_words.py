"""Questions in words: the phrasings in ``data/phrasings.toml``, which were written before the matcher."""

import json
import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from test_cli import lienvan

from ontology import Iris
from service.query_files import slugs
from service.questions import catalogue
from service.word_marks import mark
from service.word_names import Names, plain
from service.words import cues, understand

pytest_plugins = ["corpus_site"]

WRITTEN = (Path(__file__).parent / "data" / "phrasings.toml").read_text("utf-8")
PHRASINGS = tomllib.loads(WRITTEN.replace('"today"', f'"{datetime.now(UTC).date()}"'))
WRITTEN_FIRST, FRESH, BEYOND = PHRASINGS["phrasing"], PHRASINGS["fresh"], PHRASINGS["beyond"]
INDEPENDENT = PHRASINGS["independent"]
MISSION = "Cơ quan nào chủ trì tiểu dự án 1 dự án 10 ở huyện Bạch Thông?"
BROWSER = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def names(corpus):
    return Names(corpus, Iris())


def first(text, names):
    readings = understand(text, names).readings
    return (readings[0].question.slug, readings[0].given) if readings else (None, {})


def test_the_phrasings_are_many_and_speak_of_every_question():
    assert len(WRITTEN_FIRST) >= 60
    assert {item["question"] for item in (*WRITTEN_FIRST, *FRESH)} == set(slugs())
    assert len({item["ask"] for item in (*WRITTEN_FIRST, *FRESH)}) == len(WRITTEN_FIRST) + len(FRESH)


@pytest.mark.parametrize(
    "phrasings", [WRITTEN_FIRST, FRESH, INDEPENDENT], ids=["written before", "written after", "independent"]
)
def test_nine_in_ten_are_right_first(names, phrasings):
    wrong = [
        (item["ask"], first(item["ask"], names))
        for item in phrasings
        if first(item["ask"], names) != (item["question"], item["parameters"])
    ]
    assert len(wrong) <= len(phrasings) / 10, wrong


def test_what_is_sure_is_right(names):
    sure = [item for item in (*WRITTEN_FIRST, *FRESH) if understand(item["ask"], names).sure]
    assert len(sure) >= 0.9 * len(WRITTEN_FIRST + FRESH)
    wrong = [item["ask"] for item in sure if first(item["ask"], names)[0] != item["question"]]
    assert len(wrong) <= 2, wrong


def test_what_is_named_beside_the_parameters_is_kept(names):
    for item in WRITTEN_FIRST:
        reading = understand(item["ask"], names).readings[0]
        said = {thing.kind: thing.code for thing in reading.besides}
        assert item.get("besides", {}).items() <= said.items(), item["ask"]


@pytest.mark.parametrize("item", BEYOND, ids=lambda item: item["ask"])
def test_what_the_catalogue_does_not_answer_is_not_answered(names, item):
    assert not understand(item["ask"], names).sure


@pytest.mark.parametrize("slug", sorted(catalogue()))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_its_own_title_means_the_question(names, slug, language):
    """A title names no place or plan, so a question that needs one may come second, but it is offered."""
    readings = understand(catalogue()[slug].title[language], names).readings
    assert slug in [reading.question.slug for reading in readings]


def test_every_pattern_belongs_to_a_question_and_is_needed_by_one():
    assert set(cues()) <= set(slugs())


@pytest.mark.parametrize(
    ("said", "same"),
    [
        ("Ủy ban nhân dân tỉnh Bắc Kạn", "UBND tinh Bac Kan"),
        ("Phòng Lao động - Thương binh và Xã hội", "phong lao dong, thuong binh xa hoi"),
        ("đồng bào dân tộc thiểu số", "Đồng bào DTTS"),
        ("Hòa Bình", "Hoà Bình"),
        ("24-NQ/TW", "24 nq tw"),
    ],
)
def test_names_are_compared_as_plain_words(said, same):
    assert plain(said) == plain(same)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        (MISSION, "co quan nao chu tri @component o @place"),
        ("TDA 2, DA 5", "@component"),
        ("dự án 7, nội dung 1", "@component"),
        ("mã 1719/3/2", "ma @component"),
        ("Phòng Y tế huyện Bình Sơn", "@agency"),
        ("phòng y tế của huyện bình sơn", "@agency"),
        ("Phòng Y tế", "@agency-type"),
        ("Sở Nông nghiệp tỉnh Bắc Kạn", "@agency"),
        ("Đakrông đến năm 2025", "@place den nam @year"),
        ("huyện Bạch Thôngg", "@place"),
        ("Nghị quyết 24-NQ/TW", "nghi quyet @document"),
        ("báo cáo", "bao cao"),
        ("", ""),
    ],
)
def test_what_is_named_is_found(names, text, pattern):
    assert mark(text, names).pattern == pattern


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "a" * 100_000, "dự án " * 5_000, "1719/" * 5_000, "😀", "' OR 1=1 --", "@place"]
)
def test_any_text_is_understood_or_not_but_never_fails(names, text):
    assert isinstance(understand(text, names).sure, bool)


def test_the_page_shows_what_was_understood_and_lets_one_change_it(site):
    page = site.get("/ask", query_string={"q": MISSION}, headers=BROWSER).text
    assert 'action="/questions/lead-agency"' in page
    assert re.search(r'name="component" value="1719/10/1"', page)
    assert "huyện Bạch Thông" in page
    special, whole = page.split('id="special"')[1].split('id="answer"')
    assert "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện Bạch Thông" in special
    assert "huyện Bình Sơn" not in special
    assert "huyện Bình Sơn" in whole
    english = site.get("/en/ask", query_string={"q": "who signed the documents"}, headers=BROWSER).text
    assert "Understood as" in english
    assert "Who signed what?" in english


def test_candidates_are_offered_when_it_is_not_sure(site):
    page = site.get("/ask", query_string={"q": "chỉ tiêu nào"}, headers=BROWSER).text
    assert 'id="answer"' not in page
    assert 'href="/questions/' in page
    nothing = site.get("/ask", query_string={"q": "xin chào"}, headers=BROWSER).text
    assert 'href="/questions"' in nothing


def test_an_answer_that_needs_more_asks_for_it(site):
    page = site.get("/ask", query_string={"q": "Cơ quan nào chủ trì dự án, ai phụ trách?"}, headers=BROWSER).text
    assert 'name="component" value=""' in page or 'href="/questions/lead-agency"' in page
    assert site.get("/ask", headers=BROWSER).status_code == 200


def test_the_form_is_on_the_page_of_questions(site):
    assert 'action="/ask"' in site.get("/questions", headers=BROWSER).text


def test_programs_get_json(site):
    data = site.get("/ask", query_string={"q": MISSION, "format": "json"}).get_json()
    assert data["sure"]
    reading = data["readings"][0]
    assert reading["question"] == "lead-agency"
    assert reading["parameters"]["component"]["value"] == "1719/10/1"
    assert reading["besides"] == [{"kind": "place", "value": "063", "label": "huyện Bạch Thông"}]
    assert site.get(reading["address"], headers={"Accept": "application/json"}).status_code == 200
    assert site.get("/ask?q=x", headers={"Accept": "application/json"}).get_json()["readings"] == []


def test_what_was_typed_is_escaped(site):
    page = site.get("/ask", query_string={"q": '<script>alert(1)</script>" onfocus="x'}, headers=BROWSER).text
    assert "<script>alert" not in page
    assert '" onfocus="' not in page


@pytest.mark.parametrize(
    ("address", "status"), [(f"/ask?q={'a' * 1001}", 400), ("/ask?q=x&format=csv", 406)], ids=["long", "form"]
)
def test_what_cannot_be_asked_is_a_problem(site, address, status):
    assert site.get(address, headers={"Accept": "application/json"}).status_code == status


def test_the_catalogue_for_programs(site):
    listed = site.get("/questions.json").get_json()["questions"]
    assert [item["question"] for item in listed] == list(catalogue())
    (leads,) = [item for item in listed if item["question"] == "lead-agency"]
    assert leads["parameters"][0] | {"label": ""} == {
        "name": "component", "kind": "component", "label": "", "example": "1719/10/1", "required": True,
    }  # fmt: skip


def test_on_the_terminal(corpus_store):
    done = lienvan("ask", "Ai chủ trì tiểu dự án 1 dự án 10?", "--format", "json", store=corpus_store)
    assert done.stderr == "lienvan: understood as lead-agency --component 1719/10/1\n"
    assert len(json.loads(done.stdout)) == 5
    (line,) = lienvan("ask", "chỉ tiêu nào", store=corpus_store, code=2).stderr.splitlines()
    assert "it is not clear which question this is" in line
