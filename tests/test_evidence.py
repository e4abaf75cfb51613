"""Proof: every row of every question leads to the characters it rests on, and what is exported is checked offline."""

import json
import re
import shutil
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner

from service.cli import main
from service.cli.verifying import verify
from service.paragraphs import paragraph, words
from service.questions import catalogue

pytest_plugins = ["corpus_site"]

ROOT = Path(__file__).parent.parent
PLANS = sorted((ROOT / "corpus").glob("*.txt"))
LEADS = "/questions/lead-agency/evidence"
COMPONENT = {"component": "1719/10/1"}
BROWSER = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def exported(site):
    return site.get(f"{LEADS}.jsonld", query_string=COMPONENT).get_json(force=True)


def written(folder, exported):
    path = folder / "evidence.jsonld"
    path.write_text(json.dumps(exported, ensure_ascii=False), "utf-8")
    return path


def verified(evidence, *files):
    """Exit code, standard output, standard error."""
    done = CliRunner().invoke(main, ["verify", str(evidence), *map(str, files)])
    return done.exit_code, done.stdout, done.stderr


REFERENCE = {"what-became-of"}
"""Questions whose rows are reference facts, which no document of the store states."""


def given(question):
    return {parameter.name: parameter.example for parameter in question.parameters if parameter.required}


@pytest.mark.parametrize("slug", sorted(catalogue()))
def test_every_row_of_every_question_has_its_proof(site, slug, tmp_path):
    question = catalogue()[slug]
    data = site.get(f"/questions/{slug}/evidence.jsonld", query_string=given(question)).get_json(force=True)
    answer = site.get(f"/questions/{slug}.json", query_string=given(question)).get_json()
    assert [row["number"] for row in data["rows"]] == list(range(1, len(answer["rows"]) + 1))
    for row, values in zip(data["rows"], answer["rows"], strict=True):
        assert {name: bound["value"] for name, bound in row["values"].items()} == values
        assert row["statements"]
        assert row["statedIn"]
        assert row["quotedFrom"] or slug in REFERENCE
    code, out, _ = verified(written(tmp_path, data), *PLANS)
    assert code == 0, out


def test_the_lead_of_bach_thong_rests_on_its_assignment(exported):
    row, passage = of_bach_thong(exported)
    said = {item["predicate"].rpartition("#")[2]: item["object"] for item in row["statements"]}
    assert said["object"] == {"id": "https://w3id.org/lienvan/programme/1719/10/1"}
    assert said["agency"]["id"].endswith("/agency/van-phong-hdnd-ubnd/huyen-bach-thong-bac-kan")
    assert said["printedAgency"]["value"] == "Văn phòng HĐND&UBND huyện"
    assert len({item["subject"] for item in row["statements"]}) == 1
    text = (ROOT / "corpus" / "bach-thong-2023.txt").read_text("utf-8")
    assert text[passage["start"] : passage["end"]] == passage["exact"]
    assert "tiểu dự án 1, 3 thuộc dự án 10" in passage["text"]


def test_who_leads_and_who_coordinates_are_both_proved(site):
    data = site.get("/questions/coordination/evidence.jsonld").get_json(force=True)
    for row in data["rows"]:
        agencies = {item["object"].get("id") for item in row["statements"] if item["predicate"].endswith("#agency")}
        assert agencies == {row["values"]["lead"]["value"], row["values"]["partner"]["value"]}


def test_documents_say_which_file_was_read_by_what(exported):
    (document,) = [item for item in exported["documents"] if item["fileName"] == "bac-kan-2020.txt"]
    assert document["documentNumber"] == "303/KH-UBND"
    assert re.fullmatch("[0-9a-f]{64}", document["sourceSha256"])
    assert re.fullmatch("[0-9a-f]{64}", document["generatedBy"]["fileSha256"])
    assert document["generatedBy"]["softwareVersion"].startswith("lienvan ")
    assert document["generatedBy"]["startedAtTime"].endswith("Z")


def test_a_reader_of_rdf_needs_nothing_from_the_network(exported):
    assert isinstance(exported["@context"], dict)
    graph = rdflib.Graph().parse(data=json.dumps(exported), format="json-ld")
    passage = rdflib.URIRef(exported["passages"][0]["id"])
    lv = rdflib.Namespace("https://w3id.org/lienvan/ontology#")
    assert graph.value(passage, lv.start).toPython() == exported["passages"][0]["start"]
    assert str(graph.value(passage, lv.text)) == exported["passages"][0]["text"]
    assert len(list(graph.subjects(rdflib.RDF.type, rdflib.RDF.Statement))) == sum(
        len(row["statements"]) for row in exported["rows"]
    )


def test_the_page_shows_the_characters_in_their_paragraph(site):
    page = site.get(f"{LEADS}?component=1719/10/1&row=2", headers=BROWSER).get_data(as_text=True)
    assert re.search(r"dự án 1\. <mark>Tổ chức triển khai[^<]*tiểu dự án 1, 3 thuộc dự án 10</mark>;", page)
    for words_of_page in ("bach-thong-2023.txt", "SHA-256", "lienvan 0.1.0", "Văn phòng HĐND&amp;UBND huyện"):
        assert words_of_page in page
    english = site.get(f"/en{LEADS}?component=1719/10/1", headers=BROWSER).get_data(as_text=True)
    assert english.count('class="proof"') == 5
    assert "Evidence" in english


def test_each_row_of_an_answer_leads_to_its_proof(site):
    page = site.get("/questions/lead-agency?component=1719/10/1", headers=BROWSER).get_data(as_text=True)
    addresses = re.findall(r'href="(/questions/lead-agency/evidence\?[^"]*row=\d[^"]*)"', page)
    assert len(addresses) == 5
    for address in addresses:
        assert site.get(address.replace("&amp;", "&"), headers=BROWSER).status_code == 200


def test_long_answers_are_shown_in_parts(site):
    first = site.get("/questions/recipients/evidence", headers=BROWSER).get_data(as_text=True)
    assert first.count('class="proof"') == 20
    last = site.get("/questions/recipients/evidence?from=41", headers=BROWSER).get_data(as_text=True)
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'rel="prev"' in last
    assert 'id="row-41"' in last


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/questions/none/evidence", 404),
        ("/questions/none/evidence.jsonld", 404),
        (f"{LEADS}?component=1719/10/9", 400),
        (LEADS, 400),
        (f"{LEADS}?component=1719/10/1&row=6", 404),
        (f"{LEADS}?component=1719/10/1&row=0", 404),
        (f"{LEADS}?component=1719/10/1&format=ods", 406),
    ],
)
def test_what_is_not_there_is_a_problem(site, address, status):
    response = site.get(address, headers={"Accept": "application/json, */*;q=0.1"})
    assert response.status_code == status
    assert response.get_json()["detail"]


def test_the_form_is_negotiated(site):
    address = f"{LEADS}?component=1719/10/1"
    assert site.get(address, headers={"Accept": "application/ld+json"}).content_type == "application/ld+json"
    assert site.get(f"{address}&format=jsonld").content_type == "application/ld+json"
    assert site.get(address, headers=BROWSER).content_type.startswith("text/html")


def test_verify_prints_a_line_for_each_passage(exported, tmp_path):
    code, out, _ = verified(written(tmp_path, exported), *PLANS)
    assert code == 0
    assert len([line for line in out.splitlines() if line.startswith("ok") and "#char=" in line]) == 5
    assert out.splitlines()[-1] == "5 passages in 5 documents: no differences"


def of_bach_thong(data):
    """The row of that district and its passage."""
    (row,) = [row for row in data["rows"] if row["values"]["placeLabel"]["value"] == "huyện Bạch Thông"]
    (passage,) = [item for item in data["passages"] if item["id"] == row["quotedFrom"][0]]
    return row, passage


def change_quote(data):
    _, passage = of_bach_thong(data)
    passage["text"] = passage["text"].replace("Tổ chức", "Không tổ chức")
    return "Không tổ chức"


def change_characters(data):
    _, passage = of_bach_thong(data)
    passage["exact"] = passage["exact"].replace("Tổ chức", "Tổ  chức")
    return "Tổ  chức"


def shift_offsets(data):
    row, passage = of_bach_thong(data)
    start, end = passage["start"], passage["end"]
    passage["start"], passage["end"] = start + 3, end + 3
    passage["id"] = f"{passage['ofDocument']}/text#char={start + 3},{end + 3}"
    row["quotedFrom"], row["quotes"] = [passage["id"]], {"quote": passage["id"]}
    return f"these words stand at {start},{end}"


def change_row(data):
    row, _ = of_bach_thong(data)
    row["values"]["quote"]["value"] = "Phòng Y tế chủ trì tiểu dự án 1 dự án 10"
    return f"row {row['number']}, quote"


@pytest.mark.parametrize("tamper", [change_quote, change_characters, shift_offsets, change_row])
def test_verify_finds_what_was_tampered_with(exported, tmp_path, tamper):
    data = json.loads(json.dumps(exported))
    expected = tamper(data)
    code, out, _ = verified(written(tmp_path, data), *PLANS)
    assert code == 1
    lines = [line for line in out.splitlines() if line.startswith("DIFFERS")]
    assert expected in lines[0]
    for line in lines:
        assert "#char=" in line
        assert "expected " in line
        assert 'found "' in line


def test_verify_finds_a_changed_file_and_the_words_that_moved(exported, tmp_path):
    for plan in PLANS:
        shutil.copy(plan, tmp_path)
    changed = tmp_path / "bach-thong-2023.txt"
    changed.write_text(
        changed.read_text("utf-8").replace("dự án 10;", "dự án 11;", 1).replace("UBND", "U.B.N.D", 1), "utf-8"
    )
    code, out, _ = verified(written(tmp_path, exported), *sorted(tmp_path.glob("*.txt")))
    lines = [line for line in out.splitlines() if line.startswith("DIFFERS")]
    assert code == 1
    assert "the text has changed: expected SHA-256 " in lines[0]
    assert str(changed) in lines[0]
    assert all("kh-ubnd-af062178" in line for line in lines)
    assert len(lines) == 2


def test_verify_tells_a_file_of_other_bytes_with_the_same_text(exported, tmp_path):
    other = tmp_path / "bac-kan-2020.txt"
    other.write_bytes(b"\xef\xbb\xbf" + (ROOT / "corpus" / other.name).read_bytes())
    files = [other, *(plan for plan in PLANS if plan.name != other.name)]
    code, out, _ = verified(written(tmp_path, exported), *files)
    (line,) = [line for line in out.splitlines() if line.startswith("DIFFERS")]
    assert code == 1
    assert "the file has changed, its text has not" in line


def drop(*path):
    def change(data):
        *way, last = path
        for step in way:
            data = data[step]
        del data[last]

    return change


@pytest.mark.parametrize(
    "change",
    [
        drop("passages"),
        drop("passages", 0, "start"),
        drop("passages", 0),
        drop("documents", 0),
        drop("documents", 0, "sourceSha256"),
        drop("base"),
        lambda data: data["passages"][0].update(start=1),
        lambda data: data.update(rows={"number": 1}),
    ],
)
def test_verify_refuses_what_is_no_evidence(exported, tmp_path, change):
    data = json.loads(json.dumps(exported))
    change(data)
    code, out, err = verified(written(tmp_path, data), *PLANS)
    assert (code, out) == (2, "")
    assert err.startswith(f"lienvan: {tmp_path / 'evidence.jsonld'}: it is no exported evidence: ")


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe\x00", b"null", b"[" * 100_000])
def test_verify_refuses_any_other_file(tmp_path, content):
    path = tmp_path / "evidence.jsonld"
    path.write_bytes(content)
    code, _, err = verified(path, *PLANS)
    assert code == 2
    assert len(err.splitlines()) == 1


def test_verify_asks_for_the_file_that_is_missing(exported, tmp_path):
    code, _, err = verified(written(tmp_path, exported), *PLANS[1:])
    assert code == 2
    assert f"Give {PLANS[0].name} too" in err
    assert verified(tmp_path / "none.jsonld", *PLANS)[0] == 2
    assert verified(tmp_path / "evidence.jsonld", tmp_path / "none.txt")[0] == 2
    assert CliRunner().invoke(verify, [str(tmp_path / "evidence.jsonld")]).exit_code == 2


WRAPPED = "Một đoạn văn dài bị ngắt dòng khi in, nên câu này\ncòn tiếp ở dòng sau và kết thúc tại đây.\n\nĐoạn khác.\n"


def test_a_paragraph_is_whole_however_its_lines_are_wrapped():
    start = WRAPPED.index("câu này")
    found = paragraph(WRAPPED, start, start + len("câu này\ncòn tiếp"))
    assert found.marked == "câu này\ncòn tiếp"
    assert found.before == "Một đoạn văn dài bị ngắt dòng khi in, nên "
    assert found.after == " ở dòng sau và kết thúc tại đây."
    assert words(WRAPPED, start, start + len(found.marked)) == "câu này còn tiếp"


@pytest.mark.parametrize(("start", "end"), [(0, 0), (0, 10_000), (5_000, 6_000), (len(WRAPPED), len(WRAPPED))])
def test_a_passage_at_the_edge_or_beyond_is_cut(start, end):
    found = paragraph(WRAPPED, start, end)
    assert found.marked == WRAPPED[start:end]
