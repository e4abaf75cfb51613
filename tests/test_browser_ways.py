"""Ten ways that people take through the pages, by keyboard alone, in both languages, on a phone and on a desk.

Nothing is clicked: every field, link and button is reached by the Tab key and used by keys.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from browser_site import DESK, PHONE, visiting
from playwright.sync_api import expect

pytest_plugins = ["browser_site"]

PLAN = "doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd"
QUESTION = "Cơ quan nào chủ trì tiểu dự án 1 dự án 10 ở huyện Bạch Thông?"


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def unscripted(chromium, site, request):
    """A visitor whose browser runs no script."""
    with visiting(chromium, site, request.param, script=False) as visitor:
        yield visitor


@pytest.fixture
def language(request):
    """Vietnamese on a phone, English on a desk: each way is gone in both languages and at both widths."""
    visitor = request.getfixturevalue("unscripted" if "unscripted" in request.fixturenames else "visit")
    return "vi" if visitor.page.viewport_size == PHONE else "en"


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


def test_from_the_findings_to_both_passages(visit, language):
    visit.go(f"/{language}/findings")
    severity = visit.reach(visit.page.locator("select[name=severity]"))
    visit.page.keyboard.press("ArrowDown")
    expect(severity).to_have_value("violation")
    visit.enter(visit.page.locator("form.form button"))
    expect(visit.page).to_have_url(re.compile("severity=violation"))
    two = visit.page.locator("main li", has=visit.page.locator(".severity"), has_text=re.compile("15/12"))
    visit.enter(two.locator("a[href*='/finding/']").first)
    expect(visit.page.locator("figure.passage")).to_have_count(2)
    assert visit.page.locator("figure.passage mark").count() == 2
    assert visit.complaints == []


def test_how_two_documents_hang_together(visit, language):
    visit.go(f"/{language}/network")
    visit.type(visit.page.locator("input[name=around]"), "303/KH-UBND")
    visit.page.keyboard.press("Enter")
    expect(visit.page).to_have_url(re.compile("around="))
    expect(visit.page.locator(".drawing canvas").first).to_be_visible()
    neighbours = visit.page.locator(".network-list .rows li").count()
    visit.enter(visit.page.locator("main details:has(input[name=relation]) summary"))
    visit.reach(visit.page.locator("input[name=relation][value=cites]"))
    visit.page.keyboard.press("Space")
    visit.enter(visit.page.locator("form:has(input[name=relation]) button"))
    expect(visit.page).to_have_url(re.compile("relation="))
    assert visit.page.locator(".network-list .rows li").count() < neighbours
    visit.type(visit.page.locator("input[name=from]"), "303/KH-UBND")
    visit.type(visit.page.locator("input[name=to]"), "1719/QĐ-TTg")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("ol.steps").first).to_be_visible()
    visit.enter(visit.page.locator("ol.steps a.quote").first)
    has_marked_words(visit)


def test_an_example_is_run_in_the_editor(visit, language):
    visit.go(f"/{language}/sparql")
    visit.enter(visit.page.locator("details.examples summary"))
    visit.enter(visit.page.locator("details.examples a[href*='example=lead-agency']"))
    expect(visit.page).to_have_url(re.compile("example=lead-agency"))
    expect(visit.page.locator(".tabPanel.active .CodeMirror")).to_be_visible()
    visit.enter(visit.page.locator(".tabPanel.active .yasqe_queryButton").first)
    expect(visit.page.locator(".yasr table tbody tr").first).to_be_visible()
    assert visit.complaints == []


def test_reading_a_plan(visit, language):
    """The other language, the other colours, the outline, a passage by its address, and paper."""
    page = visit.go(f"/{language}/{PLAN}").page
    visit.enter(page.locator("a.language"))
    other = "en" if language == "vi" else "vi"
    expect(page.locator("html")).to_have_attribute("lang", other)
    assert "/doc/" in page.url
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    visit.enter(page.locator("[data-theme-switch]"))
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    section = page.locator("nav.outline a[data-at]:visible").nth(1)
    visit.enter(section)
    expect(page.locator(f"[id='at-{section.get_attribute('data-at')}']")).to_be_in_viewport()
    visit.go(f"/{other}/{PLAN}#char=0,9")
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light, "the choice is kept"
    has_marked_words(visit)
    page.emulate_media(media="print")
    expect(page.locator("header.site")).to_be_hidden()
    expect(page.locator(".lines")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )


def test_search_without_script(unscripted, language):
    page = unscripted.go(f"/{language}/").page
    unscripted.type(page.locator("main input[name=q]"), "dan toc bac kan")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=dan"))
    unscripted.enter(page.locator("main a.quote").first)
    has_marked_words(unscripted)


def test_the_matrix_without_script(unscripted, language):
    unscripted.go(f"/{language}/programme/1719?province=place/gso-2024/06").page.locator("td.cell.one a").first.click()
    has_marked_words(unscripted)


def test_a_question_without_script(unscripted, language):
    page = unscripted.go(f"/{language}/questions/lead-agency").page
    unscripted.type(page.locator("input[name=component]"), "1719/10/1")
    page.keyboard.press("Enter")
    page.locator("table td a[href*='/evidence']").first.click()
    expect(page.locator("figure.passage mark").first).to_be_visible()


def test_a_province_is_chosen_on_the_drawn_map(chromium, site):
    with visiting(chromium, site, DESK) as visit:
        visit.go("/en/").page.locator(".province-map a[href$='/place/gso-2024/06']").click()
        expect(visit.page.locator("h1")).to_contain_text("Bắc Kạn")
