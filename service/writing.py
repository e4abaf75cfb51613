"""Writes over HTTP: who may, and how a change of the graph becomes a generation."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from pathlib import Path

from flask import request
from flask_babel import gettext

from graph.editing import Change, Edited, NoGraphError, TwiceError, edit
from graph.errors import StoreError, StoreLockedError, StoreMissingError
from ontology import Iris
from service.problems import Problem
from service.state import service

_CHALLENGE = 'Bearer realm="lienvan"'


@dataclass(frozen=True, slots=True)
class Refused:
    """A change that the store did not take: the kind of problem and its words."""

    slug: str
    message: str


def authorize() -> None:
    """Raises Problem unless the request may write: 403 where writes are off, 401 without the right token (RFC 6750)."""
    token = service().settings.token
    if not token:
        raise Problem("writes-off", gettext("Dịch vụ này không cho ghi: người vận hành chưa đặt mã (LIENVAN_TOKEN)."))
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        detail = gettext("Gửi mã trong tiêu đề Authorization: Bearer …")
        raise Problem("unauthorized", detail, {"WWW-Authenticate": _CHALLENGE})
    if not hmac.compare_digest(given.strip().encode("latin-1", "replace"), token.encode()):
        challenge = f'{_CHALLENGE}, error="invalid_token"'
        raise Problem("unauthorized", gettext("Mã không đúng."), {"WWW-Authenticate": challenge})


def publish(change: Change) -> Edited:
    """Makes the next generation with a change. Raises Problem; the store is then as it was."""
    settings = service().settings
    if settings.server is not None:
        raise Problem(
            "writes-off", gettext("Đồ thị ở một máy chủ SPARQL khác: hãy ghi vào máy chủ đó hoặc nạp lại tệp.")
        )
    outcome = service().executor.write(carry_out, settings.store, settings.base, change)
    if isinstance(outcome, Refused):
        headers = {"Retry-After": "5"} if outcome.slug in {"store-locked", "write-failed"} else None
        raise Problem(outcome.slug, outcome.message, headers)
    return outcome


def carry_out(store: str, base: str, change: Change) -> Edited | Refused:
    """In a process of its own: what came of a change, as a value. A SyntaxError goes the way of a query's."""
    try:
        return edit(Path(store), Iris(base), change)
    except TwiceError as error:
        return Refused("triple-in-two-graphs", str(error))
    except NoGraphError as error:
        return Refused("not-found", str(error))
    except StoreLockedError as error:
        return Refused("store-locked", str(error))
    except StoreMissingError as error:
        return Refused("no-store", str(error))
    except StoreError as error:
        return Refused("write-failed", str(error))
