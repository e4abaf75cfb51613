"""The five plans served, for the tests that ask the service as a browser or a program does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.settings import read_settings

pytest_plugins = ["service_store"]


@pytest.fixture(scope="session")
def site(corpus_store: Path) -> Iterator[FlaskClient]:
    app = create_app(read_settings({"LIENVAN_STORE": str(corpus_store), "LIENVAN_RESULT_ROWS": "1000"}))
    yield app.test_client()
    app.extensions["lienvan"].close()
