"""What the front end weighs, and where it is from."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from service_store import BROWSER

pytest_plugins = ["corpus_site"]

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "service" / "static" / "build"
BEFORE_INTERACTION = 150_000
"""Bytes of script that a page may load before anything is touched, as they are on disk, not compressed."""
PAGES = [
    "/",
    "/documents",
    "/doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd",
    "/vi/programme/1719",
    "/vi/agency/phong-noi-vu/huyen-bach-thong-bac-kan",
    "/vi/place/gso-2024/063",
    "/indicators",
    "/questions",
    "/questions/lead-agency?component=1719/10/1",
    "/findings",
    "/about",
    "/dataset",
]
LARGE = [("/sparql", 1_100_000), ("/network", 520_000)]
_SCRIPT = re.compile(r'<script[^>]* src="/static/build/([^"?]+)')
_IMPORTED = re.compile(r"""(?:from|import)\s*["']\./([^"']+\.js)["']""")


def loaded(site, path):
    """The scripts that a page loads at once, with what they import."""
    response = site.get(path, headers={"Accept": BROWSER}, follow_redirects=True)
    assert response.status_code == 200, path
    waiting, found = _SCRIPT.findall(response.text), set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _IMPORTED.findall((BUILD / name).read_text("utf-8"))
    return found


def weight(names):
    return sum((BUILD / name).stat().st_size for name in names)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_little_script_before_it_is_touched(site, path):
    names = loaded(site, path)
    assert any(name.startswith("app") for name in names)
    assert weight(names) <= BEFORE_INTERACTION


@pytest.mark.parametrize(("path", "most"), LARGE)
def test_the_pages_that_need_more_stay_in_their_bounds(site, path, most):
    assert BEFORE_INTERACTION < weight(loaded(site, path)) <= most


def test_the_large_libraries_are_on_their_pages_alone(site):
    large = {name for path, _ in LARGE for name in loaded(site, path)}
    for path in PAGES:
        assert not {name for name in loaded(site, path) & large if (BUILD / name).stat().st_size > 20_000}, path


def test_the_lock_names_no_registry():
    lock = json.loads((ROOT / "service" / "web" / "package-lock.json").read_text("utf-8"))
    assert lock["packages"]
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
    assert all("integrity" in package for name, package in lock["packages"].items() if name)
