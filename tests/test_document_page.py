"""A document's page: its text in parts, the facts beside it, and its lists, on the five plans."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from service_store import BROWSER

from service.problems import Problem

pytest_plugins = ["corpus_site"]

PLAN = "/doc/ubnd-huyen-binh-son-quang-ngai/khong-ro/ke-hoach-5c5813bc"
CITED = "/doc/thu-tuong-chinh-phu/2021/1719-qd-ttg"


class Page(HTMLParser):
    """The elements of a page: tag, attributes and the words inside."""

    def __init__(self, text):
        super().__init__()
        self.elements, self._open = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        element = [tag, dict(attributes), ""]
        self.elements.append(element)
        if tag not in {"meta", "link", "input", "img", "br"}:
            self._open.append(element)

    def handle_endtag(self, _):
        self._open.pop()

    def handle_data(self, data):
        for element in self._open:
            element[2] += data

    def all(self, tag, **attributes):
        return [found for found in self.elements if found[0] == tag and attributes.items() <= found[1].items()]


@pytest.fixture
def visit(site):
    def get(path):
        response = site.get(path, headers={"Accept": BROWSER}, follow_redirects=True)
        assert response.status_code == 200, path
        return Page(response.text)

    return get


def marked(page):
    return " ".join(words for _, _, words in page.all("mark")).split()


def test_outline_text_and_facts_stand_side_by_side(visit):
    page = visit(PLAN)
    (outline,) = page.all("nav", **{"class": "outline"})
    assert "TỔ CHỨC THỰC HIỆN" in outline[2]
    anchors = {attributes["href"] for tag, attributes, _ in page.elements if tag == "a" and "data-at" in attributes}
    ids = {attributes.get("id") for _, attributes, _ in page.elements}
    assert {anchor.removeprefix("#") for anchor in anchors} <= ids
    (facts,) = page.all("section", **{"class": "margin-facts"})
    for words in ("Phần mở đầu", "Mục tiêu cụ thể", "Chủ trì", "Phối hợp", "Chỉ tiêu", "Viện dẫn"):
        assert words in facts[2], words


def test_each_section_has_its_own_facts(visit, site):
    text = site.get(f"{PLAN}/text", headers={"Accept": "text/plain"}).text
    begins = text.index("II. MỤC TIÊU, TẦM NHÌN")
    ends = text.index("III. NHIỆM VỤ")
    sections = [
        attributes
        for tag, attributes, _ in visit(PLAN).elements
        if tag == "div" and attributes.get("class") == "section"
    ]
    assert sections == sorted(sections, key=lambda one: int(one["data-at"]))
    page = visit(PLAN)
    at = page.elements.index(
        page.all("div", **{"class": "section", "data-at": str(text.index("2. Mục tiêu cụ thể", begins))})[0]
    )
    own = [attributes["data-char"] for tag, attributes, _ in page.elements[at : at + 60] if "data-char" in attributes]
    assert all(begins <= int(place.split(",")[0]) < ends for place in own[:10])


def test_a_passage_across_paragraphs_is_marked_without_script(visit, site):
    text = site.get(f"{PLAN}/text", headers={"Accept": "text/plain"}).text
    start, end = 9000, 9300
    assert text[start:end].count("\n") > 3
    page = visit(f"{PLAN}?char={start},{end}")
    assert marked(page) == text[start:end].split()
    assert len(page.all("mark", id="mark")) == 1


@pytest.mark.parametrize("part", ["target/3", "assignment/7", "citation/2", "recipient/1", "field/title", "task/III.2"])
def test_a_part_opens_with_its_words_marked(visit, part):
    page = visit(f"{PLAN}/{part}")
    assert marked(page), part


def test_a_part_that_is_not_there_marks_nothing(visit):
    assert not marked(visit(f"{PLAN}?part=target/999999"))
    assert not marked(visit(f"{PLAN}?part=../../x"))


def test_the_fact_whose_words_are_marked_is_the_current_one(visit):
    page = visit(f"{PLAN}/target/3")
    (current,) = [element for element in page.all("a") if element[1].get("aria-current") == "true"]
    assert current[1]["data-char"] in current[1]["href"]


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("targets", "Tỷ lệ hộ nghèo"),
        ("assignments", "chủ trì"),
        ("reports", "Ủy ban nhân dân"),
        ("citations", "10/NQ-CP"),
        ("relations", "02-NQ/TU"),
        ("recipients", "UBND"),
    ],
)
def test_lists_of_what_a_document_says(visit, view, words):
    page = visit(f"{PLAN}?view={view}")
    (listed,) = page.all("section", **{"class": "listed"})
    assert words in listed[2]
    (tab,) = [
        element
        for element in page.all("a")
        if element[1].get("aria-current") == "page" and "view=" in element[1]["href"]
    ]
    assert tab[1]["href"].endswith(f"view={view}")


def test_long_lists_come_a_page_at_a_time(visit):
    first, second = visit(f"{PLAN}?view=assignments"), visit(f"{PLAN}?view=assignments&from=100")
    names = [
        {e[1]["id"] for e in page.all("li") if e[1].get("id", "").startswith("assignment-")} for page in (first, second)
    ]
    assert [len(found) for found in names] == [100, 26]
    assert not names[0] & names[1]


@pytest.mark.parametrize(
    "wrong", ["view=nothing", "from=-5", "from=x", "view=targets&from=100000", "char=9,1", "part="]
)
def test_addresses_that_ask_for_nothing_sensible(visit, wrong):
    assert visit(f"{PLAN}?{wrong}").all("h1")


def test_a_cited_document_says_who_cites_it_and_where(visit):
    page = visit(CITED)
    text = " ".join(words for tag, _, words in page.elements if tag == "main")
    assert "chưa được nạp" in text
    assert "1719/QĐ-TTg" in text
    assert "huyện Đakrông" in text
    quotes = [element for element in page.all("a") if "quote" in element[1].get("class", "")]
    assert quotes
    assert all("?char=" in element[1]["href"] for element in quotes)
    assert not page.all("section", id="text")


def test_files_data_and_how_to_cite(visit):
    page = visit(PLAN)
    (files,) = page.all("details", **{"class": "files"})
    assert re.search(r"\b[0-9a-f]{64}\b", files[2])
    assert "binh-son-2022.txt" in files[2]
    assert "https://w3id.org/lienvan" + PLAN in files[2]
    for name in ("ttl", "nt", "jsonld", "rdf", "nq", "trig"):
        assert page.all("a", href=f"{PLAN}.{name}"), name
    (reference,) = page.all("dd", **{"class": "reference"})
    assert reference[2].startswith("Ủy ban nhân dân huyện Bình Sơn, Kế hoạch: “")


def test_a_text_of_many_parts_is_shown_in_parts(visit, monkeypatch):
    monkeypatch.setattr("service.source_lines.WINDOW", 5_000)
    first = visit(PLAN)
    (after,) = first.all("a", rel="next")
    second = visit(after[1]["href"].split("#")[0])
    assert second.all("a", rel="prev")
    elsewhere = [e[1]["href"] for e in first.all("a") if "?from=" in e[1]["href"] and "data-at" not in e[1]]
    assert len(elsewhere) > 5, "the outline leads to the other parts"
    assert "KẾ HOẠCH" in first.all("div", **{"class": "lines"})[0][2]
    assert "KẾ HOẠCH\n" not in second.all("div", **{"class": "lines"})[0][2]
    assert len(first.all("li")) < len(visit(PLAN).all("li")) + 1


def test_a_text_can_be_read_where_its_facts_take_too_long(visit, monkeypatch):
    def late(*_):
        raise Problem("query-timeout", "30")

    monkeypatch.setattr("service.document_page.described", late)
    page = visit(PLAN)
    (facts,) = page.all("section", **{"class": "margin-facts"})
    assert "quá thời hạn" in facts[2]
    assert "TỔ CHỨC THỰC HIỆN" in page.all("div", **{"class": "lines"})[0][2]
