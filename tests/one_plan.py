"""A store of one small plan (a plugin: ``pytest_plugins = ["one_plan"]``), and what a load made of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from loads import IRIS, TEXT
from pyoxigraph import Quad

from graph.generations import Generation, Generations
from graph.report import LoadReport
from ontology import PROV


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Where the store will be."""
    return tmp_path / "var"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The file of the plan, in a folder of its own."""
    return write(tmp_path / "in" / "bac-kan.txt")


def write(path: Path, cut: str = "3,5") -> Path:
    """The plan, with the target that is cut."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(TEXT.format(number=174, cut=cut), encoding="utf-8")
    return path


def current(root: Path) -> Generation:
    """The current generation."""
    return Generations(root).current()


def graph_of(root: Path, *, without_time: bool = True) -> set[Quad]:
    """The current graph but for the places, which are the same in every store, and the times of extraction."""
    store = current(root).open()
    graphs = [graph for graph in store.graphs() if graph != IRIS.graph("places")]
    quads = (quad for graph in graphs for quad in store.quads_for_graph(graph) if "/place/" not in quad.subject.value)
    return {quad for quad in quads if not (without_time and quad.predicate == PROV.startedAtTime.node)}


def statuses(report: LoadReport) -> dict[str, str]:
    """What came of each file."""
    return {row.file_name: row.status for row in report.rows}


def leftovers(root: Path) -> list[str]:
    """What lies beside the generations."""
    return [path.name for path in (root / "generations").iterdir() if not path.name.isdigit()]
