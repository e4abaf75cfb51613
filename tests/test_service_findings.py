"""Findings as pages and files: filters, the page of each, what is new and resolved, the forms of ``lienvan check``."""

import csv
import io
import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from graph.publish import load
from ontology import Iris
from service.app import create_app
from service.checking import Checker
from service.cli import main
from service.settings import read_settings
from shapes import check

CORPUS = Path(__file__).parent.parent / "corpus"
ATOM = "{http://www.w3.org/2005/Atom}"
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """Three plans; then one of them again, with a number and a date that it had not."""
    folder = tmp_path_factory.mktemp("findings")
    texts, root = folder / "texts", folder / "var"
    texts.mkdir()
    for name in ("dakrong-2022", "bach-thong-2023", "bac-kan-2020"):
        shutil.copyfile(CORPUS / f"{name}.txt", texts / f"{name}.txt")
    load([texts], root, iris=Iris(), check=Checker(Iris(), root))
    plan = texts / "bach-thong-2023.txt"
    text = plan.read_text(encoding="utf-8")
    again = "\n- Giảm tỷ lệ hộ nghèo trong đồng bào dân tộc thiểu số 130%.\n"
    changed = text.replace("Thông tư số 02/2022/TT-UBND", "Thông tư số 02/2022/TT-UBDT")
    plan.write_text(changed.replace("III. MỤC TIÊU\n", f"III. MỤC TIÊU\n{again}"), encoding="utf-8")
    checker = Checker(Iris(), root)
    load([texts], root, iris=Iris(), check=checker)
    assert checker.new
    assert checker.resolved
    return root


@pytest.fixture(scope="module")
def checked():
    """The report of the first check; the forms of ``lienvan check`` differ in what they print alone."""
    return []


@pytest.fixture
def checked_once(checked, monkeypatch):
    def once(store, iris, *, shapes, as_of):
        if not checked:
            checked.append(check(store, iris, shapes=shapes, as_of=as_of))
        return checked[0]

    monkeypatch.setattr("service.cli.checks.check_store", once)


@pytest.fixture(scope="module")
def client(root):
    app = create_app(read_settings({"LIENVAN_STORE": str(root)}))
    yield app.test_client()
    app.extensions["lienvan"].close()


def found(client, **filters):
    answer = client.get("/findings.json", query_string=filters)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def shapes(answer):
    return {finding["shape"].rpartition("#")[2] for finding in answer["findings"]}


def test_the_filters(client):
    everything = found(client)
    assert everything["total"] == len(everything["findings"]) > 10
    assert {finding["severity"] for finding in found(client, severity="violation")["findings"]} == {"violation"}
    assert shapes(found(client, shape="LeadWithinSector")) == {"LeadWithinSector"}
    (one,) = found(client, document="303/KH-UBND", severity="warning")["findings"]
    assert one["message"]["en"].startswith("Odd citation of 05/2011/NQ-CP")
    there = found(client, place="tỉnh Bắc Kạn")  # the province's own plan, and that of a district in it
    assert there["total"] == everything["total"] - found(client, place="huyện Đakrông")["total"]
    assert found(client, place="tỉnh Bắc Kạn", document="303/KH-UBND", severity="warning")["total"] == 1
    assert found(client, place="huyện Đakrông", document="303/KH-UBND")["findings"] == []


def test_what_is_new_and_what_is_resolved_since_the_last_load(client):
    assert "PercentWithinRange" in shapes(found(client, state="new"))
    resolved = found(client, state="resolved")
    assert any("02/2022/TT-UBND" in finding["message"]["en"] for finding in resolved["findings"])
    assert all(finding["resolved"] for finding in resolved["findings"])
    standing = {finding["finding"] for finding in found(client)["findings"]}
    assert standing.isdisjoint(finding["finding"] for finding in resolved["findings"])
    page = client.get(f"/vi/finding/{resolved['findings'][0]['finding'].rpartition('/')[2]}", headers=HTML)
    assert "không còn thấy phát hiện này" in page.text


def test_findings_that_stand_keep_the_time_they_were_first_seen(client):
    new = {finding["finding"] for finding in found(client, state="new")["findings"]}
    standing = [finding for finding in found(client)["findings"] if finding["finding"] not in new]
    checked = found(client)["checked"]
    assert standing
    assert all(finding["firstSeen"] <= finding["lastSeen"] <= checked for finding in standing)


@pytest.mark.parametrize("filters", [{"severity": "bad"}, {"state": "x"}, {"shape": "X"}, {"document": "9/X"}])
def test_a_filter_that_means_nothing_is_refused(client, filters):
    assert client.get("/findings.json", query_string=filters).status_code == 400


def test_the_csv_has_every_finding(client):
    rows = list(csv.DictReader(io.StringIO(client.get("/findings.csv").text, newline="")))
    assert {row["finding"] for row in rows} == {finding["finding"] for finding in found(client)["findings"]}
    assert all(row["message_vi"] and row["message_en"] and row["documents"] for row in rows)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_feed(client, language):
    answer = client.get(f"/{language}/findings.atom?severity=violation")
    assert answer.content_type.startswith("application/atom+xml")
    feed = ET.fromstring(answer.data)
    entries = feed.findall(f"{ATOM}entry")
    assert {entry.find(f"{ATOM}category").get("term") for entry in entries} == {"violation"}
    assert len(entries) == found(client, severity="violation")["total"]
    for part in (feed, *entries):
        assert all(part.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    updated = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert updated == sorted(updated, reverse=True)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_of_a_finding_shows_both_passages_within_their_paragraphs(client, language):
    (finding,) = found(client, shape="ComponentLedOnce")["findings"]
    page = client.get(f"/{language}/finding/{finding['finding'].rpartition('/')[2]}", headers=HTML)
    assert page.status_code == 200
    marked = re.findall(r"<blockquote lang=\"vi\">(.*?)<mark>(.*?)</mark>(.*?)</blockquote>", page.text, re.DOTALL)
    assert len(marked) == 2
    assert "tiểu dự án 3 của dự án 10" in marked[1][1]
    assert {"vi": "Hợp phần có hai cơ quan chủ trì", "en": "Component with two leads"}[language] in page.text


def test_pages_lead_to_each_other(client, monkeypatch):
    monkeypatch.setattr("service.finding_pages.PAGE_FINDINGS", 4)
    first = found(client)
    assert len(first["findings"]) == 4
    second = client.get(first["next"]).get_json()
    assert {finding["finding"] for finding in first["findings"]}.isdisjoint(
        finding["finding"] for finding in second["findings"]
    )
    assert 'rel="next"' in client.get("/findings", headers=HTML).text


@pytest.mark.usefixtures("checked_once")
def test_junit_counts_what_failed(root):
    done = CliRunner().invoke(main, ["check", "--store", str(root), "--format", "junit"])
    assert done.exit_code == 1
    suites = ET.fromstring(done.stdout)
    assert (int(suites.get("errors")), int(suites.get("failures"))) == (
        len(suites.findall(".//testcase/error")),
        len(suites.findall(".//testcase/failure")),
    )
    assert int(suites.get("tests")) == len(suites.findall(".//testcase"))
    assert int(suites.get("errors")) > 0


@pytest.mark.usefixtures("checked_once")
def test_the_html_is_whole_in_itself(root):
    done = CliRunner().invoke(main, ["check", "--store", str(root), "--format", "html", "--fail-on", "never"])
    assert done.exit_code == 0
    assert not re.search(r"(src|href)=", done.stdout)
    assert "Phần trăm ngoài khoảng 0 - 100" in done.stdout
    assert "Per cent outside 0 - 100" in done.stdout


@pytest.mark.usefixtures("checked_once")
@pytest.mark.parametrize(("fail_on", "code"), [("violation", 1), ("warning", 1), ("info", 1), ("never", 0)])
def test_the_exit_code_says_whether_something_was_found(root, fail_on, code):
    done = CliRunner().invoke(main, ["check", "--store", str(root), "--format", "json", "--fail-on", fail_on])
    assert done.exit_code == code
    assert len(json.loads(done.stdout)) > 10


@pytest.mark.parametrize(
    ("day", "gone"), [("2025-06-30", set()), ("2025-07-01", {"huyện Bạch Thông", "tỉnh Bắc Kạn", "huyện Đakrông"})]
)
def test_the_check_is_as_of_the_day_asked(root, day, gone):
    done = CliRunner().invoke(
        main, ["check", "--store", str(root), "--as-of", day, "--format", "json", "--fail-on", "never"]
    )
    findings = [one for one in json.loads(done.stdout) if one["shape"].endswith("#DutyHolderGone")]
    assert {one["as_of"] for one in json.loads(done.stdout)} == {day}
    assert {re.search("của ((huyện|tỉnh) [^,]+),", one["message_vi"])[1] for one in findings} == gone


@pytest.mark.parametrize(
    ("day", "replaced"), [("2025-02-28", False), ("2025-03-01", True), ("2025-06-30", True), ("2025-07-01", False)]
)
def test_agencies_that_were_replaced_are_told_of_until_their_places_are_gone(root, day, replaced):
    done = CliRunner().invoke(
        main, ["check", "--store", str(root), "--as-of", day, "--format", "json", "--fail-on", "never"]
    )
    said = [one["message_vi"] for one in json.loads(done.stdout) if one["shape"].endswith("#DutyHolderReplaced")]
    known = "thuộc Ban Dân tộc tỉnh Bắc Kạn, cơ quan đã được Sở Dân tộc và Tôn giáo tỉnh Bắc Kạn thay từ 2025-03-01"
    assert any(known in message for message in said) == replaced


@pytest.mark.parametrize(
    ("words", "said"),
    [(["--as-of", "1/7/2025"], "--as-of"), (["--as-of", "2025-07-01", "--shapes", "my.ttl"], "--shapes")],
)
def test_a_day_that_cannot_be_asked_for_is_refused(root, words, said):
    done = CliRunner().invoke(main, ["check", "--store", str(root), *words])
    assert done.exit_code == 2
    assert said in done.stderr


def test_the_stored_report_says_as_of_what_day_it_is(client):
    answer = found(client)
    assert answer["asOf"] == answer["checked"][:10]
    assert "lienvan check --as-of" in client.get("/vi/findings", headers=HTML).text
