"""The served service: what is kept, compressed, streamed, cut off and left."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import shutil
import socket
import time
import urllib.parse
from pathlib import Path

import pytest
from live_server import ask, live_server, query_path

from service.app import create_app
from service.plain import AT_ONCE, PlainQueries
from service.settings import read_settings

pytest_plugins = ["service_store"]

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
EVERYTHING = "SELECT ?s ?p ?o ?x { ?s ?p ?o VALUES ?x { 1 2 3 } }"
CLASSES = "SELECT ?s ?c { ?s a ?c } LIMIT 200"
SETTINGS = {
    "LIENVAN_QUERY_WORKERS": "1",
    "LIENVAN_RESULT_ROWS": "1200000",
    "LIENVAN_RESULT_BYTES": "1000000000",
    "LIENVAN_QUERY_TIMEOUT": "600",
}


@pytest.fixture(scope="module")
def store(gold_store, tmp_path_factory):
    path = tmp_path_factory.mktemp("gateway") / "store"
    shutil.copytree(gold_store, path)
    return path


@pytest.fixture(scope="module")
def address(store):
    with live_server(store, **SETTINGS) as url:
        yield url.removeprefix("http://")


def test_a_kept_answer_is_the_same_and_304_for_who_has_it(address):
    first, content = ask(address, query_path(CLASSES))
    again, same = ask(address, query_path(CLASSES))
    assert (first.status, content, first.headers["ETag"]) == (200, same, again.headers["ETag"])
    held, nothing = ask(address, query_path(CLASSES), **{"If-None-Match": first.headers["ETag"]})
    assert (held.status, nothing, held.headers["ETag"]) == (304, b"", first.headers["ETag"])
    other, _ = ask(address, query_path(CLASSES), Accept="text/csv")
    assert other.headers["Content-Type"].startswith("text/csv")


def sent(address, *requests):
    """What a server answers on one connection to requests sent at once, until it closes it."""
    host, _, port = address.partition(":")
    with socket.create_connection((host, int(port)), timeout=120) as connection:
        connection.sendall(b"".join(requests))
        return b"".join(iter(lambda: connection.recv(65_536), b""))


def test_kept_and_computed_answers_leave_a_connection_in_the_order_of_their_requests(address):
    kept, first = (f"SELECT ({n} AS ?x) (<http://x/{n}> AS ?y) {{}}" for n in (1, 2))
    ask(address, query_path(kept))
    paths = [query_path(query) for query in (kept, first, kept, kept)]
    heads = [f"GET {path} HTTP/1.1\r\nHost: h\r\nAccept: application/sparql-results+json\r\n" for path in paths]
    said = sent(address, *(f"{head}\r\n".encode() for head in heads), f"{heads[0]}Connection: close\r\n\r\n".encode())
    assert re.findall(rb"HTTP/1.1 (\d+)", said) == [b"200"] * 5
    assert re.findall(rb"http://x/(\d)", said) == [b"1", b"2", b"1", b"1", b"1"]
    old = sent(address, heads[0].replace("HTTP/1.1", "HTTP/1.0").encode() + b"\r\n")
    assert re.findall(rb"http://x/(\d)", old) == [b"1"]


def test_kept_answers_are_counted_and_have_the_headers_of_the_first(address):
    path = query_path("SELECT (3 AS ?x) {}")
    asked = r'lienvan_requests_total\{method="GET",route="/sparql",status="200"\} (\d+)'
    (first, _), before = ask(address, path), ask(address, "/metrics")[1].decode()
    answers = [ask(address, path)[0] for _ in range(5)]
    after = ask(address, "/metrics")[1].decode()
    assert [comparable(answer) for answer in answers] == [comparable(first)] * 5
    assert all(answer.headers["Date"] for answer in answers)
    assert int(re.search(asked, after).group(1)) - int(re.search(asked, before).group(1)) == 5


def test_an_answer_to_a_post_is_kept_by_what_was_sent(address):
    form = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/csv"}
    lv = "https://w3id.org/lienvan/ontology#"
    sent = [f"SELECT (COUNT(*) AS ?n) {{ ?s a <{lv}{name}> }}" for name in ("Target", "Document")]
    bodies = [urllib.parse.urlencode({"query": query}) for query in sent]
    first, second = (ask(address, "/sparql", "POST", body, **form)[1] for body in bodies)
    assert first != second
    assert [ask(address, "/sparql", "POST", body, **form)[1] for body in bodies] == [first, second]
    direct_type = {"Content-Type": "application/sparql-query", "Accept": "text/csv"}
    direct, content = ask(address, "/sparql", "POST", sent[0], **direct_type)
    assert (direct.status, content) == (200, first)


def test_gzip_is_the_same_answer_under_another_tag(address):
    plain, content = ask(address, query_path(CLASSES))
    packed, squeezed = ask(address, query_path(CLASSES), **{"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(squeezed) == content
    assert len(squeezed) < len(content) / 2
    assert "Accept-Encoding" in packed.headers["Vary"]
    tag = packed.headers["ETag"]
    assert tag != plain.headers["ETag"]
    held, _ = ask(address, query_path(CLASSES), **{"Accept-Encoding": "gzip", "If-None-Match": tag})
    assert (held.status, held.headers["ETag"]) == (304, tag)
    refused, whole = ask(address, query_path(CLASSES), **{"Accept-Encoding": "gzip;q=0"})
    assert (refused.headers.get("Content-Encoding"), whole) == (None, content)


MEDIA_TYPES = [
    *("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"),
    *("application/json", "text/csv;q=0.5, application/sparql-results+xml", "*/*"),
]


@pytest.mark.parametrize("query", [CLASSES, "ASK { ?s a ?c }", "SELECT * { ?s ?p 'nothing' }"])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize("media_type", MEDIA_TYPES)
def test_a_plain_query_is_answered_as_flask_answers_it(address, query, encoding, media_type):
    """A query with a parameter besides is none of the plain ones, and answers the same."""
    headers = {"Accept": media_type, "Accept-Encoding": encoding}
    ask(address, query_path("ASK {}"))  # its process has started
    plain, content = ask(address, query_path(query), **headers)
    by_flask, same = ask(address, query_path(query, timeout="600"), **headers)
    assert (plain.status, content) == (by_flask.status, same)
    assert comparable(plain) == comparable(by_flask)


@pytest.mark.parametrize("query", [CLASSES, "ASK { ?s ?p 'đủ dấu' }", "SELECT ?s {\n ?s ?p }", "DESCRIBE <a:b>", ""])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "application/sparql-query; charset=utf-8"])
@pytest.mark.parametrize("media_type", ["application/sparql-results+json", "text/csv", "*/*", "image/png"])
def test_a_plain_query_by_post_is_answered_as_flask_answers_it(address, query, kind, media_type):
    headers = {"Accept": media_type, "Content-Type": kind}
    body = urllib.parse.urlencode({"query": query}) if "form" in kind else query
    ask(address, query_path("ASK {}"))
    plain, content = ask(address, "/sparql", "POST", body.encode(), **headers)
    by_flask, same = ask(address, "/sparql?timeout=600", "POST", body.encode(), **headers)
    assert (plain.status, content) == (by_flask.status, same)
    assert comparable(plain) == comparable(by_flask)


def comparable(response):
    return sorted((name.lower(), value) for name, value in response.headers.items() if name.lower() != "date")


def test_what_is_plain_is_told_by_the_whole_request(store):
    plain = PlainQueries(*application(store))
    wanted = {"path": "/sparql", "method": "GET", "query_string": b"query=ASK%20%7B%7D", "headers": []}
    assert plain.read(wanted).query == "ASK {}"
    others = [
        {"path": "/en/sparql"},
        {"method": "POST"},
        {"query_string": b"query=ASK%20%7B%7D&timeout=3"},
        {"query_string": b"query=ASK%20%7B%7D&query=ASK%20%7B%7D"},
        {"query_string": b"query=%ff"},
        {"query_string": b""},
        {"query_string": b"query=" + b"x" * 200_000},
        *({"headers": [(name, b"x")]} for name in (b"if-none-match", b"authorization", b"content-length")),
        {"headers": [(b"accept", b"text/html")]},
        {"headers": [(b"accept", b"image/png")]},
        {"headers": [(b"x-long", b"x" * 40_000)]},
    ]
    assert [plain.read(wanted | other) for other in others] == [None] * len(others)


def test_what_is_plain_of_a_post_is_told_by_its_body_too(store):
    plain = PlainQueries(*application(store))
    form, direct = "application/x-www-form-urlencoded", "application/sparql-query"

    def read(content, kind, *headers, query_string=b""):
        given = [(b"content-type", kind.encode()), (b"content-length", b"1"), *headers]
        scope = {"path": "/sparql", "method": "POST", "query_string": query_string, "headers": given}
        found = plain.read(scope, content)
        return None if found is None else (found.method, found.query)

    assert read(b"query=ASK%20%7B%7D", form) == ("POST", "ASK {}")
    assert read(b"query=ASK+%7B%7D", f"{form}; charset=UTF-8") == ("POST", "ASK {}")
    assert read("ASK { ?s ?p 'ủy' }".encode(), direct) == ("POST", "ASK { ?s ?p 'ủy' }")
    assert not any(
        (
            read(b"query=ASK%20%7B%7D&timeout=3", form),
            read(b"query=ASK%20%7B%7D", form, query_string=b"timeout=3"),
            read(b"update=CLEAR%20ALL", form),
            read(b"CLEAR ALL", "application/sparql-update"),
            read(b"ASK {}", f"{direct}; charset=utf-16"),
            read(b"\xff", direct),
            read(b"query=%ff", form),
            read(b"ASK {}", ""),
            read(b"query=" + b"x" * 11_000_000, form),
            read(b"ASK {}", direct, (b"authorization", b"Bearer x")),
        )
    )


NOT_PLAIN = {
    "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1": 200,
    "DESCRIBE <a:b>": 200,
    "SELECT (isNumeric(RAND()) AS ?n) {}": 200,
    "SELECT * FROM <a:b> { ?s ?p ?o }": 400,
    "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }": 403,
    "ASK { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }": 403,
    "neither one": 400,
    "": 400,
}


@pytest.mark.parametrize("query", NOT_PLAIN)
def test_a_query_process_refuses_what_is_not_plain_and_flask_answers_it(address, query):
    ask(address, query_path("ASK {}"))
    response, content = ask(address, query_path(query), Accept="*/*")
    by_flask, same = ask(address, query_path(query, timeout="600"), Accept="*/*")
    assert (response.status, content) == (by_flask.status, same)
    assert comparable(response) == comparable(by_flask)
    assert response.status == NOT_PLAIN[query]


def application(store):
    app = create_app(read_settings(store=store))
    return app, app.extensions["lienvan"]


def test_a_plain_query_that_takes_long_goes_on_where_it_was_begun(address, store):
    ask(address, query_path("ASK {}"))
    before = processes_of(store)
    some = "{ SELECT ?%s { ?%s ?p ?o } LIMIT 3000 }"
    slow = f"SELECT (COUNT(*) AS ?n) {{ {some % ('a', 'a')} {some % ('b', 'b')} }}"
    begun = time.monotonic()
    response, content = ask(address, query_path(slow), Accept="text/csv")
    assert time.monotonic() - begun > AT_ONCE
    assert response.status == 200
    assert int(content.split()[1]) == 9_000_000
    assert processes_of(store) == before


def test_a_plain_query_that_fails_says_where(address):
    response, content = ask(address, query_path("SELECT ?s {\n ?s ?p }"))
    assert (response.status, json.loads(content)["line"]) == (400, 2)


def resident(pid):
    """Megabytes; none for a process that has just ended."""
    try:
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(found.group(1)) // 1024 if found else 0


def processes_of(store):
    """The processes that were started with this store, by what they run."""
    found = {}
    for folder in Path("/proc").iterdir():
        try:
            environment = (folder / "environ").read_bytes()
            if f"LIENVAN_STORE={store}".encode() + b"\0" in environment:
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (OSError, ValueError):
            continue
    return found


def test_a_result_of_a_million_rows_is_streamed_in_flat_memory(address, store):
    """1.1 million rows, some 150 MB: no process holds them."""
    before = {pid: resident(pid) for pid in processes_of(store)}
    connection = http.client.HTTPConnection(address, timeout=300)
    connection.request("GET", query_path(EVERYTHING), headers={"Accept": "text/tab-separated-values"})
    response = connection.getresponse()
    assert (response.status, response.headers["Transfer-Encoding"]) == (200, "chunked")
    lines = size = looked = 0
    highest: dict[int, int] = {}
    while piece := response.read(1 << 20):
        lines += piece.count(b"\n")
        size += len(piece)
        if size - looked > 10_000_000:
            looked = size
            for pid in processes_of(store):
                highest[pid] = max(highest.get(pid, 0), resident(pid))
    assert lines > 1_000_000
    assert size > 100_000_000
    grown = {pid: most - before[pid] for pid, most in highest.items() if pid in before}
    assert max(grown.values()) < 60, grown
    assert max(highest.values()) < 400, highest


def test_a_query_is_ended_when_its_client_leaves(address, store):
    """The socket closes; the process is gone soon, long before its deadline, and the next query is answered."""

    def runaways():
        return [pid for pid, command in processes_of(store).items() if "query_process" in command and computes(pid)]

    host, port = address.split(":")
    with socket.create_connection((host, int(port))) as client:
        request = f"GET {query_path(ENDLESS)} HTTP/1.1\r\nHost: {address}\r\nAccept: */*\r\n\r\n"
        client.sendall(request.encode())
        deadline = time.monotonic() + 60
        while not (running := runaways()) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert running
    deadline = time.monotonic() + 60
    while set(running) & set(processes_of(store)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not set(running) & set(processes_of(store))
    assert ask(address, query_path("ASK {}"))[0].status == 200


def computes(pid):
    """Whether a process has used the processor within half a second."""

    def ticks():
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    try:
        first = ticks()
        time.sleep(0.5)
        return ticks() > first
    except OSError:
        return False


def test_a_stream_that_is_left_ends_its_process_too(address):
    connection = http.client.HTTPConnection(address, timeout=60)
    connection.request("GET", query_path(EVERYTHING + " # left"), headers={"Accept": "text/tab-separated-values"})
    response = connection.getresponse()
    response.read(1000)
    response.close()
    connection.close()
    assert json.loads(ask(address, query_path("ASK {}"))[1]) == {"head": {}, "boolean": True}


def test_a_long_query_leaves_its_place_to_others(address):
    """One process is all there is; while it runs away, others are answered by a fresh one."""
    host, port = address.split(":")
    with socket.create_connection((host, int(port))) as client:
        client.sendall(f"GET {query_path(ENDLESS + ' # long')} HTTP/1.1\r\nHost: {address}\r\n\r\n".encode())
        time.sleep(0.3)
        response, _ = ask(address, query_path("SELECT * { ?s ?p ?o } LIMIT 1 # beside"))
        assert response.status == 200


def test_an_answer_that_breaks_off_is_not_taken_for_whole(store):
    """The limit of bytes is passed when some of the answer has left already: the connection ends before its end."""
    with live_server(store, **SETTINGS | {"LIENVAN_RESULT_BYTES": "3000000"}) as url:
        connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=60)
        connection.request("GET", query_path(EVERYTHING), headers={"Accept": "text/tab-separated-values"})
        response = connection.getresponse()
        assert response.status == 200
        with pytest.raises(http.client.IncompleteRead):
            response.read()


def test_headers_without_end_are_refused(address):
    host, port = address.split(":")
    with socket.create_connection((host, int(port))) as client:
        client.sendall(b"GET /health HTTP/1.1\r\n")
        answer = b""
        try:
            for number in range(200):
                client.sendall(b"X-%d: " % number + b"x" * 1000 + b"\r\n")
            answer = client.recv(100)
        except ConnectionError:
            answer = b"HTTP/1.1 431"
    assert answer.startswith(b"HTTP/1.1 431")
