"""A load while the service is asked: no request fails, and no answer is half of one generation, half of another."""

import threading
from urllib.parse import urlencode

import pytest
from loads import IRIS, write_plans

from graph.generations import Generations
from graph.publish import load
from service.app import create_app
from service.settings import read_settings

VALUES = """PREFIX lv: <https://w3id.org/lienvan/ontology#>
SELECT ?bound { ?target a lv:Target ; lv:lowerBound|lv:upperBound ?bound }"""


@pytest.fixture
def texts(tmp_path):
    return write_plans(tmp_path / "in", range(401, 404))


@pytest.fixture
def client(texts, tmp_path):
    load([texts], tmp_path / "var", iris=IRIS)
    app = create_app(read_settings({"LIENVAN_STORE": str(tmp_path / "var"), "LIENVAN_QUERY_TIMEOUT": "30"}))
    yield app.test_client()
    app.extensions["lienvan"].close()


def test_every_answer_is_of_one_generation(client, texts, tmp_path):
    answers = [asked(client)]
    done = threading.Event()

    def reload():
        write_plans(texts, range(401, 404), cut="7")
        load([texts], tmp_path / "var", iris=IRIS)
        done.set()

    loading = threading.Thread(target=reload)
    loading.start()
    while not done.is_set():
        answers.append(asked(client))
    loading.join()
    answers.append(asked(client))
    assert Generations(tmp_path / "var").current().number == 2
    assert {status for status, _ in answers} == {200}
    assert [body for _, body in answers] == sorted(
        (body for _, body in answers), key=lambda body: body != answers[0][1]
    )
    assert len({body for _, body in answers}) == 2


def asked(client):
    response = client.get("/sparql?" + urlencode({"query": VALUES, "format": "csv"}))
    return response.status_code, "\n".join(sorted(response.text.split()))
