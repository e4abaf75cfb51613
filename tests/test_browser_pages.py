"""Every kind of page in both languages, on a phone and on a desk: no complaint, no barrier, no sideways scrolling."""

from __future__ import annotations

import re

import pytest
from browser_site import Visit

pytest_plugins = ["browser_site"]

BINH_SON = "doc/ubnd-huyen-binh-son-quang-ngai/2022"
PAGES = [
    "",
    "documents",
    "programme/1719",
    "programme/1719/10/1",
    "indicators",
    "questions",
    "questions/lead-agency?component=1719/10/1",
    "ask?q=Cơ quan nào chủ trì tiểu dự án 1 dự án 10 ở huyện Bạch Thông?",
    "findings",
    "sparql",
    "ontology",
    "place/gso-2024/060",
    "agency/ban-dan-toc/tinh-bac-kan",
    "doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd",
]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_page_is_sound(visit: Visit, path: str, language: str) -> None:
    visit.go(f"/{language}/{path}")
    width = visit.page.viewport_size["width"]
    visit.shoot(f"{language}-{re.sub(r'[^a-z0-9]+', '-', path.lower()).strip('-') or 'home'}-{width}")
    assert visit.complaints == []
    assert visit.violations() == []
    assert not visit.too_wide()
    assert visit.page.get_attribute("html", "lang") == language
