"""SPARQL servers started for a bench or a test: each on loopback, with its own configuration in a folder of its own.

A server is a context: it answers when it is entered and is gone when it is left.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOOPBACK = "127.0.0.1"
START = 300.0
"""Seconds that a server may take to answer for the first time; rdflib reads its file before it listens."""
STOP = 20.0
VIRTUOSO_USER, VIRTUOSO_PASSWORD = "dba", "loopback-only"

VIRTUOSO_INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200

[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx

[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 100
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
CheckpointInterval = 0
CaseMode = 2
DirsAllowed = {folder}
TransactionAfterImageLimit = 2000000000

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 80

[SPARQL]
ResultSetMaxRows = 100000000
MaxQueryExecutionTime = 300
"""
"""As its manual recommends for data that fits in memory: https://vos.openlinksw.com/owiki/wiki/VOS/VirtRDFPerformanceTuning"""


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers; ``query`` is the address of its SPARQL endpoint, ``process`` what runs it."""

    query: str
    process: subprocess.Popen[bytes]


def free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with socket.socket() as trial:
        trial.bind((LOOPBACK, 0))
        port: int = trial.getsockname()[1]
        return port


def beside_python(name: str) -> str:
    """A command installed with this Python."""
    return str(Path(sys.executable).with_name(name))


@contextmanager
def running(
    command: Sequence[str],
    query: str,
    *,
    environment: Mapping[str, str] | None = None,
    log: Path | None = None,
    alive: Callable[[str], bool] | None = None,
) -> Iterator[Running]:
    """Runs ``command`` until the context ends; it is entered when ``query`` answers. Raises RuntimeError."""
    with (log or Path(os.devnull)).open("wb") as out:
        process = subprocess.Popen(
            command, env=os.environ | dict(environment or {}), stdout=out, stderr=subprocess.STDOUT
        )
        try:
            _wait(process, query, alive or answers, log)
            yield Running(query, process)
        finally:
            process.terminate()
            try:
                process.wait(STOP)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(process: subprocess.Popen[bytes], query: str, alive: Callable[[str], bool], log: Path | None) -> None:
    end = time.monotonic() + START
    while not alive(query):
        if process.poll() is not None or time.monotonic() > end:
            said = log.read_text(errors="replace")[-2000:] if log else ""
            raise RuntimeError(f"{process.args!r} does not answer at {query} (ended with {process.poll()}): {said}")
        time.sleep(0.1)


def answers(query: str) -> bool:
    """Whether a SPARQL endpoint answers the smallest of queries."""
    data = urllib.parse.urlencode({"query": "ASK {}"}).encode()
    request = urllib.request.Request(query, data, {"Accept": "application/sparql-results+json"})
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def oxigraph(folder: Path, *, read_only: bool, timeout: int | None = None, union: bool = True) -> Iterator[Running]:
    """The Rust server on the database ``folder``."""
    port = free_port()
    command = [beside_python("oxigraph"), "serve-read-only" if read_only else "serve", "--location", str(folder)]
    command += ["--bind", f"{LOOPBACK}:{port}"]
    command += ["--union-default-graph"] if union else []
    command += ["--timeout-s", str(timeout)] if timeout else []
    with running(command, f"http://{LOOPBACK}:{port}/query") as server:
        yield server


@contextmanager
def virtuoso(folder: Path, *, load: Path | None = None, megabytes: int = 500) -> Iterator[Running]:
    """Virtuoso 7 with a new database below ``folder``, which may be read by all and written by :data:`VIRTUOSO_USER`.

    ``load`` is a file of N-Quads that is copied beside the database and loaded by Virtuoso's own bulk loader.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=folder))
    sql, http = free_port(), free_port()
    buffers = megabytes * 128  # of 8 KB
    ini = VIRTUOSO_INI.format(folder=folder, sql=sql, http=http, buffers=buffers, dirty=buffers * 3 // 4)
    (folder / "virtuoso.ini").write_text(ini, encoding="utf-8")
    command = ["virtuoso-t", "+configfile", str(folder / "virtuoso.ini"), "+foreground"]
    address = f"http://{LOOPBACK}:{http}/sparql"
    with running(command, address, log=folder / "out.log") as server:
        isql(sql, f'set password "dba" "{VIRTUOSO_PASSWORD}"', password="dba")
        if load is not None:
            copy = folder / "load.nq"
            shutil.copyfile(load, copy)
            isql(sql, f"ld_dir('{folder}', 'load.nq', 'http://none/'); rdf_loader_run(); checkpoint;")
            copy.unlink()
        yield server


def isql(port: int, statements: str, *, password: str = VIRTUOSO_PASSWORD) -> str:
    """What Virtuoso's own client prints for some statements. Raises RuntimeError when it says that one failed."""
    command = ["isql-vt", f"{LOOPBACK}:{port}", VIRTUOSO_USER, password, "ERRORS=STDOUT", f"EXEC={statements}"]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    if "*** Error" in said:
        raise RuntimeError(f"{statements}: {said}")
    return said


@contextmanager
def rdflib_endpoint(nquads: Path) -> Iterator[Running]:
    """The PyPI package rdflib-endpoint on rdflib's memory, filled from a file."""
    port = free_port()
    command = [beside_python("rdflib-endpoint"), "serve", "--host", LOOPBACK, "--port", str(port), str(nquads)]
    with running(command, f"http://{LOOPBACK}:{port}/") as server:
        yield server


@contextmanager
def lienvan(store: Path | str, **settings: object) -> Iterator[Running]:
    """This service, as ``lienvan serve`` runs it; ``settings`` are named as in its table (``query_workers``)."""
    port = free_port()
    chosen = {f"LIENVAN_{name.upper()}": str(value) for name, value in settings.items()}
    environment = {"LIENVAN_STORE": str(store), "LIENVAN_HOST": LOOPBACK, "LIENVAN_PORT": str(port), **chosen}
    command = [beside_python("lienvan"), "serve"]
    with running(command, f"http://{LOOPBACK}:{port}/sparql", environment=environment) as server:
        yield server


@contextmanager
def constant(bodies: Path) -> Iterator[Running]:
    """The same web server as this service's, answering a request with the bytes of a file: the floor of HTTP.

    ``bodies`` is the folder of the files; the path of a request names one.
    """
    port = free_port()
    command = [sys.executable, str(Path(__file__)), str(bodies), str(port)]
    with running(command, f"http://{LOOPBACK}:{port}/") as server:
        yield server


def _serve_constant(bodies: Path, port: int) -> None:
    import uvicorn  # noqa: PLC0415 - only for the floor

    contents = {"/": b"", **{f"/{path.name}": path.read_bytes() for path in bodies.iterdir()}}
    kind = (b"content-type", b"application/sparql-results+json")
    headers = {path: [kind, (b"content-length", b"%d" % len(content))] for path, content in contents.items()}

    async def answer(scope: Mapping[str, object], receive: Callable[[], Any], send: Callable[[Any], Any]) -> None:
        if scope["type"] != "http":
            return
        while (await receive()).get("more_body"):
            continue
        path = str(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": headers[path]})
        await send({"type": "http.response.body", "body": contents[path]})

    uvicorn.run(answer, host=LOOPBACK, port=port, loop="uvloop", http="httptools", access_log=False, lifespan="off")


if __name__ == "__main__":
    _serve_constant(Path(sys.argv[1]), int(sys.argv[2]))
