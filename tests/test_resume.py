"""Loads that were interrupted: nothing is lost, nothing is done twice, and the graph is that of an undisturbed load."""

import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from loads import IRIS, graph_without_times, load_until_killed, write_plans

import graph.filling
import graph.reading
from graph.errors import StoreError
from graph.generations import Generations
from graph.kept import KeptLoad, interrupted, kept_load
from graph.publish import load

LIENVAN = Path(sys.executable).parent / "lienvan"


def lienvan(*words, code=0, **options):
    done = subprocess.run(
        [LIENVAN, *map(str, words)], capture_output=True, text=True, timeout=300, check=False, **options
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    return write_plans(tmp_path_factory.mktemp("texts"), range(101, 106))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, texts):
    root = tmp_path_factory.mktemp("undisturbed") / "var"
    load([texts], root, iris=IRIS)
    return graph_without_times(root)


@pytest.fixture(scope="module")
def killed(tmp_path_factory, texts):
    """A store whose first load was killed after three of five documents."""
    root = tmp_path_factory.mktemp("killed") / "var"
    load_until_killed(texts, root, 4)
    return root


@pytest.fixture
def root(killed, tmp_path):
    return Path(shutil.copytree(killed, tmp_path / "var"))


def extraction_times(root):
    return {entry.file_name: entry.extracted_at for entry in Generations(root).current().manifest.documents.values()}


def test_resume_goes_on_where_the_load_was_killed(root, undisturbed, monkeypatch):
    read = []
    monkeypatch.setattr(graph.reading.Reader, "__call__", _noting(graph.reading.Reader.__call__, read))
    report = load([], root, iris=IRIS, resume=True)
    assert [row.status for row in report.rows] == ["new"] * 5
    assert len(read) == 2
    assert graph_without_times(root) == undisturbed
    assert sorted(path.name for path in (root / "generations").iterdir()) == ["1"]
    assert not list((root / "generations" / "1").glob("kept-*")) + list((root / "generations" / "1").glob("journal*"))


def _noting(call, read):
    def noted(reader, work):
        read.append(work.file_name)
        return call(reader, work)

    return noted


def test_the_command_goes_on_and_status_says_that_it_can(root, texts):
    load([texts / "101.txt"], root.with_name("other"), iris=IRIS)
    shutil.move(root / "generations" / ".building", root.with_name("other") / "generations" / ".building")
    said = lienvan("status", "--store", root.with_name("other")).stdout
    assert "a load was interrupted after 3 documents: go on with lienvan load --resume" in said
    refused = lienvan("load", "--resume", "--store", root.with_name("other"), code=2).stderr
    assert "of another version, other corrections or another generation" in refused


def test_resume_without_an_interrupted_load_says_so(tmp_path):
    done = lienvan("load", "--resume", "--store", tmp_path / "var", code=2)
    assert "there is no interrupted load to go on with" in done.stderr


def test_a_load_without_resume_begins_anew(root, texts, undisturbed):
    load([texts], root, iris=IRIS)
    assert graph_without_times(root) == undisturbed
    assert interrupted(Generations(root)) is None


def test_a_load_killed_just_before_the_switch_is_finished(tmp_path, texts, undisturbed):
    root = tmp_path / "var"
    load_until_killed(texts, root, -1)
    assert Generations(root).current_number() is None
    report = load([], root, iris=IRIS, resume=True)
    assert {row.status for row in report.rows} == {"unchanged"}
    assert graph_without_times(root) == undisturbed


def test_kept_work_that_is_not_whole_is_refused(root):
    shutil.rmtree(root / "generations" / ".building" / "texts")
    with pytest.raises(StoreError, match="is not whole"):
        load([], root, iris=IRIS, resume=True)


def test_a_file_that_went_since_is_not_in_the_graph(root, texts, tmp_path):
    fewer = tmp_path / "fewer"
    shutil.copytree(texts, fewer)
    (fewer / "101.txt").unlink()
    load([fewer], root, iris=IRIS, resume=True)
    load([fewer], tmp_path / "new", iris=IRIS)
    assert graph_without_times(root) == graph_without_times(tmp_path / "new")


def test_a_full_disk_keeps_what_is_done_and_resume_goes_on(tmp_path, texts, undisturbed):
    root = tmp_path / "var"
    words = ("load", texts, "--store", root, "--keep-every", "0")
    limit = 3_000_000
    failed = lienvan(*words, code=2, preexec_fn=lambda: _limit_files(limit))
    assert "lienvan: " in failed.stderr
    load([texts], root, iris=IRIS, resume=True)
    assert graph_without_times(root) == undisturbed


def _limit_files(size):
    """No file may become larger, as on a disk that is full: writing past it fails with EFBIG."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_report_has_every_document(tmp_path, texts):
    rows = tmp_path / "rows.jsonl"
    (bad := tmp_path / "in").mkdir()
    shutil.copy(texts / "101.txt", bad)
    (bad / "empty.txt").write_text("")
    done = lienvan("load", bad, "--store", tmp_path / "var", "--report", rows, code=2)
    statuses = {row["file_name"]: row["status"] for row in map(json.loads, rows.read_text().splitlines())}
    assert statuses == {"101.txt": "new", "empty.txt": "failed"}
    assert "empty.txt" in done.stderr
    assert os.linesep + "generation 1: " in done.stdout


def test_a_load_killed_while_it_made_its_journal_has_kept_nothing_and_is_no_error(tmp_path):
    """Tables were made one by one, and a journal with the first alone could not be opened any more."""
    with sqlite3.connect(tmp_path / "journal.sqlite") as half:
        half.execute("CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
    half.close()
    assert kept_load(tmp_path) == KeptLoad(0, 0, ())
