"""Upkeep of a store by the real command: copies, archives, a rewritten database, and generations that go."""

import json
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from loads import IRIS, graph_without_times, write_plans
from pyoxigraph import RdfFormat, Store

from graph.generations import Generations
from graph.publish import load

LIENVAN = Path(sys.executable).parent / "lienvan"


def lienvan(*words, code=0):
    done = subprocess.run([LIENVAN, *map(str, words)], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("upkeep")
    load([write_plans(folder / "in", range(201, 203))], folder / "var", iris=IRIS)
    return folder / "var"


@pytest.fixture(scope="module")
def archive(store):
    path = store.with_name("whole.tar")
    lienvan("export", "--archive", path, "--store", store)
    return path


@pytest.fixture
def root(store, tmp_path):
    return Path(shutil.copytree(store, tmp_path / "var"))


def lines(generation):
    """The graph as N-Quads in order, in a tenth of the time that objects for each quad take."""
    return sorted(Store.read_only(str(generation.store_path)).dump(format=RdfFormat.N_QUADS).splitlines())


def test_a_backup_is_a_store_of_its_own(store, tmp_path):
    assert "generation 1" in lienvan("backup", tmp_path / "copy", "--store", store)
    assert graph_without_times(tmp_path / "copy") == graph_without_times(store)
    assert "2 documents" in lienvan("status", "--store", tmp_path / "copy")
    assert "it is not an empty folder" in lienvan("backup", tmp_path / "copy", "--store", store, code=2)


def test_an_archive_comes_back_quad_for_quad(store, archive, tmp_path):
    assert "generation 1, 2 documents" in lienvan("import", archive, "--store", tmp_path / "new")
    first, second = Generations(store).current(), Generations(tmp_path / "new").current()
    assert lines(second) == lines(first)
    assert second.manifest.documents == first.manifest.documents
    for iri in first.manifest.documents:
        assert second.source_text(iri) == first.source_text(iri)


def test_an_imported_generation_can_be_gone_back_from(root, archive):
    assert "now generation 2" in lienvan("import", archive, "--store", root)
    assert "now generation 1 (was 2)" in lienvan("rollback", "--store", root)


def without(name):
    def change(members):
        del members[name(members)]

    return change


def changed(name, content):
    def change(members):
        members[name(members)] = content

    return change


def a_text(members):
    return next(name for name in members if name.startswith("texts/"))


SPOILT = [
    (without(lambda _: "manifest.json"), "it lacks manifest.json"),
    (without(a_text), "it lacks the source text of"),
    (changed(a_text, b"another text"), "was changed"),
    (changed(lambda _: "../../outside.txt", b"x"), "which no archive of a store has"),
    (changed(lambda _: "graph.nq.gz", b"no gzip"), "it is no archive of a store"),
]


@pytest.mark.parametrize(("change", "problem"), SPOILT, ids=[problem for _, problem in SPOILT])
def test_a_spoilt_archive_is_refused_and_the_store_stays(change, problem, archive, tmp_path):
    with tarfile.open(archive) as good:
        members = {member.name: good.extractfile(member).read() for member in good if member.isfile()}
    change(members)
    spoilt = tmp_path / "spoilt.tar"
    with tarfile.open(spoilt, "w") as bad:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            bad.addfile(info, __import__("io").BytesIO(content))
    assert problem in lienvan("import", spoilt, "--store", tmp_path / "var", code=2)
    assert not list((tmp_path / "var" / "generations").glob("[0-9]*"))
    assert not (tmp_path.parent / "outside.txt").exists()


def test_a_file_that_is_no_archive_is_refused(tmp_path):
    (tmp_path / "graph.nq").write_text("<http://a> <http://b> <http://c> .\n")
    said = lienvan("import", tmp_path / "graph.nq", "--store", tmp_path / "var", code=2)
    assert "Make one with: lienvan export --archive FILE" in said


def test_compact_keeps_the_graph_and_prune_drops_the_old_generation(root):
    before = graph_without_times(root)
    assert "now generation 2" in lienvan("compact", "--store", root)
    assert graph_without_times(root) == before
    assert Generations(root).current().source_text(next(iter(Generations(root).current().manifest.documents)))
    assert "dropped 1" in lienvan("prune", "--store", root)
    assert graph_without_times(root) == before
    assert "has none before it" in lienvan("rollback", "--store", root, code=2)


def test_status_says_what_an_older_version_had_read(root):
    manifest = root / "generations" / "1" / "manifest.json"
    data = json.loads(manifest.read_text("utf-8"))
    data["documents"][0]["engine"] = "lienvan 0.0.1+00000000"
    manifest.write_text(json.dumps(data), "utf-8")
    said = lienvan("status", "--store", root)
    assert "1 documents were read by another version: the next lienvan load reads them again" in said
