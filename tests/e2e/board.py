"""The board of `/ui/` in browser tests: people at it, writing, waiting; and browsers without a protection."""

import sqlite3
from contextlib import closing

import psycopg
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESK, Walker, WalkerMaker
from tests.faults.harness import Server, free_port

NOTES = "**/ui/board/notes/"
SETTLE_MS = 15_000

NO_STORAGE = "Object.defineProperty(window, 'indexedDB', {get: () => { throw new Error('forbidden') }})"
NO_LOCK = "LockManager.prototype.request = (_name, run) => run()"
# A port where nobody listens: what a browser sees of a network that lets no socket through.
NO_SOCKET = (
    f"const Real = WebSocket; window.WebSocket = function () {{ return new Real('ws://127.0.0.1:{free_port()}/') }}"
)
NO_JITTER = "Math.random = () => 0"
NO_IME_GUARD = """
Object.defineProperty(KeyboardEvent.prototype, 'isComposing', {get: () => false});
Object.defineProperty(KeyboardEvent.prototype, 'keyCode', {get: () => 13});
"""
# Writes down when each attempt began and ended, and makes it long enough to meet another one.
LOG = """
window.attempts = [];
const real = window.fetch;
window.fetch = async (url, init) => {
  if (!String(url).endsWith('/ui/board/notes/')) return real(url, init);
  const attempt = {from: Date.now(), to: 0};
  window.attempts.push(attempt);
  await new Promise((resolve) => setTimeout(resolve, 60));
  try { return await real(url, init) } finally { attempt.to = Date.now() }
};
"""
FRESH_KEYS = """
const keyed = window.fetch;
window.fetch = (url, init) => {
  if (init?.body instanceof URLSearchParams) init.body.set('client_id', crypto.randomUUID());
  return keyed(url, init);
};
"""


def execute(server: Server, statement: str) -> None:
    """One statement beside the running server; a process of Django's for each test would take longer than the test."""
    url = server.environment.get("HIROBA_DATABASE_URL", "")
    path = server.data / "hiroba.sqlite3"
    with closing(psycopg.connect(url) if url else sqlite3.connect(path, timeout=10)) as link:
        link.execute(statement)
        link.commit()


def at_the_board(walker: WalkerMaker, persona: str, viewport: dict[str, int] = DESK, *scripts: str) -> Walker:
    person = walker(viewport, "ja", bypass_csp=NO_SOCKET in scripts)
    person.become(persona)
    for script in scripts:
        person.context.add_init_script(script)
    person.go("/ui/")
    return person


def write(page: Page, *texts: str) -> None:
    field = page.locator("#board textarea")
    for text in texts:
        field.fill(text)
        field.press("Control+Enter")


def shown(page: Page) -> list[str]:
    """What the board shows, notes on their way included."""
    return page.locator(".board .msgs .msg .talk__plain").all_inner_texts()


def wait_for(page: Page, *texts: str) -> None:
    """Until the board shows exactly these notes, all of them acknowledged."""
    expect(page.locator(".board .msgs .msg[data-id] .talk__plain")).to_have_text(list(texts), timeout=SETTLE_MS)
    expect(page.locator(".board [data-client-id]")).to_have_count(0)


def write_offline_and_reload(person: Walker, *texts: str) -> None:
    person.context.set_offline(True)
    write(person.page, *texts)
    expect(person.page.locator(".board [data-client-id]")).to_have_count(len(texts))
    # An offline reload ends the page only when the browser's own error page is there; leaving ends it at once.
    person.page.goto("about:blank")
    person.context.set_offline(False)
    person.go("/ui/")
