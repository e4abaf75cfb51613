"""Which files a load is asked to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from loaders.errors import LoadError

SUFFIXES: Final = frozenset({".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".doc"})
"""Kinds of files taken from a folder; a .doc is taken too, so that it is reported and not passed over in silence."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file to load; ``named`` when the user named it, so that it must not fail, and not only its folder."""

    path: Path
    named: bool


def find_inputs(paths: Iterable[Path]) -> list[Input]:
    """The files that ``paths`` name, folders with all their documents, each once, in order.

    Raises LoadError for a path that is not there and a folder without documents.
    """
    inputs: dict[Path, Input] = {}
    for path in paths:
        if path.is_dir():
            found = sorted(_documents(path))
            if not found:
                kinds = ", ".join(sorted(SUFFIXES))
                raise LoadError(str(path), "the folder has no documents", f"Documents end in {kinds}")
            for document in found:
                inputs.setdefault(document.resolve(), Input(document, named=False))
        elif path.exists():
            inputs[path.resolve()] = Input(path, named=True)
        else:
            raise LoadError(str(path), "no such file or folder", "Check the name")
    return list(inputs.values())


def _documents(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.suffix.lower() in SUFFIXES and path.is_file():
            yield path
