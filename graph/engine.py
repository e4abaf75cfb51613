"""What reads documents, as a version: a document is read again when this changes, and only then."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

from ontology import DIRECTORY

_HOUSE: Final = Path(__file__).parent.parent
_READERS: Final = ("loaders/**/*.py", "ontology/**/*.py", "graph/quads*.py", "graph/sheet.py", "graph/terms.py")


@cache
def software() -> str:
    """``lienvan 0.1.0+1f0c93ab``: version, and a digest of the code and reference data that facts depend on."""
    files = [path for pattern in _READERS for path in _HOUSE.glob(pattern)]
    return f"lienvan {version('lienvan')}+{_digest((*files, *_turtle()))[:8]}"


@cache
def ontology_digest() -> str:
    """SHA-256 of the ontology and its schemes: with it changes what is inferred, and ``graph/ontology``."""
    return _digest(_turtle())


def _turtle() -> tuple[Path, ...]:
    return tuple(DIRECTORY.rglob("*.ttl"))


def _digest(files: tuple[Path, ...]) -> str:
    digest = sha256()
    for path in sorted(files):
        digest.update(path.relative_to(_HOUSE).as_posix().encode())
        digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()
