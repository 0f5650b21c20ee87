"""Kept public pages (`home.page_cache`) straight from the event loop, without a thread and without Django's request.

Only what the middleware kept is answered here, so nothing is public that it did not call everybody's.
"""

from typing import Any

from hiroba.access import ROUTE
from hiroba.bodies import Application, Receive, Scope, Send
from home.page_cache import Kept, answer_to, key_of, shelf

# What the access log takes for a published page (`hiroba.access.PUBLISHED`).
PUBLISHED_ROUTE = "^"
METHODS = ("GET", "HEAD")


def kept_pages(application: Any) -> Application:
    """`application`, asked only for what is not kept."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        kept, headers = find(scope)
        if kept is None:
            await application(scope, receive, send)
            return
        found = answer_to(kept, headers.get(b"if-none-match", ""), headers.get(b"if-modified-since", ""))
        scope.setdefault("extensions", {})[ROUTE] = PUBLISHED_ROUTE
        lines = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in found.headers]
        await send({"type": "http.response.start", "status": found.status, "headers": lines})
        body = b"" if scope["method"] == "HEAD" else found.body
        await send({"type": "http.response.body", "body": body})

    return answer


def find(scope: Scope) -> tuple[Kept | None, dict[bytes, str]]:
    """The kept page that answers a request, and the request's headers."""
    if scope["type"] != "http" or scope["method"] not in METHODS or scope["query_string"]:
        return None, {}
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    host, proto = headers.get(b"host", ""), headers.get(b"x-forwarded-proto", "")
    key = key_of(host, proto, scope["path"], has_cookie=bool(headers.get(b"cookie")))
    return (shelf.peek(key) if key is not None else None), headers
