"""What runs the queries: processes of our own, pebble's pool, or the Rust server of Oxigraph as a child.

Usage: ``python bench/workers.py STORE [SECONDS]`` (STORE holds ``generations``). Each answers the same small query,
with another comment each time, to eight threads with two processes (the Rust server: as it comes). Then a query that
never ends is given a deadline of one second, and a client leaves another one: when is the answer there, and when is
the machine free again?
"""

from __future__ import annotations

import http.client
import itertools
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

from pebble import CONSTS, ProcessPool

from graph.generations import Generations
from service import evaluation
from service.disconnect import Client
from service.evaluation import Limits, Request
from service.execution import Executor
from service.problems import Problem
from service.query_process import StoreFolder, opened
from service.settings import read_settings

THREADS = 8
SMALL = "SELECT ?s {{ ?s a <https://w3id.org/lienvan/ontology#Target> }} LIMIT 10 # {number}"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
JSON = "application/sparql-results+json"
LIMITS = Limits(10_000, 50_000_000)
DEADLINE = 1.0
CONSTS.term_timeout = 0.05


def rate(ask: Callable[[str], object], seconds: float) -> tuple[float, float]:
    """Small queries answered in a second by eight threads, and milliseconds of computing for each, on both sides."""
    numbers = itertools.count()
    until = time.perf_counter() + seconds

    def work(_: int) -> int:
        count = 0
        while time.perf_counter() < until:
            ask(SMALL.format(number=next(numbers)))
            count += 1
        return count

    begin, computed = time.perf_counter(), _computed()
    with ThreadPoolExecutor(THREADS) as pool:
        count = sum(pool.map(work, range(THREADS)))
    return count / (time.perf_counter() - begin), (_computed() - computed) / count * 1000


def _computed() -> float:
    """Seconds of computing of this process and its children so far."""
    return time.process_time() + sum(_ticks(pid) for pid in _children()) / os.sysconf("SC_CLK_TCK")


def _ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def in_pebble(folder: StoreFolder, request: Request) -> bytes:
    """What a process of pebble's pool does."""
    return evaluation.evaluate(opened(folder), request).content


def ours(folder: StoreFolder, seconds: float) -> tuple[tuple[float, float], float, float]:
    """Rate, seconds past the deadline until the answer, and from a client's leaving until its process is gone."""
    executor = Executor(read_settings({}, query_workers=2))
    executor.start()
    executor.stream(folder, Request("ASK {}", JSON, LIMITS))
    answered = rate(lambda query: executor.stream(folder, Request(query, JSON, LIMITS)), seconds)
    begin = time.perf_counter()
    try:
        executor.stream(folder, Request(ENDLESS, JSON, LIMITS), DEADLINE)
    except Problem:
        late = time.perf_counter() - begin - DEADLINE
    client = Client()
    waiting = threading.Thread(target=_quietly, args=(executor, folder, client))
    waiting.start()
    time.sleep(0.5)
    begin = time.perf_counter()
    client.leave()
    waiting.join()
    left = time.perf_counter() - begin
    executor.close()
    return answered, late, left


def _quietly(executor: Executor, folder: StoreFolder, client: Client) -> None:
    try:
        executor.stream(folder, Request(ENDLESS, JSON, LIMITS), None, client)
    except Problem:
        return


def pebbles(folder: StoreFolder, seconds: float) -> tuple[tuple[float, float], float, float]:
    """The same of pebble: what is left is cancelled."""
    with ProcessPool(max_workers=2) as pool:
        pool.schedule(in_pebble, args=(folder, Request("ASK {}", JSON, LIMITS))).result()
        answered = rate(
            lambda query: pool.schedule(in_pebble, args=(folder, Request(query, JSON, LIMITS))).result(), seconds
        )
        begin = time.perf_counter()
        future = pool.schedule(in_pebble, args=(folder, Request(ENDLESS, JSON, LIMITS)), timeout=DEADLINE)
        future.exception()
        late = time.perf_counter() - begin - DEADLINE
        future = pool.schedule(in_pebble, args=(folder, Request(ENDLESS, JSON, LIMITS)))
        time.sleep(0.5)
        running = set(_children())
        begin = time.perf_counter()
        future.cancel()
        while running <= set(_children()):
            time.sleep(0.005)
        return answered, late, time.perf_counter() - begin


def _children() -> list[int]:
    tasks = Path("/proc/self/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def rust(folder: StoreFolder, seconds: float) -> tuple[tuple[float, float], float, float]:
    """The same of the Rust server, whose deadline is a whole number of seconds for all queries."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    command = [str(Path(sys.executable).parent / "oxigraph"), "serve-read-only", "-l", folder.path]
    command += ["-b", f"127.0.0.1:{port}", "--union-default-graph", "--timeout-s", "1"]
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
    kept = threading.local()

    def ask(query: str) -> int:
        if not hasattr(kept, "connection"):
            kept.connection = http.client.HTTPConnection("127.0.0.1", port)
        kept.connection.request("GET", "/query?query=" + quote(query), headers={"Accept": JSON})
        response = kept.connection.getresponse()
        response.read()
        status: int = response.status
        return status

    try:
        time.sleep(2)
        answered = rate(ask, seconds)
        begin = time.perf_counter()
        ask(ENDLESS)
        late = time.perf_counter() - begin - DEADLINE
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.sendall(f"GET /query?query={quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(0.3)
        begin = time.perf_counter()
        while _busy(server.pid):
            time.sleep(0.02)
        return answered, late, time.perf_counter() - begin
    finally:
        server.kill()
        server.wait()


def _busy(pid: int) -> bool:
    first = _ticks(pid)
    time.sleep(0.1)
    return (_ticks(pid) - first) / os.sysconf("SC_CLK_TCK") > 0.03


def main() -> None:
    """Prints a row for each."""
    path = Generations(Path(sys.argv[1])).current().store_path
    folder = StoreFolder(str(path), path.stat().st_ino)
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 4
    print(
        "| | small queries/s | answer after the deadline | free after the client left |\n| --- | ---: | ---: | ---: |"
    )
    for name, measure in (("own processes", ours), ("pebble", pebbles), ("oxigraph serve-read-only", rust)):
        (answered, cost), late, left = measure(folder, seconds)
        print(f"| {name} | {answered:.0f} | {cost:.2f} | {late:.2f} s | {left:.2f} s |", flush=True)


if __name__ == "__main__":
    main()
