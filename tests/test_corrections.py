"""A person's corrections: applied at load, stated as such, and refused with file and line where they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from graph.generations import Generations
from graph.publish import load
from loaders.corrections import read_corrections
from loaders.errors import LoadError
from ontology import LV, Iris

IRIS = Iris()
BASE = IRIS.base
CORPUS = Path(__file__).parent.parent / "corpus"
HEADER = "statement,subject,object,person,note\n"
PLAN = "doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd"
CITED = "doc/ban-chap-hanh-trung-uong/2003/24-nq-tw"


def written(folder, rows, name="a.csv"):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(HEADER + rows, encoding="utf-8")
    return folder


@pytest.fixture
def loaded(tmp_path):
    def run(rows, name="a.csv", header=HEADER):
        folder = written(tmp_path / "corrections", rows)
        if name != "a.csv":
            (folder / "a.csv").unlink()
            (folder / name).write_text(header + rows, encoding="utf-8")
        report = load([CORPUS / "bac-kan-2020.txt"], tmp_path / "var", iris=IRIS, corrections=folder)
        return Generations(tmp_path / "var").current().open(), report

    return run


def cited(store):
    return {quad.object.value.removeprefix(BASE) for quad in store.quads(None, LV.cited.node)}


def words(store):
    return {quad.object.value for quad in store.quads(None, LV.correction.node)}


def test_same_as_moves_a_citation_and_says_who_said_so(loaded):
    other = "doc/quoc-hoi/2019/88-2019-qh14"
    store, _ = loaded(f"same-as,{CITED},{other},Lý Thị Hoa,in sai\n")
    assert CITED not in cited(store)
    assert other in cited(store)
    assert words(store) == {"stated by Lý Thị Hoa (a.csv, line 2): in sai"}


def test_not_same_as_leaves_the_citation_unresolved(loaded):
    store, _ = loaded(f"not-same-as,{PLAN},{CITED},Lý Thị Hoa,\n")
    assert CITED not in cited(store)
    (citation,) = {quad.subject for quad in store.quads(None, LV.correction.node)}
    degrees = {quad.object for quad in store.quads(citation, LV.resolution.node)}
    assert degrees == {LV.Unresolved.node}


def test_an_indicator_and_an_agency(loaded):
    store, _ = loaded("")
    named = sorted({quad.object.value.removeprefix(BASE) for quad in store.quads(None, LV.indicator.node)})
    one, two = named[0], "indicator/poverty-rate"
    office = "agency/ban-dan-toc/tinh-bac-kan"
    other = "agency/so-noi-vu/tinh-bac-kan"
    store, report = loaded(f"is-indicator,{one},{two},Hoa,\nsame-as,{office},{other},Hoa,\n")
    assert report.changed
    assert BASE + one not in {quad.object.value for quad in store.quads(None, LV.indicator.node)}
    assert BASE + two in {quad.object.value for quad in store.quads(None, LV.indicator.node)}
    assert not list(store.quads(None, LV.agency.node, NamedNode(BASE + office)))
    assert {"stated by Hoa (a.csv, line 2)", "stated by Hoa (a.csv, line 3)"} == words(store)


def test_turtle_says_the_same(loaded):
    prefix = "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n\n"
    store, _ = loaded(f"<{CITED}> owl:sameAs <doc/quoc-hoi/2019/88-2019-qh14> .\n", "b.ttl", prefix)
    assert CITED not in cited(store)
    assert words(store) == {"stated by a person (b.ttl, line 3)"}


def test_other_corrections_read_documents_again_and_none_undo_them(tmp_path):
    root, plan = tmp_path / "var", CORPUS / "bac-kan-2020.txt"
    folder = written(tmp_path / "c", f"not-same-as,{PLAN},{CITED},,\n")
    load([plan], root, iris=IRIS, corrections=folder)
    assert not load([plan], root, iris=IRIS, corrections=folder).changed
    assert load([plan], root, iris=IRIS).changed
    store = Generations(root).current().open()
    assert CITED in cited(store)
    assert not words(store)


@pytest.mark.parametrize(
    ("rows", "line", "problem"),
    [
        ("is-the-same,doc/a/2020/1,doc/b/2020/1,,\n", 2, "no statement"),
        ("same-as,doc/a/2020/1,doc/b/2020/1\n", 2, "3 columns"),
        ("same-as,văn bản,doc/b/2020/1,,\n", 2, "no identifier"),
        ("same-as,http://example.org/doc/a,doc/b/2020/1,,\n", 2, "no identifier"),
        ("same-as,doc/a/2020/1,indicator/poverty-rate,,\n", 2, "document and indicator"),
        ("is-indicator,indicator/a,indicator/khong-co,,\n", 2, "not in the scheme"),
        ("same-as,doc/a/2020/1,doc/a/2020/1,,\n", 2, "said to be itself"),
        ("\nsame-as,doc/a/2020/1,doc/b/2020/1,,\nsame-as,doc/a/2020/1,doc/c/2020/1,,\n", 4, "by a.csv, line 3"),
        ("same-as,doc/a/2020/1,doc/b/2020/1,,\nsame-as,doc/b/2020/1,doc/a/2020/1,,\n", 3, "a.csv, line 2"),
        ("same-as,agency/so-y-te/tinh-bac-kan,agency/so-y-te/tinh-cao-bang,,\n", 2, "different places"),
        ('same-as,"doc/a,,\n', 2, "no CSV"),
    ],
)
def test_a_bad_row_is_named_with_its_file_and_line(tmp_path, rows, line, problem):
    folder = written(tmp_path / "c", rows)
    with pytest.raises(LoadError, match=problem) as raised:
        read_corrections(folder, IRIS)
    assert f"a.csv, line {line}" in str(raised.value)


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("a.csv", "from,to\n", "line 1"),
        ("a.ttl", "<doc/a/2020/1> <b> .\n", "no Turtle"),
        ("a.ttl", "<doc/a/2020/1> <http://www.w3.org/2002/07/owl#sameAs> 'x' .\n", "no correction"),
    ],
)
def test_a_bad_file_is_named(tmp_path, name, text, problem):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(LoadError, match=problem) as raised:
        read_corrections(tmp_path, IRIS)
    assert name in str(raised.value)


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(LoadError, match="no such folder"):
        load([CORPUS], tmp_path / "var", iris=IRIS, corrections=tmp_path / "khong-co")
    assert not (tmp_path / "var").exists()
