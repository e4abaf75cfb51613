"""The pages: what is on them, in both languages, without script, and no document taken for markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store
from service_store import BACH_THONG, BROWSER

from ontology import LV, RDF, RDFS
from service.app import create_app
from service.settings import read_settings
from service.source_lines import WINDOW, excerpt, parse_range

pytest_plugins = ["service_store"]

DOCUMENT = BACH_THONG.removeprefix("https://w3id.org/lienvan")
PAGES = [
    "/",
    "/about",
    "/dataset",
    "/agencies",
    "/agencies?type=phong-noi-vu",
    "/places",
    "/places?on=now",
    "/search",
    "/search?q=dan+toc+bac+kan",
    "/search?q=ho+ngheo&kind=target",
    "/documents",
    "/indicators",
    "/findings",
    "/questions",
    "/questions/lead-agency",
    "/questions/lead-agency?component=1719/10/1",
    "/sparql",
    DOCUMENT,
    f"{DOCUMENT}?char=100,200",
    "/agency/phong-noi-vu/huyen-bach-thong-bac-kan",
    "/place/gso-2024/063",
    "/programme/1719",
    "/programme/1719/5/2",
    "/indicator/poverty-rate-annual-reduction-ethnic-households",
    "/unit/phan-tram",
    "/graph/places",
    "/ontology",
    "/problem/query-timeout",
    "/problem/truncated",
]


class Tags(HTMLParser):
    """The start tags of a page with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


def page(served, path, **headers):
    return served.client.get(path, headers={"Accept": BROWSER, **headers}, follow_redirects=True)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_in_both_languages(served, path, language):
    prefix = "/en" if language == "en" else ""
    response = page(served, prefix + path)
    assert response.status_code == 200
    tags = Tags(response.text)
    assert tags.all("html")[0]["lang"] == language
    assert len(tags.all("h1")) == 1
    assert tags.all("title")
    identifiers = [attributes["id"] for _, attributes in tags.found if attributes.get("id")]
    assert len(identifiers) == len(set(identifiers)), "every id once"
    assert "{{" not in response.text


@pytest.mark.parametrize("path", PAGES)
def test_nothing_inline_and_nothing_from_elsewhere(served, path):
    response = page(served, path)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    tags = Tags(response.text)
    scripts = [attributes for attributes in tags.all("script") if attributes.get("type") != "application/ld+json"]
    assert all("src" in attributes for attributes in scripts)
    assert not tags.all("style")
    names = {name for _, attributes in tags.found for name in attributes}
    assert not {name for name in names if name == "style" or name.startswith("on")}
    loaded = [link["href"] for link in tags.all("link") if link["rel"] in {"stylesheet", "icon"}]
    assert all(address.startswith("/") for address in loaded + [script["src"] for script in scripts])


@pytest.mark.parametrize(
    "path", ["/", DOCUMENT, "/vi/programme/1719/5/2", "/vi/place/gso-2024/063", "/en/", f"/en{DOCUMENT}"]
)
def test_every_link_on_a_page_leads_somewhere(served, path):
    addresses = {link["href"] for link in Tags(page(served, path).text).all("a")}
    for address in {re.split(r"[#?]", address)[0] for address in addresses if address.startswith("/")}:
        assert page(served, address).status_code == 200, address


def test_the_page_has_its_twin_in_the_other_language(served):
    vietnamese = page(served, DOCUMENT)
    assert f'href="/en{DOCUMENT}" lang="en">English' in vietnamese.text
    english = page(served, f"/en{DOCUMENT}")
    assert f'href="{DOCUMENT}" lang="vi">Tiếng Việt' in english.text
    assert "Issued" in english.text
    agency = page(served, "/en/agency/phong-noi-vu/huyen-bach-thong-bac-kan")
    assert 'href="/vi/agency/phong-noi-vu/huyen-bach-thong-bac-kan" lang="vi"' in agency.text


def test_home_says_what_is_in_the_graph(served):
    text = page(served, "/").text
    assert "huyện Bạch Thông năm 2023" in text
    assert re.search(r"Văn bản đã nạp</a></dt><dd>2</dd>", text)
    tags = Tags(text)
    assert any(form.get("role") == "search" and form["action"] == "/search" for form in tags.all("form"))
    assert "/places" in {link["href"] for link in tags.all("a")}
    assert re.search(r"tỉnh Bắc Kạn</a> <span class=\"count\">1</span>", text), "entry by place"


def test_a_document_shows_its_facts_beside_its_text(served):
    text = page(served, DOCUMENT).text
    for expected in (
        "…/", "số để trống", "03/2023", "Hà Kim Oanh", "Phòng Nội vụ huyện Bạch Thông", "174/KH-UBND", "≥ 3,5 %",
        "1719/5/2/1", "LĐVP", "bach-thong-2023.txt",
    ):  # fmt: skip
        assert expected in text, expected
    assert "VII. TỔ CHỨC THỰC HIỆN" in text


def test_every_fact_leads_to_its_highlighted_words(served):
    tags = Tags(page(served, DOCUMENT).text)
    quotes = [link for link in tags.all("a") if "data-char" in link]
    assert len(quotes) > 50
    link = next(link for link in quotes if "words" in link.get("class", ""))
    assert link["href"] == f"{DOCUMENT}?char={link['data-char']}#mark"
    marked = page(served, link["href"]).text
    start, end = map(int, link["data-char"].split(","))
    source = page(served, f"{DOCUMENT}/text", Accept="text/plain").text
    words = " ".join(re.findall(r"<mark[^>]*>([^<]*)</mark>", marked)).replace("&amp;", "&")
    assert words.split() == source[start:end].split()
    assert marked.count('id="mark"') == 1


@pytest.mark.parametrize("range_", ["0,0", "5,3", "999999999,999999999", "x", "1,2,3", "-1,2", "1", ""])
def test_a_range_that_marks_nothing_is_no_error(served, range_):
    response = served.client.get(DOCUMENT, query_string={"char": range_, "from": range_}, headers={"Accept": BROWSER})
    assert response.status_code == 200
    assert "<mark" not in response.text


def test_a_cited_document_that_is_not_loaded(served):
    text = page(served, DOCUMENT).text
    cited = re.search(r'href="(/doc/ubnd-tinh-bac-kan/2023/174-kh-ubnd)"', text)
    response = page(served, cited.group(1))
    assert response.status_code == 200
    assert "chưa được nạp" in response.text
    assert DOCUMENT in response.text, "who cites it"


def test_a_question_answers_on_its_page(served):
    text = page(served, "/questions/lead-agency?component=1719/5/2/1").text
    assert "Phòng Nội vụ huyện Bạch Thông" in text
    assert "Nội dung" in text
    assert 'value="1719/5/2/1"' in text


def test_errors_are_pages_too(served):
    response = page(served, "/nothing")
    assert (response.status_code, response.mimetype) == (404, "text/html")
    assert "Không tìm thấy" in response.text
    assert "Not found" in page(served, "/en/nothing").text


def test_an_empty_store_says_what_to_do(tmp_path):
    client = create_app(read_settings({"LIENVAN_STORE": str(tmp_path)})).test_client()
    home = client.get("/", headers={"Accept": BROWSER})
    assert (home.status_code, "lienvan load" in home.text) == (200, True)
    for path in ("/documents", "/sparql?query=ASK{}", "/doc/a/b/c", "/questions/lead-agency?component=1719"):
        response = client.get(path, headers={"Accept": "application/json"})
        assert (response.status_code, response.json["type"].rpartition("/")[2]) == (503, "no-store"), path
    assert client.get("/health").json == {"status": "ok"}
    assert client.get("/ready").status_code == 503
    assert client.get("/questions").status_code == 200


def test_health(served):
    assert served.client.get("/health").json == {"status": "ok"}
    assert served.client.get("/ready").json == {"status": "ok", "generation": 1, "documents": 2}


@pytest.fixture
def hostile(tmp_path, gold_store):
    """A store whose one document tries to be markup."""
    generation = tmp_path / "generations" / "1"
    (generation / "texts").mkdir(parents=True)
    store = Store(str(generation / "store"))
    base = "https://w3id.org/lienvan/"
    document, agency = NamedNode(f"{base}doc/ubnd-tinh-x/2023/1-kh-ubnd"), NamedNode(f"{base}agency/so-y-te/tinh-x")
    part, passage = NamedNode(f"{document.value}/assignment/1"), NamedNode(f"{document.value}/text#char=0,5")
    evil = Literal('<script>alert(1)</script>"><img src=x onerror=alert(1)>', language="vi")
    said = [
        (document, LV.loaded, Literal(True)), (document, LV.title, evil), (agency, RDFS.label, evil),
        (part, LV.agency, agency),
        (document, LV.number, Literal("<b>1</b>")), (part, RDF.type, LV.Assignment.node), (part, LV.statedIn, document),
        (part, LV.role, LV.Lead.node), (passage, LV.text, evil), (passage, LV.start, Literal(0)),
        (agency, RDF.type, LV.Agency.node), (part, NamedNode("http://www.w3.org/ns/prov#wasQuotedFrom"), passage),
        (document, RDF.type, LV.Document.node),
    ]  # fmt: skip
    store.extend(Quad(s, p if isinstance(p, NamedNode) else p.node, o, NamedNode(f"{base}graph/x")) for s, p, o in said)
    store.flush()
    del store
    manifest = next(gold_store.glob("generations/*/manifest.json")).read_text("utf-8")
    (generation / "manifest.json").write_text(manifest, "utf-8")
    (tmp_path / "current").write_text("1\n")
    app = create_app(read_settings({"LIENVAN_STORE": str(tmp_path)}))
    yield app.test_client()
    app.extensions["lienvan"].close()


def test_markup_in_a_document_is_text(hostile):
    for path in (
        "/",
        "/documents",
        "/doc/ubnd-tinh-x/2023/1-kh-ubnd",
        "/vi/agency/so-y-te/tinh-x",
        "/vi/graph/x",
        "/findings",
    ):
        response = hostile.get(path, headers={"Accept": BROWSER})
        tags = Tags(response.text)
        assert {image["src"] for image in tags.all("img")} <= {"/static/icon.svg"}, path
        inline = [attributes for attributes in tags.all("script") if "src" not in attributes]
        assert all(attributes == {"type": "application/ld+json"} for attributes in inline), path
        assert not tags.all("b"), path
    assert (
        "&lt;script&gt;alert(1)&lt;/script&gt;"
        in hostile.get("/doc/ubnd-tinh-x/2023/1-kh-ubnd", headers={"Accept": BROWSER}).text
    )


def test_markup_in_an_address_is_text(served):
    for path in (
        "/<script>alert(1)</script>",
        "/questions/<script>",
        "/questions/lead-agency?component=<script>alert(1)</script>",
    ):
        assert "<script>" not in page(served, path).text


@pytest.mark.parametrize(
    ("text", "mark", "pieces"),
    [
        ("một\nhai\n", (0, 3), [(0, [("một", True)]), (4, [("hai", False)])]),
        ("một\nhai\n", (1, 6), [(0, [("m", False), ("ột", True)]), (4, [("ha", True), ("i", False)])]),
        ("một\n\n\nhai", (3, 6), [(0, [("một", False)]), (6, [("hai", False)])]),
        # beyond the basic plane a character is still one
        ("𠊛 Việt", (2, 6), [(0, [("𠊛 ", False), ("Việt", True)])]),
        ("một", None, [(0, [("một", False)])]),
        ("", (0, 1), []),
    ],
)
def test_lines_with_a_mark(text, mark, pieces):
    lines = excerpt(text, mark).lines
    assert [(line.start, [(piece.text, piece.marked) for piece in line.pieces]) for line in lines] == pieces


def test_a_long_text_is_shown_in_parts():
    text = "dòng chữ\n" * 200_000
    first = excerpt(text, None)
    assert (first.before, first.lines[0].start) == (None, 0)
    assert first.after is not None
    following = excerpt(text, None, first.after)
    assert following.lines[0].start == first.after
    marked = excerpt(text, (900_000, 900_004))
    assert any(piece.marked for line in marked.lines for piece in line.pieces)
    assert sum(len(piece.text) for line in marked.lines for piece in line.pieces) <= WINDOW
    last = excerpt(text, (len(text) - 9, len(text)))
    assert last.after is None


@pytest.mark.parametrize(
    ("text", "expected"), [("1,2", (1, 2)), ("2,1", None), ("1", None), (None, None), ("1,9999999999", None)]
)
def test_parse_range(text, expected):
    assert parse_range(text) == expected
