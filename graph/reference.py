"""Reference data as a store of its own: the ontology, every place, and what follows from both.

It depends on versions alone, so it is built once (some seconds) into the user's cache folder, and every first
generation of a store begins as a checkpoint of it; later generations carry it on by hard links.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from graph.engine import ontology_digest
from graph.errors import StoreError
from graph.inferred import inferred
from graph.places import reference_quads
from graph.store import Store, open_store
from ontology import Iris, schemes

_KEPT: Final = 4
"""Versions kept in the cache, those used last."""


def begin_store(folder: Path, iris: Iris) -> None:
    """Make the database ``folder`` with the reference data in it, under the base of ``iris``."""
    try:
        with _locked(cache_folder()) as cache:
            kept = cache / _version(iris)
            if not kept.is_dir():
                _build(kept, iris)
                _forget_old(cache)
            os.utime(kept)
            open_store(kept).checkpoint(folder)
    except (OSError, StoreError):  # a cache that cannot be used is no reason to fail
        shutil.rmtree(folder, ignore_errors=True)
        _fill(folder, iris)


def begin_file(path: Path, name: str, iris: Iris, make: Callable[[Store, Path], None]) -> None:
    """Make the file ``path`` of the reference data alone: a copy of the one that ``make`` wrote the first time.

    ``name`` says what it is and which version, ``search-1.sqlite``; ``make`` is given the reference data and a path.
    """
    try:
        with _locked(cache_folder()) as cache:
            store, kept = cache / _version(iris), cache / f"{_version(iris)}-{name}"
            if not store.is_dir():
                _build(store, iris)
            if not kept.is_file():
                part = kept.with_name(f"{kept.name}.part")
                part.unlink(missing_ok=True)
                make(open_store(store), part)
                part.rename(kept)
                _forget_old(cache)
            os.utime(kept)
            shutil.copyfile(kept, path)
    except (OSError, StoreError):
        path.unlink(missing_ok=True)
        with TemporaryDirectory() as folder:
            _fill(Path(folder) / "store", iris)
            make(open_store(Path(folder) / "store"), path)


def cache_folder() -> Path:
    """``~/.cache/lienvan/reference``, or below ``XDG_CACHE_HOME`` (XDG Base Directory Specification)."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(home) if Path(home).is_absolute() else Path.home() / ".cache"
    return base / "lienvan" / "reference"


def _version(iris: Iris) -> str:
    return sha256(f"{ontology_digest()} {iris.base}".encode()).hexdigest()[:16]


@contextmanager
def _locked(cache: Path) -> Iterator[Path]:
    """One process at a time builds or copies, so that none is built twice or removed while it is read."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield cache


def _build(kept: Path, iris: Iris) -> None:
    part, sealed = kept.with_suffix(".part"), kept.with_suffix(".sealed")
    for folder in (part, sealed):
        shutil.rmtree(folder, ignore_errors=True)
    _fill(part, iris)
    open_store(part).checkpoint(sealed)
    shutil.rmtree(part)
    sealed.rename(kept)


def _fill(folder: Path, iris: Iris) -> None:
    store = open_store(folder, read_only=False)
    for asserted in (list(schemes.quads(iris)), list(reference_quads(iris))):
        store.bulk_load([*asserted, *inferred(asserted, iris)])
    store.flush()


def _forget_old(cache: Path) -> None:
    paths = sorted((path for path in cache.iterdir() if path.name != "lock"), key=lambda path: path.stat().st_mtime)
    for old in [path for path in paths if path.is_dir()][:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    for old in [path for path in paths if path.is_file()][:-_KEPT]:
        old.unlink(missing_ok=True)
