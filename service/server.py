"""Serving for real: uvicorn, an ASGI server that hears when a client leaves and waits for one that reads slowly.

``bench/wsgi.py`` compares servers: Granian answers a constant faster, but takes an answer from the application as fast
as it is made, whoever reads it, and ends one that broke off as if it were whole.
"""

from __future__ import annotations

import os
import socket
import tempfile

import uvicorn
from uvicorn.supervisors import Multiprocess

from graph.remote_files import catch_up
from ontology.errors import LienvanError
from service.app import create_app
from service.gateway import Gateway
from service.http import LimitedProtocol
from service.log_lines import log_to_stderr
from service.observing import SHARED
from service.settings import PREFIX, SETTINGS, Settings, read_settings

GRACE = 5
"""Seconds that running requests have when the service is stopped."""
PATIENCE = 60
"""Seconds in which a web process must answer its parent: one that is being started on a busy machine is not broken."""
BACKLOG = 1024


class Supervisor(Multiprocess):
    """Uvicorn's parent of the web processes, which starts another one in the place of one that ended.

    It asks each whether it is well, through a pipe of which it keeps the child's end open too, so that nothing told it
    of a process killed with such a question open: it went on waiting for :data:`PATIENCE`, and nobody was answered.
    """

    def init_processes(self) -> None:
        """Starts them."""
        super().init_processes()
        self._leave_their_ends()

    def keep_subprocess_alive(self) -> None:
        """Asks each, and starts another for one that is gone."""
        super().keep_subprocess_alive()
        self._leave_their_ends()

    def _leave_their_ends(self) -> None:
        for process in self.processes:
            process.child_conn.close()


class ServeError(LienvanError):
    """A service that cannot be started; the command line prints it as one line and ends with 2."""


def application() -> Gateway:
    """What each web process runs; its settings come through the environment."""
    settings = read_settings()
    log_to_stderr(settings.log_level)
    app = create_app(settings)
    return Gateway(app, app.extensions["lienvan"])


def serve(settings: Settings) -> None:
    """Serves until it is stopped. Raises ServeError when the address cannot be listened on."""
    check_address(settings.host, settings.port)
    if settings.server is not None:
        catch_up(settings.generations(), settings.iris)
    os.environ.update({setting.name: str(getattr(settings, setting.key)) for setting in SETTINGS})
    with tempfile.TemporaryDirectory(prefix="lienvan-metrics-") as shared:
        if settings.workers > 1:
            os.environ[SHARED] = shared
        _serve(settings)


def _serve(settings: Settings) -> None:
    config = uvicorn.Config(
        "service.server:application",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        loop="uvloop",
        http=LimitedProtocol,
        ws="none",
        lifespan="on",
        backlog=BACKLOG,
        access_log=False,
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        timeout_worker_healthcheck=PATIENCE,
    )
    Supervisor(config, sockets=[config.bind_socket()]).run()


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
