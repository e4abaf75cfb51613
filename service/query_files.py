"""The ``.rq`` files: every SPARQL query of the service, with what its header says of it as TOML behind ``#:``.

They are written for a large graph, as measured on 10,000 documents: what is looked for begins at the few things given
(a sub-select of the documents of a part), and what those may have is looked up in an OPTIONAL of one triple pattern,
because one of several is evaluated over the whole graph first. A variable that such an OPTIONAL leaves unbound would
match everything in the next: ``COALESCE(?place, "")`` gives it a value that is the subject of nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ontology.iri import Iris
from service.sparql_text import RdfTerm, bind, rebase

FOLDER = Path(__file__).parent / "queries"
_HEADER = "#:"


def slugs() -> tuple[str, ...]:
    """The questions of the catalogue: ``lead-agency``, …; queries of pages are in a folder of their own."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.rq")))


@cache
def source(name: str) -> str:
    """The file ``queries/{name}.rq`` as it stands. Raises FileNotFoundError."""
    return (FOLDER / f"{name}.rq").read_text(encoding="utf-8")


@cache
def exists(name: str) -> bool:
    """Whether there is a file ``queries/{name}.rq``."""
    return (FOLDER / f"{name}.rq").is_file()


@cache
def header(name: str) -> Mapping[str, Any]:
    """What the file says of itself. Raises ValueError with the file's name where that is not TOML."""
    lines = [
        line.removeprefix(_HEADER).removeprefix(" ") for line in source(name).splitlines() if line.startswith(_HEADER)
    ]
    try:
        return tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"the header of {name}.rq cannot be read: {error}") from error


@cache
def body(name: str) -> str:
    """The query without its header."""
    return "\n".join(line for line in source(name).splitlines() if not line.startswith(_HEADER)).strip() + "\n"


def query(name: str, iris: Iris, values: Mapping[str, Sequence[RdfTerm]] | None = None) -> str:
    """The query under the base in use, with terms set into its VALUES clauses."""
    return bind(rebase(body(name), iris), values or {})
