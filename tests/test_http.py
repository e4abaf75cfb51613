"""The server's side of a connection: how long a request's head may take to come."""

from __future__ import annotations

import asyncio
import socket
import threading
import time

import pytest
import uvicorn

from service import http
from service.http import LimitedProtocol

SECONDS = 0.5
REQUEST = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


class Constant:
    """An application that answers always the same and keeps nothing."""

    def kept(self, *_):
        return None

    async def __call__(self, _scope, _receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})


@pytest.fixture
def address(monkeypatch):
    monkeypatch.setattr(http, "HEAD_SECONDS", SECONDS)
    config = uvicorn.Config(Constant(), http=LimitedProtocol, lifespan="off", proxy_headers=False, log_level="error")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listening])))
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield listening.getsockname()
        server.should_exit = True
        thread.join(timeout=30)


def answer(connection):
    """The whole answer to a request."""
    connection.settimeout(30)
    found = b""
    while not found.endswith(b"\r\n\r\nok"):
        piece = connection.recv(4096)
        assert piece, found
        found += piece
    return found


def ended_after(connection):
    """Seconds until the other side closes the connection."""
    begin = time.monotonic()
    connection.settimeout(30)
    assert connection.recv(4096) == b""
    return time.monotonic() - begin


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost:"])
def test_a_head_that_does_not_come_ends_the_connection(address, sent):
    with socket.create_connection(address) as connection:
        connection.sendall(sent)
        assert ended_after(connection) > SECONDS / 2


def test_a_connection_that_goes_on_asking_stays(address):
    with socket.create_connection(address) as connection:
        until = time.monotonic() + 3 * SECONDS
        while time.monotonic() < until:
            connection.sendall(REQUEST)
            assert answer(connection).startswith(b"HTTP/1.1 200")
            time.sleep(SECONDS / 10)
        connection.sendall(b"GET / HTTP/1.1\r\nHost:")
        assert ended_after(connection) > SECONDS / 2


def test_a_head_that_comes_slowly_but_in_time_is_answered(address):
    with socket.create_connection(address) as connection:
        for piece in (REQUEST[:10], REQUEST[10:20], REQUEST[20:]):
            connection.sendall(piece)
            time.sleep(SECONDS / 10)
        assert answer(connection).startswith(b"HTTP/1.1 200")
