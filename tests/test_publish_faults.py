"""Loads that end badly: what is wrong is named, and the store stays as it was."""

import multiprocessing
import os
import signal
import sqlite3
import time

import pytest
from loads import IRIS
from one_plan import current, graph_of, leftovers, statuses, write

from graph.building import Building
from graph.errors import StoreError, StoreLockedError
from graph.lock import load_lock
from graph.publish import load
from loaders.errors import LoadError
from ontology import Iris

pytest_plugins = ["one_plan"]


def test_a_path_that_is_not_there_and_a_folder_without_documents(root, tmp_path):
    with pytest.raises(LoadError, match="no such file"):
        load([tmp_path / "none.txt"], root, iris=IRIS)
    (tmp_path / "empty").mkdir()
    with pytest.raises(LoadError, match="no documents"):
        load([tmp_path / "empty"], root, iris=IRIS)
    assert not root.exists()


@pytest.mark.parametrize(
    "content", [b"", b"   \n", b"\x00\x01\x02\xff\xfe" * 100, "Truyện Kiều của Nguyễn Du".encode()]
)
def test_a_bad_named_file_ends_the_load_and_leaves_the_store_as_it_was(root, plan, content):
    load([plan], root, iris=IRIS)
    before = graph_of(root, without_time=False)
    bad = plan.with_name("bad.txt")
    bad.write_bytes(content)
    write(plan, "9")
    with pytest.raises(LoadError, match=r"bad\.txt"):
        load([plan, bad], root, iris=IRIS)
    assert graph_of(root, without_time=False) == before
    assert leftovers(root) == []


def test_a_bad_file_in_a_folder_is_reported_and_the_rest_goes_on(root, plan):
    plan.with_name("bad.txt").write_bytes(b"")
    report = load([plan.parent], root, iris=IRIS)
    assert statuses(report) == {"bac-kan.txt": "new", "bad.txt": "failed"}
    assert "bad.txt" in report.failed[0].problem
    assert len(current(root).manifest.documents) == 1


def test_a_folder_of_bad_files_makes_no_generation(root, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "bad.txt").write_bytes(b"")
    report = load([folder], root, iris=IRIS)
    assert (report.generation, statuses(report)) == (None, {"bad.txt": "failed"})


def test_two_files_that_are_one_document_are_both_named(root, plan):
    copy = plan.with_name("copy.txt")
    copy.write_bytes(plan.read_bytes())
    with pytest.raises(LoadError, match=r"copy\.txt.*bac-kan\.txt"):
        load([plan, copy], root, iris=IRIS)
    write(copy, "4")
    with pytest.raises(LoadError, match=r"copy\.txt.*same document as .*bac-kan\.txt"):
        load([plan, copy], root, iris=IRIS)


def test_of_two_copies_in_a_folder_the_second_is_reported(root, plan):
    write(plan.with_name("copy.txt"), "4")
    plan.with_name("same.txt").write_bytes(plan.read_bytes())
    report = load([plan.parent], root, iris=IRIS)
    assert statuses(report) == {"bac-kan.txt": "new", "copy.txt": "failed", "same.txt": "failed"}
    again = load([plan.parent], root, iris=IRIS)
    assert statuses(again) == {"bac-kan.txt": "unchanged", "copy.txt": "failed", "same.txt": "failed"}
    assert again.generation == report.generation


def test_a_folder_that_holds_something_else_is_refused(root, plan):
    root.mkdir()
    (root / "letters.odt").write_text("")
    with pytest.raises(StoreError, match=r"letters\.odt"):
        load([plan], root, iris=IRIS)
    assert [path.name for path in root.iterdir()] == ["letters.odt"]


def test_a_file_in_place_of_the_folder_is_refused(root, plan):
    root.write_text("")
    with pytest.raises(StoreError, match="not a folder"):
        load([plan], root, iris=IRIS)


def test_another_base_is_refused(root, plan):
    load([plan], root, iris=IRIS)
    with pytest.raises(StoreError, match="LIENVAN_BASE"):
        load([plan], root, iris=Iris("http://localhost:8000/"))


def test_a_second_load_says_who_holds_the_lock_or_waits(root, plan):
    load([plan], root, iris=IRIS)
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    holder = context.Process(target=_hold, args=(root, ready, done))
    holder.start()
    assert ready.wait(30)
    with pytest.raises(StoreLockedError, match=f"process {holder.pid}"):
        load([plan], root, iris=IRIS)
    done.set()
    assert load([plan], root, iris=IRIS, wait=30).generation == 1
    holder.join()


def _hold(root, ready, done):
    with load_lock(root, 0):
        ready.set()
        done.wait(30)


def test_a_failing_check_leaves_everything_as_it_was(root, plan):
    load([plan], root, iris=IRIS)
    before = graph_of(root, without_time=False)

    def check(_store, _changed):
        raise RuntimeError("the check broke")

    with pytest.raises(RuntimeError, match="the check broke"):
        load([write(plan, "7")], root, iris=IRIS, check=check)
    assert graph_of(root, without_time=False) == before
    assert leftovers(root) == []


@pytest.mark.parametrize(
    "error",
    [
        OSError("IO error: No space left on device: While appending to file: store/000042.sst"),
        sqlite3.OperationalError("database or disk is full"),
    ],
)
def test_a_full_disk_leaves_the_store_as_it_was(root, plan, monkeypatch, error):
    load([plan], root, iris=IRIS)

    def full(*_):
        raise error

    monkeypatch.setattr(Building, "keep_text", full)
    with pytest.raises(StoreError, match="the disk is full"):
        load([write(plan, "7")], root, iris=IRIS)
    assert (current(root).number, leftovers(root)) == (1, [])


def test_a_load_that_is_killed_changes_nothing_and_the_next_one_cleans_up(root, plan):
    load([plan], root, iris=IRIS)
    before = graph_of(root, without_time=False)
    undisturbed = root.with_name("undisturbed")
    load([plan], undisturbed, iris=IRIS)
    load([write(plan, "7")], undisturbed, iris=IRIS)
    context = multiprocessing.get_context("spawn")
    for milliseconds in (0, 5, 20, 60):
        reached = context.Event()
        victim = context.Process(target=_load_until_killed, args=(plan, root, reached, milliseconds / 1000))
        victim.start()
        assert reached.wait(60)
        victim.join(60)
        assert victim.exitcode == -signal.SIGKILL
        assert graph_of(root, without_time=False) == before
    load([plan], root, iris=IRIS)
    assert leftovers(root) == []
    assert graph_of(root) == graph_of(undisturbed)


def _load_until_killed(plan, root, reached, seconds):
    """Kills itself ``seconds`` after the generation was begun, at the latest just before it is published."""

    def check(_store, _changed):
        time.sleep(seconds)
        os.kill(os.getpid(), signal.SIGKILL)
        return {}

    enter = Building.__enter__

    def entered(building):
        reached.set()
        signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        if seconds:
            signal.setitimer(signal.ITIMER_REAL, seconds)
        return enter(building)

    Building.__enter__ = entered
    load([plan], root, iris=IRIS, check=check)


def test_readers_of_the_old_generation_are_not_disturbed(root, plan):
    load([plan], root, iris=IRIS)
    reader = current(root).open()
    before = set(reader.quads())
    load([write(plan, "8")], root, iris=IRIS)
    assert set(reader.quads()) == before
    assert set(current(root).open().quads()) != before
