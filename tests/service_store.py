"""A store for the tests of the service: the two annotated plans, loaded from their annotation and not by extraction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from gold_records import PLANS, ROOT, gold_records
from made_once import made_once

from graph import documents
from graph.generations import Generations
from graph.publish import load
from ontology import Iris
from service.app import create_app
from service.checking import Checker
from service.evaluation import select
from service.rows import Table
from service.settings import Settings, read_settings

BACH_THONG = "https://w3id.org/lienvan/doc/ubnd-huyen-bach-thong-bac-kan/2023/kh-ubnd-af062178"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass(frozen=True)
class Served:
    """An application on the store, and a client of it."""

    app: Flask
    client: FlaskClient
    settings: Settings

    def select(self, query: str) -> Table:
        return self.app.extensions["lienvan"].tables(query)[0]


@pytest.fixture(scope="session")
def gold_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def annotated(root: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                documents, "extract_outlined", lambda outlined, _: gold_records(Path(outlined.view.source.path).stem)
            )
            load([ROOT / "corpus" / f"{name}.txt" for name in PLANS], root, iris=Iris())

    return made_once(tmp_path_factory, "gold", annotated)


@pytest.fixture(scope="session")
def served(gold_store: Path) -> Iterator[Served]:
    settings = read_settings(
        {"LIENVAN_STORE": str(gold_store), "LIENVAN_RESULT_ROWS": "1000", "LIENVAN_QUERY_TIMEOUT": "5"}
    )
    app = create_app(settings)
    yield Served(app, app.test_client(), settings)
    app.extensions["lienvan"].close()


@pytest.fixture(scope="session")
def corpus_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five plans, as ``lienvan load corpus`` reads and checks them."""
    return made_once(
        tmp_path_factory,
        "corpus",
        lambda root: load([ROOT / "corpus"], root, iris=Iris(), check=Checker(Iris(), root)),
    )


@pytest.fixture(scope="session")
def corpus(corpus_store: Path):
    """Answers a SELECT query over the five plans."""
    store = Generations(corpus_store).current().open()
    return lambda query: select(store, query, 10_000)
