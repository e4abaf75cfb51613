"""A store with no documents and no reference data, for tests of writes: a generation takes milliseconds."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import building, editing
from graph.engine import ontology_digest, software
from graph.generations import Generations
from graph.manifest import Manifest
from graph.store import open_store
from ontology import Iris


def make_empty_store(root: Path, iris: Iris) -> None:
    """Publishes generation 1 in ``root``, with nothing in it."""
    (root / "generations").mkdir(parents=True)

    def begin(path: Path, *_: object) -> None:
        open_store(path, read_only=False).flush()

    manifest = Manifest(1, None, iris.base, software(), ontology_digest(), "2026-01-01T00:00:00Z", 0.0, 0, {})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "begin_store", begin)
        with building.Building(Generations(root), None, iris, fresh=True) as made:
            editing.derive(editing.Filled(made.store, iris, made.path, None, frozenset()))
            made.publish(manifest, compact=False)
