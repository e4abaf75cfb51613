"""The full-text index: words found without accents, in the original text, and brought up to date by each load."""

from __future__ import annotations

import sqlite3
import unicodedata
from pathlib import Path

import pytest
from service_store import ROOT

from graph.derived import derive_again
from graph.fulltext import FILE_NAME, PIECE, IndexMissingError, cut
from graph.fulltext_lists import Lists
from graph.fulltext_search import SearchIndex
from graph.fulltext_words import found_in, pieces, plain, same_marks, words_of
from graph.generations import Generations
from graph.publish import load
from ontology import Iris

pytest_plugins = ["service_store"]

BASE = "https://w3id.org/lienvan/"
CHANGED = "Căn cứ một điều chưa từng viết: xylophon."


@pytest.fixture(scope="module")
def generation(corpus_store):
    return Generations(corpus_store).current()


@pytest.fixture(scope="module")
def index(generation):
    return SearchIndex(generation.path)


@pytest.mark.parametrize(
    ("text", "folded", "has_marks"),
    [
        ("Dân tộc, Bắc Kạn", "dan toc bac kan", True),
        ("dan toc bac kan", "dan toc bac kan", False),
        # the number of a document is words
        ("303/KH-UBND", "303 kh ubnd", False),
        (unicodedata.normalize("NFD", "Đắk Lắk"), "dak lak", True),
        # words of FTS5's own syntax are words
        ('NEAR("a" OR b*) NOT c', "near a or b not c", False),
        ("… — ;", "", False),
        ("", "", False),
    ],
)
def test_words(text, folded, has_marks):
    words = words_of(text)
    assert (words.text, words.has_marks, bool(words)) == (folded, has_marks, bool(folded))


@pytest.mark.parametrize(
    ("typed", "text", "same"),
    [
        ("hoà bình", "tỉnh Hòa Bình", True),  # the tone on either vowel
        ("hóa", "Hòa", False),
        ("đà", "Đà Nẵng", True),
        ("da", "Đà Nẵng", False),
        ("Bắc Kạn", unicodedata.normalize("NFD", "tỉnh Bắc Kạn"), True),
    ],
)
def test_marks_as_typed(typed, text, same):
    assert same_marks(words_of(typed), text) is same


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("dan toc", "đồng bào Dân tộc", ["Dân tộc"]),
        ("dan toc", "dân-tộc, dân và tộc", ["dân", "tộc", "dân", "tộc"]),
        # typed with marks, only the same marks are shown
        ("dân", "hướng dẫn người dân", ["dân"]),
        ("dân", "hướng dẫn", ["dẫn"]),
        ("ngheo", "hộ nghèo_x", ["nghèo"]),
        # beyond the basic plane a character is still one
        ("viet", "𠊛 Việt", ["Việt"]),
    ],
)
def test_found_in_a_text(typed, text, found):
    spans = found_in(words_of(typed), text, prefix=False)
    assert [text[start:end] for start, end in spans] == found
    assert "".join(piece.text for piece in pieces(text, spans)) == text


def test_a_beginning_is_enough_where_one_is_typing():
    assert [text for text, marked in _cut("bach th", "huyện Bạch Thông") if marked] == ["Bạch Th"]


def _cut(typed, text):
    return [(piece.text, piece.marked) for piece in pieces(text, found_in(words_of(typed), text, prefix=True))]


@pytest.mark.parametrize("text", ["", "một\n" * 5, "dòng dài\n" * 9000, "x" * (3 * PIECE + 1), "từ " * PIECE])
def test_a_text_is_cut_whole(text):
    spans = list(cut(text))
    assert "".join(text[start:stop] for start, stop in spans) == text
    assert all(0 < stop - start <= PIECE for start, stop in spans)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ban dan toc bac kan", "agency/ban-dan-toc/tinh-bac-kan"),
        ("bach thong bac kan", "place/gso-2024/063"),  # a district that ended in 2025
        ("tinh bac kan", "place/gso-2024/06"),
        ("tỉnh Đắk Lắk", "place/gso-2025/66"),
        ("1719/10/1", "programme/1719/10/1"),
        ("tieu du an 1 du an 10", "programme/1719/10/1"),
        ("303/KH-UBND", "doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd"),
        ("ty le ho ngheo", "indicator/poverty-rate"),
        ("poverty rate", "indicator/poverty-rate"),
        ("ban dan t", "agency/ban-dan-toc/tinh-bac-kan"),  # while one types
    ],
)
def test_the_likeliest_name(index, typed, first):
    names = index.names(words_of(typed))
    assert names[0].iri == BASE + first, [name.label for name in names[:3]]


def test_names_of_one_kind(index):
    assert {name.kind for name in index.names(words_of("dan toc"), ("agency",))} == {"agency"}
    assert {"agency", "component", "document", "indicator"} <= {
        name.kind for name in index.names(words_of("dan toc"), most=200)
    }


def test_the_same_marks_come_first(index):
    labels = [name.label for name in index.names(words_of("hóa"), ("place",), 8)]
    assert "Hóa" in labels[0]
    labels = [name.label for name in index.names(words_of("hoà"), ("place",), 8)]
    assert "Hòa" in labels[0]


@pytest.mark.parametrize("typed", ["dan toc bac kan", "hộ nghèo", "xã", "303/KH-UBND", "che do bao cao"])
def test_every_passage_stands_in_its_text(index, generation, typed):
    words = words_of(typed)
    page = index.texts(words)
    assert page.found
    for found in page.found:
        text = generation.source_text(found.document)
        for passage in found.passages:
            assert set(plain(text[passage.start : passage.stop]).split()) & set(words.folded), passage
            marked = [piece.text for piece in passage.pieces if piece.marked]
            assert marked
            assert all(part.replace(" ", "") in text.replace("\n", "").replace(" ", "") for part in marked)


@pytest.mark.parametrize(
    ("kind", "typed"), [("target", "ho ngheo"), ("assignment", "phong noi vu"), ("report", "bao cao")]
)
def test_facts_by_their_words(index, generation, kind, typed):
    page = index.facts(kind, words_of(typed))
    assert page.found
    for found in page.found:
        text = generation.source_text(found.document)
        passage = found.passages[0]
        assert "".join(piece.text for piece in passage.pieces) in text[passage.start : passage.stop]


def test_targets_of_a_place_by_its_name(index):
    found = index.facts("target", words_of("ho ngheo dakrong")).found
    assert found
    assert all("dakrong" in one.document for one in found)


def test_pages_of_results_follow_each_other(index):
    words = words_of("dân tộc")
    whole = index.facts("target", words, 0, 100)
    parts = [index.facts("target", words, start, 20) for start in range(0, whole.total, 20)]
    assert [one for part in parts for one in part.found] == list(whole.found)
    assert index.count("target", words) == (whole.total, False)


@pytest.mark.parametrize("typed", ["", "…", "qqqqqq", "' OR 1=1 --", '"', "*", "NEAR(", "a" * 200, "\x00"])
def test_what_is_not_there_is_no_error(index, typed):
    words = words_of(typed)
    index.names(words)
    index.texts(words)
    index.facts("target", words)


def test_lists(generation):
    lists = Lists(generation.path)
    assert lists.latest(0, 2)[0].endswith("/2023/kh-ubnd-af062178")
    assert len(lists.latest(0, 10)) == 5
    assert sum(lists.by_province().values()) == 5
    assert lists.by_province()[f"{BASE}place/gso-2024/06"] == 2, "the province's plan and the district's"
    kinds = {kind.name: kind for kind in lists.agency_kinds(f"{BASE}agency/")}
    agencies = lists.agencies_of(f"{BASE}agency/phong-noi-vu/", 0, 100)
    assert len(agencies) == kinds["phong-noi-vu"].agencies
    assert sum(agency.duties for agency in agencies) == kinds["phong-noi-vu"].duties
    assert sum(kind.agencies for kind in kinds.values()) == lists.agencies()


def _content(path: Path):
    """Everything in an index but the numbers of its rows, and what some words find in it."""
    with sqlite3.connect(path / FILE_NAME) as database:
        things = set(
            database.execute("SELECT kind, iri, label, english, note, other, until, weight, short FROM things")
        )
        documents = set(database.execute("SELECT iri, text_sha256, place, province, issued FROM documents"))
        facts = set(
            database.execute(
                "SELECT iri, kind, part, start, stop FROM facts JOIN documents ON documents.id = facts.document"
            )
        )
        for table in ("names", "texts", "target_words", "assignment_words", "report_words"):
            database.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    index = SearchIndex(path)
    texts = {
        one.document
        for words in ("xylophon", "ho ngheo", "uy ban nhan dan")
        for one in index.texts(words_of(words)).found
    }
    names = {name.iri for words in ("phong noi vu", "xylophon", "bach thong") for name in index.names(words_of(words))}
    targets = {(one.document, one.part) for one in index.facts("target", words_of("ho ngheo"), 0, 100).found}
    return things, documents, facts, texts, names, targets


def test_a_load_brings_the_index_up_to_date_and_makes_the_same_as_one_made_anew(tmp_path):
    plans, root = tmp_path / "plans", tmp_path / "store"
    plans.mkdir()
    source = (ROOT / "corpus" / "bach-thong-2023.txt").read_text("utf-8")
    (plans / "bach-thong-2023.txt").write_text(source, "utf-8")
    load([plans], root, iris=Iris())
    generations = Generations(root)
    first = generations.current()
    before = _content(first.path)
    (plans / "bach-thong-2023.txt").write_text(source[: len(source) // 3] + f"\n\n{CHANGED}\n", "utf-8")
    load([plans], root, iris=Iris())
    second = generations.current()
    updated = _content(second.path)
    assert updated != before
    assert SearchIndex(second.path).texts(words_of("xylophon")).total == 1
    assert not SearchIndex(first.path).texts(words_of("xylophon")).found, "the parent's file stays as it was"
    (second.path / FILE_NAME).unlink()
    with pytest.raises(IndexMissingError, match="lienvan index"):
        SearchIndex(second.path)
    assert FILE_NAME in derive_again(second)
    assert _content(second.path) == updated


def test_files_made_in_processes_of_their_own_are_the_same(tmp_path, monkeypatch):
    """A large load makes them beside the compaction of its store."""
    made = []
    for few in (0, 50):
        monkeypatch.setattr("graph.publish._FEW", few)
        root = tmp_path / f"store-{few}"
        load([ROOT / "corpus" / "bach-thong-2023.txt"], root, iris=Iris())
        path = Generations(root).current().path
        assert not (path / "snapshot").exists()
        made.append((_content(path), _dump(path / "network.sqlite")))
    assert made[0] == made[1]


def test_of_many_documents_everything_is_described_as_of_few_what_they_name(tmp_path, monkeypatch):
    made = []
    for many in (0, 500):
        monkeypatch.setattr("graph.fulltext._MANY", many)
        root = tmp_path / f"store-{many}"
        load([ROOT / "corpus" / "bach-thong-2023.txt"], root, iris=Iris())
        load([ROOT / "corpus"], root, iris=Iris())
        made.append(_content(Generations(root).current().path))
    assert made[0] == made[1]


def _dump(path):
    with sqlite3.connect(path) as database:
        return sorted(database.iterdump())
