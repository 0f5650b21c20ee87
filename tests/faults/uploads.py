"""An entrant with a draft, who sends files over HTTP as a browser does, or worse."""

import http.client
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from tests.faults.harness import Server

BOUNDARY = "hiroba-upload"
TOKEN = "t" * 32


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


@dataclass(frozen=True)
class Entrant:
    """Somebody with a draft on a running server."""

    server: Server
    draft: str
    session: str

    @property
    def form(self) -> str:
        """The step of the form that takes files."""
        return f"/entries/{self.draft}/plan/"

    def ask(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        """One request with the login session and a right token."""
        link = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=120)
        try:
            link.request(method, path, body or None, {**self.headers(), **(headers or {})})
            response = link.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read())
        finally:
            link.close()

    def headers(self) -> dict[str, str]:
        """Who is asking."""
        cookies = f"csrftoken={TOKEN}" + (f"; sessionid={self.session}" if self.session else "")
        return {"Cookie": cookies, "X-CSRFToken": TOKEN, "Accept-Language": "ja"}

    def attach(self, name: str, content: bytes) -> Answer:
        """Add a file to the draft."""
        return self.ask("POST", self.form, body_of(name, content), {"Content-Type": FORM})

    def files(self) -> list[str]:
        """Ids of the files that the form shows."""
        return re.findall(r"/files/([0-9a-f-]{36})/original/", self.ask("GET", self.form).text)

    def remove(self, file: str) -> Answer:
        """Take a file back."""
        body = f"rev=99999&remove={file}".encode()
        return self.ask("POST", self.form, body, {"Content-Type": "application/x-www-form-urlencoded"})


FORM = f"multipart/form-data; boundary={BOUNDARY}"


def body_of(name: str, content: bytes) -> bytes:
    """The form with one file; its name in the encoding that lets every character through."""
    fields = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in (("rev", "99999"), ("button", "upload"))
    )
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"files\"; filename*=UTF-8''{quote(name)}\r\n\r\n"
    return (fields + head).encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def make_entrant(server: Server) -> Entrant:
    """Make the draft; the server need not run yet."""
    made = json.loads(server.python("from tests.faults.uploads import fill; fill()").strip().splitlines()[-1])
    return Entrant(server, made["draft"], made["session"])


def fill() -> None:
    """In the server's settings: an open term and somebody's draft in it."""
    from tests.factories.cohorts import make_cohort, make_draft
    from tests.faults.sessions import open_session

    draft = make_draft(make_cohort())
    print(json.dumps({"draft": str(draft.public_id), "session": open_session(draft.applicant.email)}))


def count_bytes() -> None:
    """In the server's settings: stored keys without a row, rows without bytes, and unfinished work."""
    from datetime import UTC, datetime, timedelta

    from common.files.held import incoming
    from common.files.stores import the_store
    from common.models import FileVariant, StoredFile

    stored = set(the_store().keys_before(datetime.now(UTC) + timedelta(days=1)))
    rows = set(FileVariant.objects.values_list("storage_key", flat=True))
    counts = {"orphans": len(stored - rows), "lost": len(rows - stored), "unfinished": len(list(incoming().iterdir()))}
    print(json.dumps({**counts, "files": StoredFile.objects.count()}))


def counted(server: Server) -> dict[str, int]:
    """The same, from outside."""
    code = "from tests.faults.uploads import count_bytes; count_bytes()"
    found: dict[str, int] = json.loads(server.python(code).strip().splitlines()[-1])
    return found


def swept(server: Server) -> dict[str, int]:
    """What is left after the sweep of two hours later."""
    server.python(
        "from datetime import timedelta; from django.utils import timezone; "
        "from common.files.sweeping import sweep_files; sweep_files(now=timezone.now() + timedelta(hours=2))"
    )
    return counted(server)
