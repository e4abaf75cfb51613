"""The service as it is served: a process of its own on a free port of this machine."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVE = "from service.server import serve; from service.settings import read_settings; serve(read_settings())"


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
    return port


@contextmanager
def live_server(store: Path, **settings: str) -> Iterator[str]:
    """Serves a store while the context lasts; gives the address, such as ``http://127.0.0.1:8123``."""
    port = free_port()
    environment = os.environ | {"LIENVAN_STORE": str(store), "LIENVAN_PORT": str(port), "LIENVAN_LOG_LEVEL": "error"}
    server = subprocess.Popen([sys.executable, "-c", SERVE], env=environment | settings)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{address}/health", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def query_path(query: str, **parameters: str) -> str:
    """The path of a query sent by GET."""
    return "/sparql?" + urllib.parse.urlencode({"query": query, **parameters})


def ask(
    address: str, path: str, method: str = "GET", body: bytes | str | None = None, **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    """The answer of the server at ``host:port``, and its body."""
    connection = http.client.HTTPConnection(address, timeout=120)
    connection.request(method, path, body, {"Accept": "application/sparql-results+json", **headers})
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content
