"""Serving for real: Granian, the WSGI server that ``bench/wsgi.py`` found the faster."""

from __future__ import annotations

import os
import socket
import tempfile

from flask import Flask
from granian.constants import Interfaces
from granian.server import Server

from ontology.errors import LienvanError
from service.app import create_app
from service.observing import SHARED, log_lines
from service.settings import PREFIX, SETTINGS, Settings, read_settings


class ServeError(LienvanError):
    """A service that cannot be started; the command line prints it as one line and ends with 2."""


def application() -> Flask:
    """What each web process runs; its settings come through the environment."""
    settings = read_settings()
    log_lines(settings.log_level)
    return create_app(settings)


def serve(settings: Settings) -> None:
    """Serves until it is stopped. Raises ServeError when the address cannot be listened on."""
    check_address(settings.host, settings.port)
    os.environ.update({setting.name: str(getattr(settings, setting.key)) for setting in SETTINGS})
    with tempfile.TemporaryDirectory(prefix="lienvan-metrics-") as shared:
        if settings.workers > 1:
            os.environ[SHARED] = shared
        _serve(settings)


def _serve(settings: Settings) -> None:
    Server(
        "service.server:application",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=settings.threads,
        factory=True,
        respawn_failed_workers=True,
        websockets=False,
        log_access=False,
    ).serve()


def check_address(host: str, port: int) -> None:
    """Tries the address before any process is started."""
    where = f"{host}:{port}"
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        remedy = f"Choose another with --host and --port, or {PREFIX}HOST and {PREFIX}PORT"
        raise ServeError(where, f"cannot be listened on ({error.strerror or error})", remedy) from None
