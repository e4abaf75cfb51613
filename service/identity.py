"""``docs/identity.md``: which document each citation of the plans in a folder was taken for, made by a query.

``python -m service.identity corpus > docs/identity.md`` (``make docs``) loads the folder into a store of its own.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.generations import Generations
from graph.publish import load
from graph.store import Store
from ontology import Iris
from service.evaluation import select
from service.questions import ask, catalogue
from service.rows import Row

QUESTION = "resolutions"
_MOST = 100_000
_HEAD = """# Identity: what each citation was taken for

Made by the question `{question}` (`make docs`); not written by hand. For each of the {plans} plans, every document that
it cites: as printed, the node it was resolved to (below `doc/`), whether that is *exact* (printed and consistent),
*inferred* (filled in or corrected, and from what) or *unresolved*. A citation's identity is number, issuer and date,
never the number alone. In all: {exact} exact, {inferred} inferred, {unresolved} unresolved.
"""


def identity_page(store: Store, iris: Iris) -> str:
    """The page, for all documents of a store."""
    rows = ask(catalogue()[QUESTION], {}, lambda query: select(store, query, _MOST), iris, "en").table.rows
    plans = [(document, list(group)) for document, group in groupby(rows, key=lambda row: row["document"].value)]
    degrees = [row["resolution"].value for row in rows]
    counts = {degree: degrees.count(degree) for degree in ("exact", "inferred", "unresolved")}
    head = _HEAD.format(question=QUESTION, plans=len(plans), **counts)
    return head + "".join(_plan(document.removeprefix(iris.base), group) for document, group in plans)


def _plan(name: str, rows: list[Row]) -> str:
    lines = [
        f"\n## `{name}`\n",
        "| printed | printed date | node | resolution | why |",
        "| --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        cells = (_cell(row, name) for name in ("printed", "issued", "citedName", "resolution", "reason"))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cell(row: Row, name: str) -> str:
    text = row[name].value.replace("|", "\\|") if name in row else ""
    return f"`{text}`" if name == "citedName" else text


def main() -> None:
    """Write the page for the folder that is named."""
    iris = Iris()
    with TemporaryDirectory() as folder:
        root = Path(folder) / "var"
        load([Path(sys.argv[1])], root, iris=iris)
        sys.stdout.write(identity_page(Generations(root).current().open(), iris))


if __name__ == "__main__":
    main()
