"""Ways that people take through the pages, by keyboard alone, in both languages, on a phone and on a desk.

Nothing is clicked: every field, link and button is reached by the Tab key and used by keys.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

pytest_plugins = ["browser_site"]

PLAN = "doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd"
QUESTION = "Cơ quan nào chủ trì tiểu dự án 1 dự án 10 ở huyện Bạch Thông?"


@pytest.fixture(params=["vi", "en"])
def language(request):
    return request.param


def has_marked_words(visit):
    """The page is a document's, and the words that one came for are marked and on the screen."""
    mark = visit.page.locator(".lines mark").first
    expect(mark).to_be_in_viewport()
    assert "/doc/" in visit.page.url
    assert mark.inner_text().strip()
    assert visit.complaints == []


def test_from_words_without_accents_to_the_words_of_a_plan(visit, language):
    visit.go(f"/{language}/")
    visit.type(visit.page.locator("main input[name=q]"), "dan toc bac kan")
    offer = visit.page.locator("main [role=option]").first
    expect(offer).to_be_visible()
    assert "Bắc Kạn" in " ".join(visit.page.locator("main [role=option]").all_inner_texts())
    visit.page.keyboard.press("Enter")
    quote = visit.page.locator("main a.quote").first
    expect(quote.locator("mark").first).to_be_visible()
    visit.enter(quote)
    has_marked_words(visit)


def test_an_offer_is_chosen_with_the_arrows(visit, language):
    visit.go(f"/{language}/")
    visit.type(visit.page.locator("main input[name=q]"), "huyen bach thong")
    expect(visit.page.locator("main [role=option]").first).to_be_visible()
    visit.page.keyboard.press("ArrowDown")
    expect(visit.page.locator("main [role=option][aria-selected=true]")).to_have_count(1)
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("h1")).to_contain_text("Bạch Thông")


def test_from_the_map_to_the_duties_of_an_agency(visit, language):
    visit.go(f"/{language}/")
    visit.enter(visit.page.locator(".by-place a[href$='/place/gso-2024/06']:not([tabindex])"))
    expect(visit.page.locator("h1")).to_contain_text("Bắc Kạn")
    visit.enter(visit.page.locator("#agencies li a").first)
    duty = visit.page.locator("#duties a.quote").first
    expect(duty).to_be_visible()
    visit.enter(duty)
    has_marked_words(visit)


def test_from_the_matrix_to_the_words(visit, language):
    visit.go(f"/{language}/programme/1719?province=place/gso-2024/06")
    visit.enter(visit.page.locator("td.cell.one a").first)
    has_marked_words(visit)


def test_from_a_question_to_the_evidence_of_a_row(visit, language):
    visit.go(f"/{language}/questions/lead-agency")
    component = visit.page.locator("input[name=component]")
    assert visit.page.locator("datalist#c-component option[value='1719/10/1']").count() == 1
    visit.type(component, "1719/10/1")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#answer")).to_be_visible()
    visit.enter(visit.page.locator("table td a[href*='/evidence']").first)
    expect(visit.page.locator("figure.passage mark").first).to_be_visible()
    assert visit.complaints == []


def test_what_was_understood_is_changed(visit, language):
    visit.go(f"/{language}/ask")
    visit.type(visit.page.locator("main input[name=q]"), QUESTION)
    visit.page.keyboard.press("Enter")
    component = visit.page.locator("input[name=component]")
    expect(component).to_have_value("1719/10/1")
    visit.type(component, "1719/10/2")
    visit.page.keyboard.press("Enter")
    expect(visit.page).to_have_url(re.compile("/questions/.*component="))
    assert "component=1719/10/2" in unquote(visit.page.url)
    expect(visit.page.locator("#answer")).to_be_visible()
    assert visit.complaints == []


def test_targets_of_an_indicator_side_by_side(visit, language):
    visit.go(f"/{language}/targets")
    horizon = visit.reach(visit.page.locator("select[name=horizon]"))
    chosen = horizon.locator("option[value='2025']").get_attribute("value")
    visit.page.keyboard.type(chosen)
    expect(horizon).to_have_value(chosen)
    visit.enter(visit.page.locator("form.form button"))
    expect(visit.page).to_have_url(re.compile("horizon=2025"))
    expect(visit.page.locator("main figure svg").first).to_be_visible()
    rows = visit.page.locator("table.stack tbody tr").count()
    download = visit.reach(visit.page.locator("a[href*='targets.csv']"))
    answer = visit.page.request.get(visit.site + download.get_attribute("href"))
    assert len(answer.text().strip().splitlines()) == rows + 1 > 1
    assert visit.complaints == []
