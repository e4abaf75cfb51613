"""``lienvan.client`` against a served service, and answers as spreadsheets."""

import io
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import openpyxl
import pandas as pd
import pytest
from lienvan.client import Client, ServiceError, TruncatedWarning

from ontology import Iris
from service import questions
from service.questions import Answer, catalogue
from service.rows import Cell, Table
from service.workbook import LONGEST_TEXT, workbook

pytest_plugins = ["corpus_site"]

SERVE = "from service.server import serve; from service.settings import read_settings; serve(read_settings())"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@pytest.fixture(scope="module")
def address(corpus_store):
    port = free_port()
    settings = {"LIENVAN_STORE": corpus_store, "LIENVAN_PORT": port, "LIENVAN_RESULT_ROWS": 500}
    environment = os.environ | {name: str(value) for name, value in settings.items()}
    server = subprocess.Popen([sys.executable, "-c", SERVE], env=environment)
    url = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{url}/health", timeout=1).close()
            break
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    yield url
    server.send_signal(signal.SIGTERM)
    server.wait(timeout=20)


@pytest.fixture(scope="module")
def client(address):
    return Client(address)


def test_the_question_of_the_mission_as_a_frame(client):
    leads = client.ask("lead-agency", component="1719/10/1")
    assert isinstance(leads, pd.DataFrame)
    levels = leads.set_index("placeLabel")["level"].to_dict()
    assert levels["huyện Bạch Thông"] == "sub-project"
    assert len(leads) == 5
    assert leads.attrs["title"] == "Cơ quan nào chủ trì?"
    assert leads.attrs["parameters"]["component"]["value"] == "1719/10/1"
    assert leads.attrs["labels"]["agencyLabel"] == "Cơ quan chủ trì"
    assert not leads.attrs["truncated"]
    assert "VALUES ?component" in leads.attrs["sparql"]


@pytest.mark.parametrize("slug", sorted(catalogue()))
def test_every_question_has_the_rows_that_the_service_gives(client, site, slug):
    given = {parameter.name: parameter.example for parameter in catalogue()[slug].parameters if parameter.required}
    answer = site.get(f"/questions/{slug}.json", query_string=given).get_json()
    frame = client.ask(slug, **given)
    assert len(frame) == len(answer["rows"])
    for column in ("quote", "documentLabel"):
        if column in frame:
            assert [row.get(column) for row in answer["rows"]] == [
                None if value is pd.NA else value for value in frame[column]
            ]


def test_numbers_and_years_are_numbers(client):
    targets = client.ask("place-targets", place="063", year=2023)
    assert pd.api.types.is_integer_dtype(targets["horizon"])
    assert pd.api.types.is_numeric_dtype(targets["lower"])
    assert set(targets["horizon"]) == {2023}
    assert client.query("SELECT (true AS ?a) (1.5 AS ?b) (7 AS ?c) {}").iloc[0].tolist() == [True, 1.5, 7]


def test_labels_come_in_the_language_of_the_client(address):
    answer = Client(address, language="en").ask("signers")
    assert answer.attrs["title"] == "Who signed what?"
    assert answer.attrs["labels"]["name"] == "Signer"


def test_a_query_of_ones_own(client):
    frame = client.query("SELECT ?n ?none { ?d <https://w3id.org/lienvan/ontology#number> ?n } ORDER BY ?n LIMIT 3")
    assert list(frame.columns) == ["n", "none"]
    assert len(frame) == 3
    assert frame["none"].isna().all()
    assert client.query("SELECT ?s { ?s ?p 'không có' }").empty


def test_a_long_query_is_posted(client):
    values = " ".join(f"<urn:x:{number}>" for number in range(2000))
    assert client.query(f"SELECT (COUNT(*) AS ?n) {{ VALUES ?x {{ {values} }} }}")["n"].tolist() == [2000]


def test_a_cut_answer_says_so(client):
    with pytest.warns(TruncatedWarning, match="500 rows"):
        frame = client.query("SELECT * { ?s ?p ?o }")
    assert len(frame) == 500
    assert frame.attrs["truncated"]


def test_a_wrong_parameter_names_the_nearest(client):
    with pytest.raises(ServiceError, match="1719/10/9") as refused:
        client.ask("lead-agency", component="1719/10/9")
    assert refused.value.status == 400
    assert refused.value.problem["parameter"] == "component"
    assert refused.value.problem["nearest"]
    with pytest.raises(ServiceError, match="component"):
        client.ask("lead-agency")
    with pytest.raises(ServiceError, match="place"):
        client.ask("signers", place="063")


def test_an_unknown_question_is_refused(client):
    with pytest.raises(ServiceError, match="lead-agency") as refused:
        client.ask("lead-agancy")
    assert refused.value.status == 404
    with pytest.raises(ServiceError, match="404"):
        client.ask("lead/agency?x#y")


@pytest.mark.parametrize(
    ("sparql", "status", "says"),
    [
        ("SELECT ?s { ?s ?p }", 400, "Dòng 1, cột 20"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403, "SERVICE"),
        ("ASK {}", None, "SELECT"),
    ],
)
def test_a_query_that_is_refused_says_why(client, sparql, status, says):
    with pytest.raises(ServiceError) as refused:
        client.query(sparql)
    assert refused.value.status == status
    assert says in str(refused.value)


def test_nobody_there_is_one_clear_error():
    nobody = Client(f"http://127.0.0.1:{free_port()}", timeout=5)
    with pytest.raises(ServiceError, match="cannot be reached"):
        nobody.ask("signers")
    with pytest.raises(ServiceError, match="cannot be reached"):
        nobody.query("SELECT * {}")


@pytest.mark.parametrize("address", ["", "127.0.0.1:8000", "file:///etc/passwd", "ftp://host/"])
def test_the_address_is_checked(address):
    with pytest.raises(ValueError, match="http"):
        Client(address)


class Stranger(BaseHTTPRequestHandler):
    """Some other server."""

    def do_GET(self):
        if "slow" in self.path:
            time.sleep(2)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<p>hello</p>")

    def log_message(self, *_):
        pass


@pytest.fixture
def stranger():
    server = HTTPServer(("127.0.0.1", 0), Stranger)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_another_server_is_told_from_the_service(stranger):
    with pytest.raises(ServiceError, match="is it a Liên Văn service"):
        Client(stranger).ask("signers")
    with pytest.raises(ServiceError, match="is it a Liên Văn service"):
        Client(stranger).query("SELECT * {}")
    with pytest.raises(ServiceError, match="no answer within"):
        Client(stranger, timeout=0.2).ask("slow")


def read(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()], book


def test_a_spreadsheet_has_the_rows_of_the_page(site):
    response = site.get("/questions/place-targets.xlsx?place=063")
    assert response.content_type == XLSX
    assert 'filename="place-targets.xlsx"' in response.headers["Content-Disposition"]
    (heading, *rows), book = read(response.data)
    assert heading[:3] == ["Đến năm", "Chỉ tiêu", "Hướng"]
    answer = site.get("/questions/place-targets.json?place=063").get_json()
    assert [row[heading.index("Nguyên văn")] for row in rows] == [row["quote"] for row in answer["rows"]]
    assert {row[0] for row in rows} == {2023}
    assert {row[2] for row in rows} <= {"đạt", "tăng", "giảm"}
    assert "document" in heading
    about = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]
    assert ["place", "063 (huyện Bạch Thông)"] in about
    english = site.get("/questions/place-targets.xlsx?place=063", headers={"Accept-Language": "en"}).data
    assert read(english)[0][0][0] == "By"


def test_a_spreadsheet_is_negotiated(site):
    assert site.get("/questions/signers", headers={"Accept": XLSX}).content_type == XLSX
    assert site.get("/questions/signers?format=xlsx").content_type == XLSX
    assert 'href="/questions/signers.xlsx"' in site.get("/questions/signers", headers={"Accept": "text/html"}).text


@pytest.mark.parametrize("suffix", ["csv", "tsv", "srj", "json"])
def test_the_other_forms_are_there(site, suffix):
    response = site.get(f"/questions/signers.{suffix}")
    assert response.status_code == 200
    assert "Phạm Duy Hưng" in response.text


DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "http://x.example/", "1e5", "{=1}", "\x01"]


def answer_of(values):
    question = catalogue()["signers"]
    rows = tuple({"name": Cell(value, "literal"), "behalf": Cell("12.5", "literal", None, None)} for value in values)
    return Answer(question, {}, "SELECT", Table(("name", "behalf"), rows))


def test_no_text_becomes_a_formula_a_number_or_a_link():
    content = workbook(answer_of(DANGEROUS), "vi")
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [row[0] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s"] * len(DANGEROUS)
    assert [cell.value for cell in cells[:-1]] == DANGEROUS[:-1]
    assert not any(cell.hyperlink for cell in cells)
    assert book.worksheets[0].cell(2, 3).value == "12.5"


def test_a_text_too_long_for_a_cell_is_cut_and_shows_it():
    rows, _ = read(workbook(answer_of(["dài " * LONGEST_TEXT]), "vi"))
    assert len(rows[1][0]) == LONGEST_TEXT
    assert rows[1][0].endswith("…")


def test_an_empty_answer_is_a_sheet_with_its_heading(corpus):
    answer = questions.ask(catalogue()["signers"], {}, corpus, Iris())
    rows, _ = read(workbook(replace(answer, table=Table(answer.table.columns, ())), "en"))
    assert rows[0][0] == "Signer"
    assert len(rows) == 1
