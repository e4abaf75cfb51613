"""What can go wrong, as data, and the one exception that carries it to the client (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its HTTP status and its title in the reader's language."""

    slug: str
    status: int
    title: Any


KINDS: Mapping[str, Kind] = {
    kind.slug: kind
    for kind in (
        Kind("bad-request", 400, lazy_gettext("Yêu cầu không hợp lệ")),
        Kind("no-query", 400, lazy_gettext("Thiếu truy vấn")),
        Kind("syntax-error", 400, lazy_gettext("Truy vấn sai cú pháp")),
        Kind("query-failed", 400, lazy_gettext("Không tính được truy vấn")),
        Kind("federation-refused", 403, lazy_gettext("Truy vấn không được gọi ra ngoài")),
        Kind("unknown-graph", 400, lazy_gettext("Không có đồ thị này")),
        Kind("wrong-parameter", 400, lazy_gettext("Tham số không đúng")),
        Kind("writes-off", 403, lazy_gettext("Dịch vụ này không cho ghi")),
        Kind("unauthorized", 401, lazy_gettext("Cần mã để ghi")),
        Kind("not-found", 404, lazy_gettext("Không tìm thấy")),
        Kind("method-not-allowed", 405, lazy_gettext("Không dùng được phương thức này ở đây")),
        Kind("not-acceptable", 406, lazy_gettext("Không có dạng được yêu cầu")),
        Kind("gone", 410, lazy_gettext("Không còn ở đây")),
        Kind("triple-in-two-graphs", 409, lazy_gettext("Một bộ ba sẽ nằm trong hai đồ thị")),
        Kind("result-too-large", 413, lazy_gettext("Kết quả quá lớn")),
        Kind("query-too-long", 413, lazy_gettext("Truy vấn quá dài")),
        Kind("request-too-large", 413, lazy_gettext("Yêu cầu quá lớn")),
        Kind("unsupported-media-type", 415, lazy_gettext("Không nhận dạng nội dung này")),
        Kind("client-gone", 499, lazy_gettext("Máy khách đã ngắt kết nối")),
        Kind("range-not-satisfiable", 416, lazy_gettext("Không có khoảng được yêu cầu")),
        Kind("too-many-requests", 429, lazy_gettext("Quá nhiều yêu cầu")),
        Kind("headers-too-large", 431, lazy_gettext("Phần đầu của yêu cầu quá lớn")),
        Kind("internal", 500, lazy_gettext("Có lỗi bên trong dịch vụ")),
        Kind("out-of-memory", 503, lazy_gettext("Truy vấn cần quá nhiều bộ nhớ")),
        Kind("being-made", 503, lazy_gettext("Đang được tạo")),
        Kind("busy", 503, lazy_gettext("Dịch vụ đang bận")),
        Kind("store-locked", 503, lazy_gettext("Kho đang được nạp")),
        Kind("write-failed", 503, lazy_gettext("Không ghi được vào kho")),
        Kind("store-unreachable", 503, lazy_gettext("Máy chủ đồ thị không trả lời")),
        Kind("no-store", 503, lazy_gettext("Chưa có dữ liệu")),
        Kind("no-index", 503, lazy_gettext("Chưa tìm được: thế hệ này không có chỉ mục")),
        Kind("query-timeout", 504, lazy_gettext("Truy vấn quá thời hạn")),
    )
}


class Problem(Exception):  # noqa: N818 - the word of RFC 9457
    """A problem on its way to the client: its kind, what happened and how to mend it, and figures for programs."""

    def __init__(self, slug: str, detail: Any, headers: Mapping[str, str] | None = None, **members: object) -> None:
        super().__init__(slug, detail)
        self.kind = KINDS[slug]
        self.detail = detail
        self.headers = dict(headers or {})
        self.members = members

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.kind.status

    def document(self, base: str) -> dict[str, object]:
        """The problem details object; ``type`` is an address under ``base`` that explains the kind."""
        return {
            "type": f"{base}problem/{self.kind.slug}",
            "title": str(self.kind.title),
            "status": self.status,
            "detail": str(self.detail),
            **self.members,
        }
