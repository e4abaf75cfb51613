"""What strangers send: too much of it, too often, and what must not be seen in the log."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest
from service_store import BROWSER

from service.app import create_app
from service.formats import RESULT_FORMS, TURTLE, named
from service.settings import read_settings
from service.windows import Windows

pytest_plugins = ["service_store"]

SERVE = "from service.server import serve; from service.settings import read_settings; serve(read_settings())"
QUERY = "SELECT ?s { ?s a <https://w3id.org/lienvan/ontology#Target> } LIMIT 3"
NONE = "SELECT ?s { ?s a <urn:none> }"
SECRET = "a-token-that-nobody-may-see"
JSON = {"Accept": "application/json"}


def limited(gold_store, **settings):
    app = create_app(read_settings({"LIENVAN_STORE": str(gold_store)}, **settings))
    return app.test_client()


def test_a_client_that_asks_too_often_is_told_when_to_come_back(gold_store):
    client = limited(gold_store, rate_limit="3/hour")
    answers = [client.get("/questions.json", headers=JSON) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    refused = answers[-1]
    assert refused.json["type"].endswith("/problem/too-many-requests")
    assert 0 < int(refused.headers["Retry-After"]) <= 3601
    assert client.get("/openapi.json", headers=JSON).status_code == 429, "all addresses are counted together"
    assert client.get("/", headers={"Accept": BROWSER}).mimetype == "text/html"
    assert client.get("/health").status_code == 200
    assert client.get("/metrics").status_code == 200
    other = client.get("/questions.json", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert other.status_code == 200


def test_behind_a_proxy_its_clients_are_told_apart(gold_store):
    client = limited(gold_store, rate_limit="1/hour", proxies=1)
    for address, status in (("192.0.2.1", 200), ("192.0.2.2", 200), ("192.0.2.1", 429)):
        headers = {"X-Forwarded-For": f"10.0.0.1, {address}"}
        assert client.get("/questions.json", headers=headers).status_code == status
    plain = limited(gold_store, rate_limit="1/hour")
    forged = [plain.get("/questions.json", headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code for n in (1, 2)]
    assert forged == [200, 429], "without a proxy nobody says who he is"


def test_no_limit_when_it_is_off(gold_store):
    client = limited(gold_store, rate_limit="off")
    assert {client.get("/questions.json").status_code for _ in range(30)} == {200}


def test_a_body_and_headers_have_their_limits(gold_store):
    client = limited(gold_store, request_bytes=1000, header_bytes=2000)
    body = client.post("/sparql", data={"query": "x" * 2000}, headers=JSON)
    assert (body.status_code, body.json["type"].rpartition("/")[2]) == (413, "request-too-large")
    headers = client.get("/questions.json", headers={**JSON, "X-Long": "x" * 3000})
    assert (headers.status_code, headers.json["type"].rpartition("/")[2]) == (431, "headers-too-large")
    assert headers.json["limit"] == 2000


@pytest.fixture(scope="module")
def server(gold_store, tmp_path_factory):
    """A real server with two processes and a small limit; its address, and its log as it is so far."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    environment = os.environ | {
        "LIENVAN_STORE": str(gold_store),
        "LIENVAN_PORT": str(port),
        "LIENVAN_WORKERS": "2",
        "LIENVAN_TOKEN": SECRET,
        "LIENVAN_RATE_LIMIT": "40/hour",
    }
    log = tmp_path_factory.mktemp("log") / "log"
    with log.open("wb") as output:
        process = subprocess.Popen([sys.executable, "-c", SERVE], env=environment, stderr=output)
    address = f"http://127.0.0.1:{port}"
    for _ in range(2400):
        try:
            urllib.request.urlopen(f"{address}/health", timeout=1).close()
            break
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    yield address, log
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=30)


def fetch(address, path, **headers):
    request = urllib.request.Request(address + path, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def lines(log):
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def test_a_served_process_logs_counts_and_limits(server):
    address, log = server
    path = "/sparql?" + urllib.parse.urlencode({"query": QUERY})
    wrong = "/sparql?" + urllib.parse.urlencode({"query": f"SELECT {SECRET}"})
    assert fetch(address, path)[0] == 200
    assert fetch(address, wrong, Authorization=f"Bearer {SECRET}")[0] == 400
    assert fetch(address, f"/documents?key={SECRET}", Accept=BROWSER, Cookie=SECRET)[0] == 200
    statuses = [fetch(address, path)[0] for _ in range(100)]
    assert set(statuses) == {200, 429}
    assert 30 <= statuses.count(200) <= 80, "each of the two processes counts for itself, kept answers too"
    status, headers, content = fetch(address, path, Accept="application/json")
    while status != 429:
        status, headers, content = fetch(address, path, Accept="application/json")
    assert json.loads(content)["type"].endswith("/too-many-requests")
    assert int(headers["Retry-After"]) > 0
    check_log(log)
    check_figures(fetch(address, "/metrics")[2].decode())


def check_log(log):
    time.sleep(0.2)
    text = log.read_text("utf-8")
    assert SECRET not in text
    assert "SELECT" not in text
    asked = [line for line in lines(log) if line["event"] == "request" and "query" in line]
    answered = [line for line in asked if line["status"] == 200]
    assert len({line["query"] for line in answered}) == 1
    assert {(line["outcome"], line["rows"]) for line in answered} == {("ok", 3)}
    assert all(line["seconds"] >= 0 and line["bytes"] > 0 and line["path"] == "/sparql" for line in answered)
    assert {line["outcome"] for line in asked if line["status"] == 400} == {"syntax-error"}
    assert any(line["outcome"] == "too-many-requests" for line in lines(log))


def check_figures(text):
    figures = dict(re.findall(r"^(lienvan_\w+(?:\{[^}]*\})?) ([\d.e+]+)$", text, re.MULTILINE))
    assert float(figures["lienvan_documents"]) == 2
    assert float(figures["lienvan_generation"]) == 1
    assert float(figures['lienvan_queries_total{outcome="ok"}']) >= 30
    assert float(figures['lienvan_queries_total{outcome="syntax-error"}']) == 1
    counted = {name: float(value) for name, value in figures.items() if name.startswith("lienvan_requests_total")}
    assert sum(value for name, value in counted.items() if 'status="429"' in name) >= 20
    assert any('route="/documents"' in name for name in counted)


def test_the_head_of_a_request_has_a_limit_before_any_of_it_is_understood(server):
    address, _ = server
    host, _, port = address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n" + b"X-Long: " + b"x" * 300_000)
        assert b" 431 " in connection.recv(4096).splitlines()[0]


def test_figures_of_one_process(served):
    for method in ("GET", "BREW"):
        served.client.open("/questions.json", method=method).close()
    text = served.client.get("/metrics").text
    assert 'lienvan_requests_total{method="GET",route="/questions.json",status="200"}' in text
    assert 'method="other"' in text
    assert "BREW" not in text


def test_there_are_no_figures_of_nothing(tmp_path):
    client = create_app(read_settings({"LIENVAN_STORE": str(tmp_path)})).test_client()
    response = client.get("/metrics")
    assert response.status_code == 200
    assert "lienvan_documents" not in response.text
    assert client.get("/ready").status_code == 503
    assert client.get("/health").status_code == 200


@pytest.mark.parametrize(
    ("form", "query", "rows"),
    [(form, query, rows) for form in ("json", "xml", "csv", "tsv") for query, rows in ((QUERY, 3), (NONE, 0))]
    + [("json", "ASK {}", None), ("xml", "ASK {}", None)],
)
def test_rows_are_counted_in_every_form(served, form, query, rows):
    body = served.app.extensions["lienvan"].answer(query, named(form, RESULT_FORMS).form)
    assert body.size == rows


def test_triples_are_counted(served):
    body = served.app.extensions["lienvan"].answer("CONSTRUCT WHERE { ?s a ?c } LIMIT 7", TURTLE)
    assert body.size == 7


def test_counts_of_windows_that_are_over_are_dropped(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr("service.windows.time.time", lambda: now[0])
    monkeypatch.setattr("service.windows._SWEEP", 3)
    windows = Windows()
    assert [windows.incr("a", 10), windows.incr("a", 10), windows.get("a"), windows.get_expiry("a")] == [1, 2, 2, 1010]
    now[0] = 1010.0
    assert (windows.get("a"), windows.incr("b", 10)) == (0, 1)
    assert windows.incr("c", 10) == 1
    assert windows.reset() == 2
    windows.incr("d", 10)
    windows.clear("d")
    assert windows.get("d") == 0
