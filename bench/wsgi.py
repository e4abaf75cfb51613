"""How fast the service is behind its server, uvicorn with the gateway, and behind Granian, which has none.

Usage: ``python bench/wsgi.py STORE [SECONDS]``. Rounds alternate between the two, so that whatever else the machine
does falls on both. Asks for a constant (the floor), for a small query whose answer is kept, and for the same query with
another comment each time, which goes through a query process.
"""

from __future__ import annotations

import http.client
import itertools
import multiprocessing
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

THREADS = 8
CLIENTS = 8
ROUNDS = 3
QUERY = "SELECT ?s {{ ?s a <https://w3id.org/lienvan/ontology#Target> }} LIMIT {limit}"
SERVERS = {
    "uvicorn": "from service.server import serve; from service.settings import read_settings; serve(read_settings())",
    "granian": None,
}
PATHS = {
    "constant": lambda _: "/context.jsonld",
    "kept": lambda _: "/sparql?query=" + quote(QUERY.format(limit=10)),
    "computed": lambda number: "/sparql?query=" + quote(QUERY.format(limit=10) + f" # {number}"),
}


def start(name: str, store: str) -> tuple[subprocess.Popen[bytes], int]:
    """Starts one of the servers with one process of eight threads; gives it and its port."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    environment = os.environ | {"LIENVAN_STORE": store, "LIENVAN_PORT": str(port), "LIENVAN_THREADS": str(THREADS)}
    environment |= {"LIENVAN_RATE_LIMIT": "off", "LIENVAN_LOG_LEVEL": "error"}
    code = SERVERS[name]
    command = [sys.executable, "-c", code] if code else [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--blocking-threads", str(THREADS),
        "--factory", "--no-ws", "service.app:create_app",
    ]  # fmt: skip
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(300):
        try:
            ask(http.client.HTTPConnection("127.0.0.1", port), "/health")
        except OSError:
            time.sleep(0.1)
        else:
            return server, port
    raise RuntimeError(f"{name} does not answer")


def ask(connection: http.client.HTTPConnection, path: str) -> None:
    """One request; RuntimeError when it is not answered with 200."""
    connection.request("GET", path, headers={"Accept": "application/json"})
    response = connection.getresponse()
    response.read()
    if response.status != 200:
        raise RuntimeError(f"{path}: {response.status}")


def client(port: int, path: str, number: int, until: float, answered: multiprocessing.Queue[int]) -> None:
    """Asks over one kept connection until the time is over."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    count = 0
    for count in itertools.count(1):
        ask(connection, PATHS[path](number * 1_000_000_000 + count))
        if time.time() > until:
            break
    answered.put(count)


def rate(port: int, path: str, seconds: float) -> float:
    """Requests answered per second, by :data:`CLIENTS` clients at once."""
    answered: multiprocessing.Queue[int] = multiprocessing.Queue()
    begin = time.time()
    seed = time.time_ns() % 1_000_000
    clients = [
        multiprocessing.Process(target=client, args=(port, path, seed * 100 + number, begin + seconds, answered))
        for number in range(CLIENTS)
    ]
    for one in clients:
        one.start()
    total = sum(answered.get() for _ in clients)
    for one in clients:
        one.join()
    return total / (time.time() - begin)


def main() -> None:
    """Prints a line for each kind of request: rates of both servers, and their ratio."""
    store = str(Path(sys.argv[1]).resolve())
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 4
    running = {name: start(name, store) for name in SERVERS}
    try:
        for path in PATHS:
            rates: dict[str, list[float]] = {name: [] for name in SERVERS}
            for _ in range(ROUNDS):
                for name, (_, port) in running.items():
                    rates[name].append(rate(port, path, seconds))
            ours, other = (statistics.median(rates[name]) for name in SERVERS)
            print(f"{path:9} uvicorn {ours:7.0f}/s  granian {other:7.0f}/s  ratio {ours / other:.2f}")
    finally:
        for server, _ in running.values():
            server.send_signal(signal.SIGTERM)
            server.wait(30)


if __name__ == "__main__":
    main()
