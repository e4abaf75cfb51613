"""Every kind of page in both languages, on a phone and on a desk: no complaint, no barrier, no sideways scrolling."""

from __future__ import annotations

import pytest
from browser_site import DESK, PHONE, visiting

pytest_plugins = ["browser_site"]

PLAN = "doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd"
PAGES = [
    "",
    "documents",
    PLAN,
    f"{PLAN}?view=targets",
    f"{PLAN}?view=citations",
    "doc/thu-tuong-chinh-phu/2021/1719-qd-ttg",
    "programme/1719",
    "programme/1719/10/1",
    "targets",
    "indicators",
    "questions",
    "questions/lead-agency?component=1719/10/1",
    "questions/lead-agency/evidence?component=1719/10/1&row=1",
    "ask?q=Cơ quan nào chủ trì tiểu dự án 1 dự án 10 ở huyện Bạch Thông?",
    "findings",
    "network",
    "network?around=303/KH-UBND",
    "network?from=303/KH-UBND&to=1719/QĐ-TTg",
    "sparql",
    "ontology",
    "shapes",
    "agencies",
    "agency/ban-dan-toc/tinh-bac-kan",
    "places",
    "place/gso-2024/06",
    "search?q=dan+toc+bac+kan",
    "about",
    "api",
    "dataset",
    "no-such-page",
]
HEAVY = ("sparql", "network")
MOST_SCRIPT = 150_000  # bytes before interaction, but for the editor and the drawing
MOST_SHIFT = 0.02  # a fifth of what counts as good
AXE = {("vi", PHONE["width"]), ("en", DESK["width"])}
"""Barriers are looked for once at each width and once in each language."""


@pytest.mark.parametrize(
    ("visit", "language"),
    [(PHONE, "vi"), (PHONE, "en"), (DESK, "en")],
    indirect=["visit"],
    ids=["phone-vi", "phone-en", "desk-en"],
)
@pytest.mark.parametrize("path", PAGES)
def test_page_is_sound(visit, path, language):
    visit.go(f"/{language}/{path}")
    width = visit.page.viewport_size["width"]
    visit.shoot(f"{path or 'home'}-{language}-{width}")
    assert visit.complaints == []
    assert not visit.too_wide()
    assert visit.shifted() <= MOST_SHIFT
    assert path.startswith(HEAVY) or 0 < visit.script_bytes() <= MOST_SCRIPT
    assert visit.page.get_attribute("html", "lang") == language
    if (language, width) in AXE:
        assert visit.violations() == []


@pytest.mark.parametrize(
    "path", ["", PLAN, "programme/1719", "targets", "findings", "network?around=303/KH-UBND", "sparql"]
)
def test_page_in_the_dark(chromium, site, path):
    with visiting(chromium, site, DESK, dark=True) as visit:
        visit.go(f"/vi/{path}").shoot(f"{path or 'home'}-vi-dark")
        assert visit.complaints == []
        assert visit.violations() == []


def test_a_finding(visit):
    """Its address is known only by its page in the list."""
    visit.go("/en/findings?shape=OneDutyOneDeadline")
    visit.go(visit.page.locator("main a[href*='/finding/']").first.get_attribute("href"))
    visit.shoot(f"finding-{visit.page.viewport_size['width']}")
    assert visit.complaints == []
    assert visit.violations() == []
    assert not visit.too_wide()


def test_the_policy_forbids_script_and_style_in_the_page(visit):
    """What the browser refuses is a complaint above; here, that it would refuse."""
    visit.go("/vi/about")
    for tag, text in (("script", "window.ran = true"), ("style", "main { display: none }")):
        visit.page.evaluate(
            "([tag, text]) => document.head.append(Object.assign(document.createElement(tag), { textContent: text }))",
            [tag, text],
        )
    assert visit.page.evaluate("window.ran") is None
    assert visit.page.locator("main").is_visible()
    assert len([one for one in visit.complaints if "Content Security Policy" in one]) == 2
