"""What the README says one can do, done as it says: the served endpoint, a real SPARQL client, the printed answers."""

import csv
import io
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from SPARQLWrapper import CSV, SPARQLWrapper

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
QUERIES = re.findall(r"```sparql\n(.*?)```\n\n```csv\n(.*?)```", README, re.DOTALL)
LIENVAN = Path(sys.executable).parent / "lienvan"
START = 60  # seconds until the service must answer


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The five plans, loaded and served as ``make run`` does it, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "LIENVAN_STORE": str(tmp_path_factory.mktemp("readme") / "var")}
    subprocess.run([LIENVAN, "load", "corpus"], cwd=ROOT, env=environment, check=True, capture_output=True)
    server = subprocess.Popen([LIENVAN, "serve", "--port", str(port)], cwd=ROOT, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/sparql?query=ASK%7B%7D")
        yield address
    finally:
        server.terminate()
        server.wait(20)


def wait_for(url):
    end = time.monotonic() + START
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return answer.read()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def rows(text):
    return list(csv.reader(io.StringIO(text)))


def test_the_readme_has_three_queries_with_their_answers():
    assert len(QUERIES) == 3


@pytest.mark.parametrize(("query", "answer"), QUERIES, ids=["cited", "targets", "leads"])
def test_sparqlwrapper_gets_the_answer_printed_beside_the_query(address, query, answer):
    endpoint = SPARQLWrapper(f"{address}/sparql")
    endpoint.setQuery(query)
    endpoint.setReturnFormat(CSV)
    assert rows(endpoint.query().convert().decode()) == rows(answer)


def test_the_question_of_the_mission_answers_over_http(address):
    with urllib.request.urlopen(f"{address}/questions/lead-agency.csv?component=1719/10/1") as answer:
        table = list(csv.DictReader(io.StringIO(answer.read().decode())))
    assert sorted((row["placeLabel"], row["level"]) for row in table) == [
        ("huyện Bình Sơn", "programme"),
        ("huyện Bạch Thông", "sub-project"),
        ("huyện Đakrông", "programme"),
        ("tỉnh Bắc Kạn", "programme"),
        ("tỉnh Đắk Lắk", "plan"),
    ]
