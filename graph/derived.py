"""What is computed once for each generation, so that no request computes it: files beside the store.

A step reads the filled and checked store and writes files of its own into the generation's folder. It may start from
the same files of the generation before, when that holds the same reference data: then only the changed documents, and
what they touch, differ. Files of the generation before are never written to; copy what changes, link what does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from graph.errors import of_system
from graph.executors import processes
from graph.fulltext import derive_fulltext
from graph.generations import Generation
from graph.network_index import derive_network
from graph.page_index import derive_pages
from graph.store import Store, open_store
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

STEPS: Final[tuple[Step, ...]] = (derive_network, derive_fulltext, derive_pages)
"""In the order they run. A step that fails ends the load, and the generation before stays current."""


def derive(filled: Filled) -> None:
    """Run every step."""
    for step in STEPS:
        step(filled)


@contextmanager
def deriving(filled: Filled) -> Iterator[None]:
    """Run the steps in a process each while something else is done with the store that is ``filled``."""
    with filled.store.readable() as folder, processes(len(STEPS)) as pool:
        rest = (filled.iris, filled.folder, filled.parent, filled.changed)
        running = [pool.submit(_derive_apart, step, str(folder), rest) for step in STEPS]
        yield
        for step in running:
            step.result()


def _derive_apart(step: Step, store: str, rest: tuple[Iris, Path, Path | None, frozenset[str]]) -> None:
    step(Filled(open_store(Path(store)), *rest))


def derive_again(generation: Generation) -> list[str]:
    """Run every step for a published generation that lacks the files of some, or has another version's.

    Gives the names of the files. They are made aside and moved into its folder one by one, so that readers see each
    as it was or as it is. Raises StoreError where the folder may not be written.
    """
    iris = Iris(generation.manifest.base)
    try:
        with TemporaryDirectory(dir=generation.path.parent, prefix=".deriving-") as name:
            folder = Path(name)
            (folder / "texts").symlink_to(generation.path / "texts")
            derive(Filled(generation.open(), iris, folder, None, frozenset()))
            made = sorted(path for path in folder.iterdir() if path.is_file() and not path.is_symlink())
            for path in made:
                path.replace(generation.path / path.name)
    except OSError as error:
        raise of_system(str(generation.path), error) from error
    return [path.name for path in made]
