"""`page.*` and `web.*`: public pages as a stranger gets them, from the shelf, drawn anew, and on a slow phone."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from tests.bench import constant_view
from tests.bench.figures import Measured, alternate, measures
from tests.faults.harness import Server, fresh_server

CLIENTS, ROUND_SECONDS, ROUNDS = 4, 2.0, 7
PAGES = {"home": "/", "showcase_index": "/cases/", "showcase": "/cases/pass-it-on/"}


@measures("page.cached", "page.notmodified", "page.cached.p99over50")
def cached(database: str) -> Iterator[Measured]:
    """Kept front page ÷ constant view, and 304 ÷ kept page, by turns in the same process."""
    with fresh_server(database, demo=True) as server:
        server.program = constant_view.PROGRAM
        server.start()
        tag = fetch(server, "/")["etag"]
        over, times = [], []

        def page() -> float:
            found = rate(server, "/")
            times.append(found)
            return len(found) / ROUND_SECONDS

        pages, floors = alternate(page, lambda: len(rate(server, "/constant/open/")) / ROUND_SECONDS, rounds=ROUNDS)
        over = [percentile(found, 99) / percentile(found, 50) for found in times[1:]]
        both = alternate(
            lambda: len(rate(server, "/", f"If-None-Match: {tag}\r\n")) / ROUND_SECONDS, page, rounds=ROUNDS
        )
    floor = "constant GET view without login, same process"
    extra = {"page_per_s": round(max(pages)), "floor_per_s": round(max(floors))}
    yield Measured("page.cached", [a / b for a, b in zip(pages, floors, strict=True)], floor=floor, extra=extra)
    yield Measured("page.notmodified", [a / b for a, b in zip(*both, strict=True)], floor="the kept page, same process")
    yield Measured("page.cached.p99over50", over)


def percentile(times: list[float], which: int) -> float:
    """Of one round."""
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * which / 100), len(ordered) - 1)]


def fetch(server: Server, path: str) -> dict[str, str]:
    """The headers of one answer."""
    with socket.create_connection(("127.0.0.1", server.port)) as link:
        return dict(ask(link, request_of(server, path, "")))


def request_of(server: Server, path: str, header: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n{header}\r\n".encode()


def ask(link: socket.socket, request: bytes) -> list[tuple[str, str]]:
    """Send one request and read its whole answer."""
    link.sendall(request)
    data = b""
    while b"\r\n\r\n" not in data:
        data += link.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    lines = [line.partition(": ") for line in head.decode("latin-1").split("\r\n")[1:]]
    headers = [(name.lower(), value) for name, _, value in lines]
    missing = int(dict(headers).get("content-length", "0")) - len(body)
    while missing > 0:
        missing -= len(link.recv(min(missing, 1 << 20)))
    assert head[9:12] in (b"200", b"304"), head[:200]
    return headers


def rate(server: Server, path: str, header: str = "") -> list[float]:
    """Seconds of every answer of some clients in one round."""
    until, found = time.monotonic() + ROUND_SECONDS, []

    def read() -> None:
        request, times = request_of(server, path, header), []
        with socket.create_connection(("127.0.0.1", server.port)) as link:
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while (began := time.monotonic()) < until:
                ask(link, request)
                times.append(time.monotonic() - began)
        found.extend(times)

    threads = [threading.Thread(target=read) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@measures(*(f"page.{name}.{what}" for name in PAGES for what in ("queries", "cpu")))
def drawn(database: str) -> Iterator[Measured]:
    """Warm and uncached: what the frame remembers is there, the page itself is drawn."""
    with fresh_server(database, demo=True) as server:
        server.environment["HIROBA_PAGE_CACHE_SECONDS"] = "0"
        found = json.loads(server.python("from tests.bench.pages import measure; measure()").splitlines()[-1])
    for name in PAGES:
        queries, times = found[name]
        yield Measured(f"page.{name}.queries", [float(queries)], value=queries)
        yield Measured(f"page.{name}.cpu", times, n=len(times))


def measure() -> None:
    """In the server's settings."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["testserver"]
    found, client = {}, Client()
    for name, path in PAGES.items():
        for _ in range(5):
            assert client.get(path).status_code == 200, path
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        # Read now: the next request begins a new list.
        count, times = len(captured), []
        for _ in range(30):
            began = time.process_time()
            client.get(path)
            times.append(1000 * (time.process_time() - began))
        found[name] = (count, times)
    print(json.dumps(found))


@measures("web.lcp", "web.cls", "web.kb", "web.thirdparty", databases=("sqlite",))
def web(database: str) -> Iterator[Measured]:
    """The front page on a throttled phone (4× slower processor, 1.6 Mbit/s, 150 ms), nothing cached."""
    from playwright.sync_api import sync_playwright

    from tests.e2e.conftest import CHROMIUM, FLAGS

    rounds = []
    with fresh_server(database, demo=True) as server, sync_playwright() as play, ExitStack() as stack:
        server.start()
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        stack.callback(browser.close)
        for _ in range(5):
            rounds.append(visit(browser, server))
    for place, name in enumerate(("lcp", "cls", "kb", "thirdparty")):
        values = [one[place] for one in rounds]
        yield Measured(f"web.{name}", values, value=max(values) if name == "thirdparty" else None)


OBSERVE = """
window.found = {lcp: 0, cls: 0};
new PerformanceObserver(l => { for (const e of l.getEntries()) found.lcp = e.startTime; })
  .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(l => { for (const e of l.getEntries()) if (!e.hadRecentInput) found.cls += e.value; })
  .observe({type: 'layout-shift', buffered: true});
"""


def visit(browser: Any, server: Server) -> tuple[float, float, float, int]:
    """Seconds, score, kilobytes over the wire without fonts, requests to others."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, is_mobile=True, locale="ja-JP")
    page = context.new_page()
    link = context.new_cdp_session(page)
    link.send("Network.enable")
    link.send("Network.emulateNetworkConditions", {
        "offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8,
    })  # fmt: skip
    link.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    urls, sizes = {}, {}
    link.on("Network.requestWillBeSent", lambda e: urls.update({e["requestId"]: e["request"]["url"]}))
    link.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
    page.add_init_script(OBSERVE)
    page.goto(server.url + "/", wait_until="load")
    page.wait_for_timeout(2500)
    found = page.evaluate("window.found")
    context.close()
    ours = sum(size for key, size in sizes.items() if not urls.get(key, "").endswith((".woff2", ".woff")))
    foreign = sum(not url.startswith((server.url, "data:", "blob:")) for url in urls.values())
    return found["lcp"] / 1000, found["cls"], ours / 1024, foreign
