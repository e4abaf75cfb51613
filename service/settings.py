"""The settings: one table (name, default, help) that ``--help``, the documentation and a test share.

A setting is an environment variable; the command line has an option of the same name (``LIENVAN_QUERY_TIMEOUT`` is
``--query-timeout``), which wins.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from graph.endpoints import Server, is_address, server
from graph.generations import Generations
from ontology.errors import LienvanError
from ontology.iri import DEFAULT_BASE, Iris

PREFIX = "LIENVAN_"
OFF = "off"
LOG_LEVELS = ("info", "warning", "error")
_RATE = re.compile(r"[1-9]\d{0,8}/(?:second|minute|hour|day)")


class SettingError(LienvanError):
    """A setting with a value that it cannot have."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: variable, default as one would write it, how to read it, help in two languages."""

    name: str
    default: str
    read: Callable[[str], Any]
    vi: str
    en: str

    @property
    def key(self) -> str:
        """``LIENVAN_QUERY_TIMEOUT`` is ``query_timeout`` in :class:`Settings`."""
        return self.name.removeprefix(PREFIX).lower()

    @property
    def option(self) -> str:
        """``LIENVAN_QUERY_TIMEOUT`` is ``--query-timeout`` on the command line."""
        return "--" + self.key.replace("_", "-")

    def parse(self, text: str) -> Any:
        """The value that ``text`` stands for. Raises SettingError, which names the setting and shows its default."""
        try:
            return self.read(text)
        except ValueError as error:
            remedy = f"Give a value such as {self.default or 'none'}, in the environment or as {self.option}"
            raise SettingError(self.name, f"cannot be {text!r} ({error})", remedy) from None


def _base(text: str) -> str:
    return Iris(text).base


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise ValueError("it must be a number above 0")
    return number


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError("it must be a whole number from 1")
    return number


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError("a port is a whole number from 0 to 65535")
    return number


def _whole(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError("it must be a whole number from 0")
    return number


def _endpoints(text: str) -> str:
    """``https://query.wikidata.org/sparql http://127.0.0.1:7001/sparql``."""
    for endpoint in text.split():
        if not endpoint.startswith(("http://", "https://")):
            raise ValueError(f"{endpoint} is not the address of an endpoint")
    return text


def _rate(text: str) -> str:
    """``600/minute``, or ``off``."""
    if text != OFF and not _RATE.fullmatch(text):
        raise ValueError("it must be a number of requests in a time, or off")
    return text


def _log_level(text: str) -> str:
    if text not in LOG_LEVELS:
        raise ValueError(f"it must be one of {', '.join(LOG_LEVELS)}")
    return text


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "LIENVAN_STORE",
        "./var",
        str,
        "kho đồ thị: thư mục, hoặc địa chỉ truy vấn của một máy chủ SPARQL 1.1",
        "the store: a folder, or the query endpoint of a SPARQL 1.1 server",
    ),
    Setting(
        "LIENVAN_STORE_UPDATE",
        "",
        str,
        "địa chỉ cập nhật của máy chủ SPARQL; trống: suy từ LIENVAN_STORE",
        "update endpoint of the SPARQL server; empty: told from LIENVAN_STORE",
    ),
    Setting(
        "LIENVAN_STORE_GRAPHS",
        "",
        str,
        "địa chỉ Graph Store Protocol của máy chủ SPARQL; trống: suy từ LIENVAN_STORE",
        "Graph Store Protocol endpoint of the SPARQL server; empty: told from LIENVAN_STORE",
    ),
    Setting("LIENVAN_STORE_USER", "", str, "tên người dùng của máy chủ SPARQL", "user of the SPARQL server"),
    Setting("LIENVAN_STORE_PASSWORD", "", str, "mật khẩu của máy chủ SPARQL", "password of the SPARQL server"),
    Setting(
        "LIENVAN_STORE_FILES",
        "./var",
        str,
        "thư mục văn bản gốc và chỉ mục bên cạnh máy chủ SPARQL",
        "folder of source texts and indexes beside a SPARQL server",
    ),
    Setting("LIENVAN_BASE", DEFAULT_BASE, _base, "gốc của mọi định danh (IRI)", "base of all identifiers"),
    Setting(
        "LIENVAN_CORRECTIONS",
        "",
        str,
        "thư mục đính chính (*.csv, *.ttl) áp dụng khi nạp; trống: không có",
        "folder of corrections (*.csv, *.ttl) applied at load; empty: none",
    ),
    Setting(
        "LIENVAN_TOKEN",
        "",
        str,
        "mã để ghi qua HTTP; trống: không cho ghi",
        "bearer token for writes; empty: no writes",
    ),
    Setting("LIENVAN_HOST", "127.0.0.1", str, "địa chỉ lắng nghe", "address to listen on"),
    Setting("LIENVAN_PORT", "8000", _port, "cổng lắng nghe", "port to listen on"),
    Setting("LIENVAN_WORKERS", "1", _count, "số tiến trình web", "web processes"),
    Setting("LIENVAN_THREADS", "8", _count, "số luồng mỗi tiến trình web", "threads of each web process"),
    Setting(
        "LIENVAN_QUERY_WORKERS",
        "2",
        _count,
        "số tiến trình truy vấn của mỗi tiến trình web",
        "query processes of each web process",
    ),
    Setting(
        "LIENVAN_QUERY_QUEUE",
        "64",
        _count,
        "số truy vấn được chờ; quá số đó trả 503",
        "queries that may wait; more get 503",
    ),
    Setting(
        "LIENVAN_QUERY_TIMEOUT",
        "30",
        _positive,
        "giây tối đa cho một truy vấn; quá hạn bị dừng, trả 504",
        "seconds for one query; past it: ended, 504",
    ),
    Setting(
        "LIENVAN_QUERY_MEMORY",
        "1024",
        _count,
        "MB bộ nhớ cho một tiến trình truy vấn",
        "MB of memory of a query process",
    ),
    Setting(
        "LIENVAN_QUERY_LENGTH",
        "100000",
        _count,
        "độ dài tối đa của một truy vấn, tính bằng ký tự",
        "characters that a query may have",
    ),
    Setting(
        "LIENVAN_RESULT_ROWS",
        "10000",
        _count,
        "số dòng tối đa của một kết quả; quá số đó bị cắt và ghi rõ",
        "rows of a result; more are cut off, and the answer says so",
    ),
    Setting(
        "LIENVAN_RESULT_BYTES",
        "50000000",
        _count,
        "số byte tối đa của một kết quả; quá số đó trả 413",
        "bytes of a result; more get 413",
    ),
    Setting(
        "LIENVAN_CACHE_BYTES",
        "32000000",
        _count,
        "số byte kết quả được giữ lại trong bộ nhớ",
        "bytes of results kept in memory",
    ),
    Setting(
        "LIENVAN_WRITE_TIMEOUT",
        "300",
        _positive,
        "giây tối đa cho một lần ghi qua HTTP; quá hạn bị dừng, kho giữ nguyên",
        "seconds for one write over HTTP; past it: ended, the store stays as it was",
    ),
    Setting(
        "LIENVAN_FEDERATION",
        "",
        _endpoints,
        "các điểm SPARQL mà SERVICE được gọi, cách nhau bằng dấu cách; trống: không điểm nào",
        "SPARQL endpoints that SERVICE may call, separated by spaces; empty: none",
    ),
    Setting(
        "LIENVAN_RATE_LIMIT",
        "12000/minute",
        _rate,
        "số yêu cầu của một máy khách trong một thời gian, tính riêng ở mỗi tiến trình web; off: không giới hạn",
        "requests of one client in a time, counted by each web process for itself; off: no limit",
    ),
    Setting(
        "LIENVAN_REQUEST_BYTES",
        "10000000",
        _count,
        "số byte tối đa của phần thân một yêu cầu; quá số đó trả 413",
        "bytes of a request's body; more get 413",
    ),
    Setting(
        "LIENVAN_HEADER_BYTES",
        "32768",
        _count,
        "số byte tối đa của phần đầu một yêu cầu; quá số đó trả 431",
        "bytes of a request's headers; more get 431",
    ),
    Setting(
        "LIENVAN_PROXIES",
        "0",
        _whole,
        "số máy chủ trung gian đáng tin đứng trước dịch vụ (X-Forwarded-For, -Proto, -Host)",
        "trusted proxies before the service (X-Forwarded-For, -Proto, -Host)",
    ),
    Setting(
        "LIENVAN_LOG_LEVEL",
        "info",
        _log_level,
        "nhật ký, mỗi dòng một JSON: info (mọi yêu cầu), warning, error",
        "log, a JSON object a line: info (every request), warning, error",
    ),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings as values; a field for each row of :data:`SETTINGS`."""

    store: str
    store_update: str
    store_graphs: str
    store_user: str
    store_password: str = field(repr=False)
    store_files: str
    base: str
    corrections: str
    token: str
    host: str
    port: int
    workers: int
    threads: int
    query_workers: int
    query_queue: int
    query_timeout: float
    query_memory: int
    query_length: int
    result_rows: int
    result_bytes: int
    cache_bytes: int
    write_timeout: float
    federation: str
    rate_limit: str
    request_bytes: int
    header_bytes: int
    proxies: int
    log_level: str

    @property
    def folder(self) -> Path:
        """The folder of the store, or the one beside the SPARQL server."""
        return Path(self.store_files if is_address(self.store) else self.store)

    @property
    def server(self) -> Server | None:
        """The SPARQL server that has the graph, where it is not in the folder. Raises StoreError."""
        if not is_address(self.store):
            return None
        found = server(
            self.store,
            update=self.store_update,
            graphs=self.store_graphs,
            user=self.store_user,
            password=self.store_password,
        )
        return replace(found, timeout=self.query_timeout)

    def generations(self) -> Generations:
        """The generations of the store."""
        return Generations(self.folder, self.server)

    @property
    def iris(self) -> Iris:
        """The grammar of identifiers under the base of these settings."""
        return Iris(self.base)


def read_settings(environment: Mapping[str, str] | None = None, **options: object) -> Settings:
    """The settings from the environment (``os.environ`` when None); ``options`` that are not None win.

    Raises SettingError for a value that a setting cannot have.
    """
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        given = options.pop(setting.key, None)
        text = environment.get(setting.name, "") or setting.default if given is None else str(given)
        values[setting.key] = setting.parse(text)
    if options:
        raise TypeError(f"no such settings: {', '.join(options)}")
    return Settings(**values)
