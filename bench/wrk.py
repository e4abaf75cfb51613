"""Runs of ``wrk`` (Debian), the load generator, and single requests to a SPARQL endpoint."""

from __future__ import annotations

import json
import math
import os
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("requests.lua")
PATIENCE = 30
"""Seconds for one answer, and the longest that one cell is measured."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What wrk measured: answers a second, delays in milliseconds, and requests that got no good answer."""

    rate: float
    p50: float
    p95: float
    p99: float
    lost: int


def measure(address: str, queries: Path, clients: int, seconds: float, *, fresh: bool) -> Cell:
    """One run of wrk."""
    return finish(start(address, queries, clients, seconds, fresh=fresh))


def start(address: str, queries: Path, clients: int, seconds: float, *, fresh: bool) -> subprocess.Popen[str]:
    """Starts wrk."""
    environment = os.environ | {
        "LIENVAN_BENCH_QUERIES": str(queries),
        "LIENVAN_BENCH_FRESH": "1" if fresh else "0",
        "LIENVAN_BENCH_SEED": str(time.time_ns()),
    }
    command = [
        "wrk",
        "-t1",
        f"-c{clients}",
        f"-d{math.ceil(seconds)}s",
        "--timeout",
        f"{PATIENCE}s",
        "-s",
        str(SCRIPT),
        address,
    ]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> Cell:
    """Waits for wrk and reads what it says."""
    out, _ = process.communicate()
    said = json.loads(next(line for line in out.splitlines() if line.startswith("{")))
    lost = sum(said[name] for name in ("connect", "read", "write", "status", "timeout"))
    answered = said["requests"] - said["status"]
    return Cell(answered / said["seconds"], said["p50"], said["p95"], said["p99"], lost)


def rows_of(address: str, query: str) -> tuple[float, int | str]:
    """Seconds and rows of one answer, computed and not kept; instead of rows, why there was none."""
    data = urllib.parse.urlencode({"query": f"{query}\n# {time.time_ns()}"}).encode()
    request = urllib.request.Request(address, data, {"Accept": "application/sparql-results+json"})
    begin = time.perf_counter()
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:
            found: int | str = len(json.load(response)["results"]["bindings"])
    except (urllib.error.HTTPError, OSError) as error:
        found = f"{getattr(error, 'code', 'none')}: {error}"
    except ValueError as error:
        found = f"no JSON: {error}"
    return time.perf_counter() - begin, found


def line(cell: Cell) -> str:
    """One cell on one line."""
    return (
        f"{cell.rate:9.1f}/s  p50 {cell.p50:9.2f}  p95 {cell.p95:9.2f}  p99 {cell.p99:9.2f} ms"
        f"{f'  LOST {cell.lost}' if cell.lost else ''}"
    )
