"""Change feeds: valid Atom (RFC 4287), about the right documents, in pages."""

from __future__ import annotations

import re
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from service_store import BACH_THONG, BROWSER

from graph.generations import Generations
from service import feeds

pytest_plugins = ["service_store"]

A = "{http://www.w3.org/2005/Atom}"
BASE = "https://w3id.org/lienvan/"
BINH_SON = "doc/ubnd-huyen-binh-son-quang-ngai/khong-ro/ke-hoach-5c5813bc"
ONCE = {"id", "title", "updated"}
FEED = ONCE | {"author", "link", "entry", "generator", "subtitle"}
ENTRY = ONCE | {"link", "summary", "author", "content"}


def valid(response):
    """What RFC 4287 demands of a feed and of its entries (sections 4.1.1 and 4.1.2)."""
    assert (response.status_code, response.mimetype) == (200, "application/atom+xml"), response.text[:300]
    root = ET.fromstring(response.data)
    assert root.tag == f"{A}feed"
    check(root, FEED)
    assert root.find(f"{A}author/{A}name").text
    entries = root.findall(f"{A}entry")
    for entry in entries:
        check(entry, ENTRY)
    assert len({entry.findtext(f"{A}id") for entry in entries}) == len(entries)
    moments = [entry.findtext(f"{A}updated") for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert all(moment <= root.findtext(f"{A}updated") for moment in moments)
    (here,) = links(root, "self")
    assert here.startswith("http://localhost/")
    return root


def check(element, allowed):
    names = [child.tag.removeprefix(A) for child in element]
    assert set(names) <= allowed
    for name in ONCE:
        assert names.count(name) == 1, name
        assert element.findtext(f"{A}{name}").strip()
    assert re.match(r"https?://[^\s<>\"]+$", element.findtext(f"{A}id"))
    assert datetime.fromisoformat(element.findtext(f"{A}updated")).tzinfo is not None
    assert links(element, "alternate")
    relations = [(link.get("rel"), link.get("type")) for link in element.findall(f"{A}link")]
    assert len(relations) == len(set(relations))


def links(element, relation):
    return [link.get("href") for link in element.findall(f"{A}link") if link.get("rel") == relation]


def documents(root):
    return {entry.findtext(f"{A}id").removeprefix(BASE) for entry in root.findall(f"{A}entry")}


@pytest.mark.parametrize(
    ("path", "about"),
    [
        ("/feed.atom", {BACH_THONG.removeprefix(BASE), BINH_SON}),
        # an agency that is given work, one that issues
        ("/agency/phong-noi-vu/huyen-bach-thong-bac-kan.atom", {BACH_THONG.removeprefix(BASE)}),
        ("/agency/ubnd-huyen/huyen-binh-son-quang-ngai.atom", {BINH_SON}),
        # a district, and the province around it
        ("/place/gso-2024/063.atom", {BACH_THONG.removeprefix(BASE)}),
        ("/place/gso-2024/06.atom", {BACH_THONG.removeprefix(BASE)}),
        ("/place/gso-2024/01.atom", set()),
        # a programme by its parts
        ("/programme/1719.atom", {BACH_THONG.removeprefix(BASE)}),
        ("/programme/1719/5/2.atom", {BACH_THONG.removeprefix(BASE)}),
        # a document, and who cites it
        ("/doc/quoc-hoi/2020/120-2020-qh14.atom", None),
    ],
)
def test_what_a_feed_is_about(served, path, about):
    root = valid(served.client.get(path))
    assert about is None or documents(root) >= about if about else not documents(root) or about is None


def test_an_entry_has_the_words_that_speak_of_it(served):
    root = valid(served.client.get("/agency/phong-noi-vu/huyen-bach-thong-bac-kan.atom"))
    (entry,) = root.findall(f"{A}entry")
    summary = entry.findtext(f"{A}summary")
    assert "Phòng Nội vụ" in summary
    assert int(summary.split()[0]) >= summary.count("“") > 0


def test_when_a_document_was_read(served, gold_store):
    root = valid(served.client.get("/feed.atom"))
    entries = Generations(gold_store).current().manifest.documents
    for entry in root.findall(f"{A}entry"):
        assert entry.findtext(f"{A}updated") == entries[entry.findtext(f"{A}id")].extracted_at


def test_pages_of_a_feed_lead_to_each_other(served, monkeypatch):
    monkeypatch.setattr(feeds, "ENTRIES", 1)
    first = valid(served.client.get("/feed.atom"))
    (address,) = links(first, "next")
    second = valid(served.client.get(address.removeprefix("http://localhost")))
    assert links(second, "previous")
    assert not links(second, "next")
    assert len(documents(first) | documents(second)) == 2


def test_a_reader_that_has_it_is_told_so(served):
    first = served.client.get("/feed.atom")
    assert served.client.get("/feed.atom", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_words_in_the_readers_language(served):
    title = valid(served.client.get("/place/gso-2024/063.atom", headers={"Accept-Language": "en"}))[1].text
    assert title.endswith(": changes")


@pytest.mark.parametrize("path", ["/unit/nam.atom", "/agency/none/nowhere.atom", "/nothing.atom", "/feed.atom?page=0"])
def test_there_is_no_such_feed(served, path):
    assert served.client.get(path).status_code in {400, 404}


def test_pages_name_their_feed(served):
    page = served.client.get("/vi/place/gso-2024/063", headers={"Accept": BROWSER}).text
    assert '<link rel="alternate" type="application/atom+xml" href="/place/gso-2024/063.atom"' in page
    home = served.client.get("/", headers={"Accept": BROWSER}).text
    assert 'href="/feed.atom"' in home
