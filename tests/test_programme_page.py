"""The matrix of a programme, on the five plans and on more places than stand side by side."""

from __future__ import annotations

import re
from html import unescape

import pytest
from service_store import BROWSER

pytest_plugins = ["corpus_site"]


def visit(site, path):
    response = site.get(path, headers={"Accept": BROWSER})
    assert response.status_code == 200, path
    return response.text


def cells(text, code):
    """The cells of a row: state and words."""
    row = re.search(rf'<span class="code">{code}</span>.*?</th>(.*?)</tr>', text, re.DOTALL).group(1)
    found = re.findall(r'<td class="cell (\w+)">(.*?)</td>', row, re.DOTALL)
    return [(state, " ".join(unescape(re.sub(r"<[^>]+>", " ", words)).split())) for state, words in found]


def test_each_cell_says_who_leads_or_why_nobody_is_named(site):
    text = visit(site, "/vi/programme/1719")
    places = re.findall(r'<th scope="col"><a[^>]*>([^<]+)</a>', text)
    assert set(places) == {"tỉnh Bắc Kạn", "huyện Bạch Thông", "huyện Đakrông", "huyện Bình Sơn", "tỉnh Đắk Lắk"}
    at = places.index("huyện Bạch Thông")
    assert cells(text, "1719/3")[at][0] == "below"
    assert cells(text, "1719/3/1")[at] == ("one", "Hạt Kiểm lâm 2023")
    assert cells(text, "1719/10/1")[at][0] == "one"
    state, words = cells(text, "1719/10/1")[places.index("tỉnh Bắc Kạn")]
    assert (state, words) == ("inherited", "↑ Ban Dân tộc 2020 theo 1719")


def test_every_lead_leads_to_its_words(site):
    text = visit(site, "/vi/programme/1719/3/1")
    link = re.search(r'<td class="cell one">\s*<a href="([^"]+)" title="([^"]+)"', text)
    marked = visit(site, unescape(link.group(1)).split("#")[0])
    words = unescape(" ".join(re.findall(r"<mark[^>]*>([^<]*)</mark>", marked)))
    assert "Hạt Kiểm lâm" in words


@pytest.mark.parametrize("programme", ["1719", "ntm", "gnbv"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_tree_of_each_programme(site, programme, language):
    text = visit(site, f"/{language}/programme/{programme}")
    codes = re.findall(r'<th scope="row"[^>]*><a[^>]*><span class="code">([^<]+)</span>', text)
    assert codes[0] == programme
    assert len(codes) == len(set(codes)) > 10
    steps = [[int(step) if step.isdecimal() else 0 for step in code.split("/")] for code in codes]
    assert steps == sorted(steps)


def test_of_many_places_one_province_at_a_time(site, monkeypatch):
    monkeypatch.setattr("service.programme_page.FEW", 2)
    monkeypatch.setattr("service.programme_page.COLUMNS", 2)
    text = visit(site, "/vi/programme/1719")
    assert re.findall(r'<th scope="col"><a[^>]*>([^<]+)</a>', text) == ["tỉnh Bắc Kạn", "tỉnh Quảng Trị"]
    assert 'rel="next"' in text
    assert "/vi/programme/1719?province=place/gso-2024/06" in text
    within = visit(site, "/vi/programme/1719?province=place/gso-2024/06")
    assert re.findall(r'<th scope="col"><a[^>]*>([^<]+)</a>', within) == ["tỉnh Bắc Kạn", "huyện Bạch Thông"]


@pytest.mark.parametrize("query", ["province=nothing", "province=doc/a/b/c", "from=-1", "from=999", "from=x"])
def test_addresses_that_ask_for_nothing_sensible(site, query):
    assert "<h1>" in visit(site, f"/vi/programme/1719?{query}")
