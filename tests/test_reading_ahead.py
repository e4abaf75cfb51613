"""What pages keep is read before anyone asks, once for each generation that is large and has settled."""

from __future__ import annotations

import time
from contextlib import contextmanager

import pytest

from service.app import create_app
from service.ask_pages import names
from service.choice_lists import choice_list
from service.reading_ahead import ReadingAhead
from service.settings import read_settings

pytest_plugins = ["service_store"]

SETTLED = 0.05


@contextmanager
def started(served, many):
    held = served.app.extensions["lienvan"]
    ahead = ReadingAhead(served.app, held, many=many, settled=SETTLED)
    ahead.start()
    try:
        yield ahead
    finally:
        ahead.stop()


def read(ahead, seconds=30):
    until = time.monotonic() + seconds
    while ahead.read is None and time.monotonic() < until:
        time.sleep(SETTLED)
    return ahead.read


def test_what_pages_keep_is_there_before_anyone_asks(served, monkeypatch):
    held = served.app.extensions["lienvan"]
    with started(served, many=2) as ahead:
        assert read(ahead) == held.folder()
    asked = []
    monkeypatch.setattr(type(held), "tables", lambda _, *queries, **__: asked.append(queries))
    with served.app.test_request_context():
        assert any(choice.label == "huyện Bạch Thông" for choice in choice_list("place").choices())
        assert names().things["place"]
    assert not asked


def test_a_small_generation_is_not_read_ahead(served):
    with started(served, many=3) as ahead:
        assert read(ahead, seconds=20 * SETTLED) is None


def test_it_waits_for_a_store(tmp_path, gold_store):
    app = create_app(read_settings({"LIENVAN_STORE": str(tmp_path / "store")}))
    held = app.extensions["lienvan"]
    ahead = ReadingAhead(app, held, many=1, settled=SETTLED)
    ahead.start()
    try:
        assert read(ahead, seconds=5 * SETTLED) is None
        (tmp_path / "store").symlink_to(gold_store)
        assert read(ahead) == held.folder()
    finally:
        ahead.stop()
        held.close()


@pytest.mark.parametrize("kind", ["agency", "place"])
def test_a_list_of_choices_packs_and_unpacks(served, kind):
    with served.app.test_request_context():
        found = choice_list(kind)
        assert len(found.packed) < sum(len(one.term.value) for one in found.choices())
        assert {type(one.term).__name__ for one in found.choices()} == {"NamedNode"}
