"""What reads documents, as a version: a document is read again when this changes, and only then."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

_HOUSE: Final = Path(__file__).parent.parent
_READERS: Final = ("loaders/**/*.py", "ontology/**/*.py", "graph/quads*.py", "graph/sheet.py", "graph/terms.py")
_REFERENCE: Final = (
    "ontology/**/*.ttl", "ontology/*.py", "loaders/places.py", "loaders/gazetteer/*.py",
    "graph/places.py", "graph/inferred.py", "graph/terms.py", "graph/reference.py",
)  # fmt: skip
_PLACES: Final = "vietnamadminunits"


@cache
def software() -> str:
    """``lienvan 0.1.0+1f0c93ab``: version, and a digest of the code and reference data that facts depend on."""
    return f"lienvan {version('lienvan')}+{_digest((*_READERS, *_REFERENCE))[:8]}"


@cache
def ontology_digest() -> str:
    """SHA-256 of the ontology, its schemes and the places: with it changes what a store begins with."""
    return _digest(_REFERENCE)


def _digest(patterns: tuple[str, ...]) -> str:
    """Of the files that match and of the version of the administrative data."""
    digest = sha256(version(_PLACES).encode())
    for path in sorted({path for pattern in patterns for path in _HOUSE.glob(pattern)}):
        digest.update(path.relative_to(_HOUSE).as_posix().encode())
        digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()
