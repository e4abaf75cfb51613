"""Generations: folders that never change, a pointer that switches, manifests that are checked."""

import errno
import json

import pytest

from graph import engine
from graph.errors import StoreError, StoreMissingError
from graph.generations import Generations, text_path
from graph.manifest import FORMAT, DocumentEntry, Manifest, read_manifest, write_manifest

IRI = "https://w3id.org/lienvan/doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd"
ENTRY = DocumentEntry(
    IRI, "bac-kan.txt", "aa", None, "bb", "lienvan 0.1.0", "2026-11-21T08:30:00Z", 0.1, {"targets": 2}, 1
)


def manifest(number, parent=None):
    documents = {ENTRY.iri: ENTRY}
    base = "https://w3id.org/lienvan/"
    return Manifest(number, parent, base, "lienvan 0.1.0", "cc", "2026-11-21T08:30:00Z", 1.5, 10, documents)


@pytest.fixture
def generations(tmp_path):
    made = Generations(tmp_path)
    for number, parent in ((1, None), (2, 1), (3, 2)):
        folder = made.folder / str(number)
        folder.mkdir(parents=True)
        write_manifest(manifest(number, parent), folder)
    made.switch(3)
    return made


def test_the_current_generation(generations):
    current = generations.current()
    assert (current.number, current.manifest.parent, generations.current_number()) == (3, 2, 3)
    assert current.manifest.documents[IRI] == ENTRY
    assert [generation.number for generation in generations.all()] == [1, 2, 3]


def test_rollback_goes_to_the_parent_until_there_is_none(generations):
    assert generations.rollback().number == 2
    assert generations.rollback().number == 1
    with pytest.raises(StoreError, match="none before it"):
        generations.rollback()
    assert generations.current_number() == 1


def test_switching_to_one_that_is_gone_names_those_that_are_there(generations):
    with pytest.raises(StoreError, match=r"no generation 9.*1, 2, 3"):
        generations.switch(9)
    assert generations.current_number() == 3


def test_a_switch_on_a_full_disk_leaves_the_pointer_as_it_was(generations, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("graph.folders.os.fsync", full)
    with pytest.raises(StoreError, match="disk is full"):
        generations.switch(1)
    assert generations.current_number() == 3


def test_nothing_loaded_yet(tmp_path):
    assert Generations(tmp_path).current_number() is None
    assert Generations(tmp_path).all() == []
    with pytest.raises(StoreMissingError, match="lienvan load"):
        Generations(tmp_path).current()


def test_a_pointer_that_names_nothing(generations):
    (generations.root / "current").write_text("seven\n")
    with pytest.raises(StoreError, match="current"):
        generations.current()
    (generations.root / "current").write_text("7\n")
    with pytest.raises(StoreError, match="gone"):
        generations.current()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "cannot be read"),
        ("[]", "format None"),
        ("{}", "format None"),
        (json.dumps({"format": FORMAT + 1}), f"format {FORMAT + 1}"),
        (json.dumps({"format": FORMAT, "documents": []}), "lacks something"),
        (json.dumps({"format": FORMAT}), "lacks something"),
    ],
)
def test_broken_manifests_and_those_of_other_versions(generations, content, problem):
    (generations.folder / "3" / "manifest.json").write_text(content)
    with pytest.raises(StoreError, match=problem):
        _ = generations.current().manifest


def test_a_missing_manifest(tmp_path):
    with pytest.raises(StoreError, match="missing"):
        read_manifest(tmp_path)


def test_the_source_text_of_a_document_is_byte_for_byte_what_was_read(generations):
    current = generations.current()
    path = text_path(current.path, ENTRY.text_sha256)
    path.parent.mkdir(parents=True)
    path.write_bytes("KẾ HOẠCH\r\nnăm 2020\f".encode())
    assert current.source_text(IRI) == "KẾ HOẠCH\r\nnăm 2020\f"
    with pytest.raises(KeyError):
        current.source_text("https://w3id.org/lienvan/doc/none")


def test_a_source_text_that_is_gone(generations):
    with pytest.raises(StoreError, match="is gone"):
        generations.current().source_text(IRI)


@pytest.mark.parametrize("pattern", [*engine._READERS, *engine._REFERENCE])
def test_what_versions_are_made_of_is_there(pattern):
    assert list(engine._HOUSE.glob(pattern))
