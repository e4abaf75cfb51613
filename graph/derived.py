"""What is computed once for each generation, so that no request computes it: files beside the store.

A step reads the filled and checked store and writes files of its own into the generation's folder. It may start from
the same files of the generation before, when that holds the same reference data: then only the changed documents, and
what they touch, differ. Files of the generation before are never written to; copy what changes, link what does not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.fulltext import derive_fulltext
from graph.network_index import derive_network
from graph.store import Store
from ontology import Iris


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled and checked store that is about to become a generation.

    ``folder`` is the generation's folder; ``parent``, the folder of the generation it began from, None where it began
    anew; ``changed``, the IRIs of the documents whose graphs were written or removed since.
    """

    store: Store
    iris: Iris
    folder: Path
    parent: Path | None
    changed: frozenset[str]


Step = Callable[[Filled], None]

STEPS: Final[tuple[Step, ...]] = (derive_network, derive_fulltext)
"""In the order they run. A step that fails ends the load, and the generation before stays current."""


def derive(filled: Filled) -> None:
    """Run every step."""
    for step in STEPS:
        step(filled)
