"""The service's log: lines of JSON, the first of a burst at once and the others together, none lost or out of order."""

from __future__ import annotations

import io
import json
import logging
import re
import threading
import time

import pytest

from service.log_lines import JsonLines, LineWriter, RequestLines, stamp


class Stream(io.StringIO):
    """A stream that counts how often it was written to."""

    def __init__(self):
        super().__init__()
        self.writes = 0

    def write(self, text):
        self.writes += 1
        return super().write(text)


def test_a_single_line_leaves_at_once():
    stream = Stream()
    LineWriter(stream, together=60).write("one")
    assert stream.getvalue() == "one\n"


def test_a_burst_leaves_together_and_in_time():
    stream = Stream()
    writer = LineWriter(stream, together=0.05)
    lines = [str(number) for number in range(1000)]
    for line in lines:
        writer.write(line)
    until = time.monotonic() + 10
    while stream.getvalue().count("\n") < len(lines) and time.monotonic() < until:
        time.sleep(0.01)
    assert stream.getvalue().split() == lines
    assert stream.writes < 100


def test_what_waits_is_written_when_the_server_ends():
    stream = Stream()
    writer = LineWriter(stream, together=60)
    writer.write("one")
    writer.write("two")
    writer.flush()
    assert stream.getvalue() == "one\ntwo\n"


def test_no_line_of_many_threads_is_lost_or_torn():
    stream = Stream()
    writer = LineWriter(stream, together=0.001)
    threads = [
        threading.Thread(target=lambda name=name: [writer.write(f"{name}-{number}") for number in range(500)])
        for name in "abcd"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    writer.flush()
    assert sorted(stream.getvalue().split()) == sorted(f"{name}-{number}" for name in "abcd" for number in range(500))


def test_the_line_of_a_request_is_json():
    stream = Stream()
    lines = RequestLines()
    lines.to = LineWriter(stream)
    lines.note(0.0123456, ("path", "status", "rows"), '/a"b\n', 200, None)
    found = json.loads(stream.getvalue())
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", found.pop("time"))
    assert found == {
        "level": "info", "event": "request", "path": '/a"b\n', "status": 200, "rows": None, "seconds": 0.012346,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "00:00:00.000Z"), (59.9999, "00:00:59.999Z"), (0.05, "00:00:00.050Z")]
)
def test_a_stamp_has_milliseconds(seconds, text):
    assert stamp(seconds) == f"1970-01-01T{text}"


def test_a_record_with_a_trace_is_one_line():
    error = ValueError("broken\nin two")
    record = logging.LogRecord("lienvan", logging.ERROR, "x", 1, "went %s", ("wrong",), (type(error), error, None))
    found = JsonLines().format(record)
    assert "\n" not in found
    assert json.loads(found)["event"] == "went wrong"
    assert "ValueError" in json.loads(found)["trace"]
