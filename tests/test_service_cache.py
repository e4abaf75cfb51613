"""Answers kept in memory: within the capacity, keys and all."""

import pytest

from service.cache import Cache


def test_what_was_not_used_longest_goes_first():
    cache = Cache(100_000)
    for name in ("a", "b", "c"):
        cache.put(name, name, 1_000)
    assert cache.get("a") == "a"
    for number in range(108):
        cache.put(number, "value", 400)
        cache.get("a")
    assert cache.get("b") is None
    assert cache.get("a") == "a"


@pytest.mark.parametrize("wrap", [lambda text: text, lambda text: ("GET", (("accept", text),)), str.encode])
def test_a_long_query_with_a_short_answer_takes_the_room_that_it_takes(wrap):
    cache = Cache(1_000_000)
    keys = [wrap(f"ASK {{}} # {number} " + "x" * 50_000) for number in range(100)]
    for key in keys:
        cache.put(key, b"yes", 3)
    kept = [key for key in keys if cache.get(key) is not None]
    assert kept == keys[-len(kept) :]
    assert 15 <= len(kept) <= 20


def test_what_is_larger_than_an_eighth_is_not_kept():
    cache = Cache(80_000)
    cache.put("small", 1, 9_000)
    cache.put("large", 2, 10_000)
    assert (cache.get("small"), cache.get("large")) == (1, None)
