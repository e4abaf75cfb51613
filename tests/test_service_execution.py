"""The query processes: deadlines that really end a query, memory and queue limits, processes that are killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import subprocess
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from service.evaluation import Body, Limits, Request
from service.execution import Executor
from service.problems import Problem
from service.query_process import StoreFolder, enclose
from service.settings import read_settings

JSON = "application/sparql-results+json"
LIMITS = Limits(1000, 1_000_000)
ONE = Request("SELECT * { ?s ?p ?o } LIMIT 1", JSON, LIMITS)
ENDLESS = Request("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", JSON, LIMITS)
GREEDY = Request("SELECT (GROUP_CONCAT(?c) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", JSON, LIMITS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("database")
    store = Store(str(path))
    value = "x" * 2000
    store.extend(
        Quad(NamedNode(f"http://x/{n}"), NamedNode("http://x/p"), Literal(f"{value}{n}"), NamedNode("http://x/g"))
        for n in range(2000)
    )
    store.flush()
    del store
    return StoreFolder(str(path), path.stat().st_ino)


@pytest.fixture
def executor(request):
    options = {"query_timeout": 1, "query_workers": 2, "query_memory": 400} | getattr(request, "param", {})
    made = Executor(read_settings({}, **options))
    yield made
    made.close()


def whole(executor, folder, request, timeout=None):
    found = executor.stream(folder, request, timeout)
    return found if isinstance(found, Body) else Body(b"".join(found.pieces), found.truncated)


def outcome(executor, folder, request, timeout=None):
    try:
        return whole(executor, folder, request, timeout)
    except Problem as problem:
        return problem


def test_a_query_past_its_deadline_is_ended_and_says_so(executor, folder):
    whole(executor, folder, ONE)
    problem = outcome(executor, folder, ENDLESS)
    assert (problem.kind.slug, problem.status, problem.members["limit"]) == ("query-timeout", 504, 1.0)
    assert whole(executor, folder, ONE).content


def test_a_client_may_ask_for_less_time_but_not_for_more(executor, folder):
    whole(executor, folder, ONE)
    assert outcome(executor, folder, ENDLESS, timeout=0.2).members["limit"] == 0.2
    assert outcome(executor, folder, ENDLESS, timeout=60).members["limit"] == 1.0


@pytest.mark.parametrize("executor", [{"query_timeout": 6}], indirect=True)
def test_the_others_are_answered_while_one_runs_away(executor, folder):
    whole(executor, folder, ONE)
    whole(executor, folder, ONE)
    with ThreadPoolExecutor(8) as pool:
        runaway = pool.submit(outcome, executor, folder, ENDLESS)
        time.sleep(0.05)
        answers = list(pool.map(lambda _: whole(executor, folder, ONE), range(40)))
        assert not runaway.done()
        assert runaway.result().kind.slug == "query-timeout"
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize("executor", [{"query_timeout": 30, "query_memory": 300}], indirect=True)
def test_a_query_past_its_memory_is_ended_and_says_so(executor, folder):
    problem = outcome(executor, folder, GREEDY)
    assert (problem.kind.slug, problem.members["limit"]) == ("out-of-memory", 300)
    assert whole(executor, folder, ONE).content


@pytest.mark.parametrize("executor", [{"query_workers": 1, "query_queue": 1, "query_timeout": 2}], indirect=True)
def test_what_finds_the_queue_full_is_told_to_come_again(executor, folder):
    whole(executor, folder, ONE)
    with ThreadPoolExecutor(3) as pool:
        running = [pool.submit(outcome, executor, folder, ENDLESS, seconds) for seconds in (0.6, 0.9)]
        time.sleep(0.2)
        problem = outcome(executor, folder, ONE)
        assert [future.result().kind.slug for future in running] == ["query-timeout"] * 2
    assert (problem.kind.slug, problem.status) == ("busy", 503)
    assert int(problem.headers["Retry-After"]) > 0


@pytest.mark.parametrize("executor", [{"query_workers": 1, "query_timeout": 20}], indirect=True)
def test_a_killed_process_costs_no_answer(executor, folder):
    whole(executor, folder, ONE)
    slow = Request("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }", JSON, LIMITS)

    def kill():
        time.sleep(0.1)
        for worker in list(executor._pool._taken):
            os.kill(worker.process.pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    body = whole(executor, folder, slow)
    killer.join()
    assert b'"4000000"' in body.content


def test_processes_killed_while_they_wait_cost_no_answer(executor, folder):
    executor.start()
    for _ in range(2):
        waiting = list(executor._pool._idle)
        for worker in waiting:
            os.kill(worker.process.pid, signal.SIGKILL)
            worker.process.wait()
        assert whole(executor, folder, ONE).size == 1
        assert waiting


def test_a_malformed_query_names_its_place(executor, folder):
    problem = outcome(executor, folder, Request("SELECT * {\n?s ?p", JSON, LIMITS))
    assert (problem.kind.slug, problem.members["line"], problem.members["column"]) == ("syntax-error", 2, 6)


def test_a_store_that_is_not_there_is_a_problem(executor, tmp_path):
    assert outcome(executor, StoreFolder(str(tmp_path / "none"), 1), ONE).kind.slug == "no-store"


def test_rows_of_several_queries_come_together(executor, folder):
    first, second = executor.tables(folder, ["SELECT ?s { ?s ?p ?o } LIMIT 3", "SELECT ?p { ?s ?p ?o }"], rows=2)
    assert (len(first.rows), first.truncated) == (2, True)
    assert second.rows[0]["p"] == "http://x/p"


def outside(address):
    """In a process of its own: whether it was taken off the network, and whether it reaches ``address`` then."""
    enclosed = enclose()
    try:
        socket.create_connection(address, timeout=1).close()
    except OSError:
        return enclosed, False
    return enclosed, True


def test_a_query_process_is_off_the_network():
    allowed = subprocess.run(["unshare", "--user", "--net", "true"], capture_output=True, check=False).returncode == 0
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool,
    ):
        assert pool.submit(outside, listener.getsockname()).result() == (allowed, not allowed)
