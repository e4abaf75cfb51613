"""Reading on a Dask cluster: a real scheduler and two workers on loopback, with the same graph as without."""

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from loads import IRIS, graph_without_times, write_plans

from graph.errors import WorkersError
from graph.executors import Workers
from graph.publish import load

BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """The address of a scheduler with two workers, each a process of its own."""
    folder = tmp_path_factory.mktemp("dask")
    log = folder / "scheduler.log"
    started = [_start(log, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")]
    address = _said(log, r"Scheduler at:\s+(tcp://\S+)")
    for number in range(2):
        words = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", folder)
        started.append(_start(folder / f"worker-{number}.log", "worker", address, "--host", "127.0.0.1", *words))
    for number in range(2):
        _said(folder / f"worker-{number}.log", r"Registered to:\s+(\S+)")
    yield address
    for process in reversed(started):  # the workers take leave of the scheduler while it is there
        process.terminate()
        process.wait(60)


def _start(log, *words):
    with log.open("w") as stream:
        return subprocess.Popen([BIN / "dask", *map(str, words)], stdout=stream, stderr=stream)


def _said(log, pattern, seconds=90):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = re.search(pattern, log.read_text())
        if found:
            return found[1]
        time.sleep(0.1)
    raise AssertionError(f"{log.name} does not say {pattern}: {log.read_text()}")


def test_a_cluster_reads_to_the_same_graph(scheduler, tmp_path):
    texts = write_plans(tmp_path / "in", range(301, 307))
    load([texts], tmp_path / "alone", iris=IRIS)
    words = ("load", texts, "--store", tmp_path / "cluster", "--dask", scheduler)
    done = subprocess.run([BIN / "lienvan", *map(str, words)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    alone, cluster = graph_without_times(tmp_path / "alone"), graph_without_times(tmp_path / "cluster")
    assert {quad for quad in cluster if not _of_findings(quad)} == alone


def _of_findings(quad):
    return quad.graph_name.value == IRIS.graph("findings") or "/finding/" in quad.subject.value


def test_a_bad_file_is_named_also_when_a_worker_read_it(scheduler, tmp_path):
    texts = write_plans(tmp_path / "in", range(311, 313))
    (texts / "bad.txt").write_text("")
    report = load([texts], tmp_path / "var", iris=IRIS, workers=Workers(dask=scheduler))
    assert sorted(row.status for row in report.rows) == ["failed", "new", "new"]


def test_a_scheduler_that_is_not_there_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("graph.executors._TIMEOUT", "1s")
    texts = write_plans(tmp_path / "in", range(321, 322))
    with pytest.raises(WorkersError, match=r"tcp://127\.0\.0\.1:9: the Dask scheduler does not answer"):
        load([texts], tmp_path / "var", iris=IRIS, workers=Workers(dask="tcp://127.0.0.1:9"))
