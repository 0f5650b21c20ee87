"""`fault.hostile_files`: some sixty files that lie, burst, carry scripts or tell where they were taken.

Each is sent to the entry form of the real server. Refused ones must get their sentence; what is taken must come back
harmless: no metadata in any picture, nothing that a browser would run, no header that the name brought along. Value:
metadata + executed + without a sentence + errors + bytes left behind. The twin takes files as they come.
"""

from collections.abc import Iterator
from urllib.parse import unquote

from tests.bench.figures import Measured, measures, progress
from tests.faults import unprotected
from tests.faults.harness import fresh_server, plan
from tests.faults.hostile_made import CANARY, Hostile, all_hostile
from tests.faults.uploads import Answer, Entrant, counted, make_entrant

FORMS = ("original", "page-1", "page-1-mid", "page-1-thumb")
SHOWN = ("image/webp", "image/jpeg")
SAVED = ("image/", "application/pdf", "application/vnd.openxmlformats-officedocument.")
BAD_IN_NAMES = ("\r", "\n", "\u202e", "/", "\\", '"', "<")
Counts = dict[str, int]


@measures("fault.hostile_files")
def hostile_files(database: str) -> Iterator[Measured]:
    """Every file once against the product, the telling ones against the twin."""
    seed, _size = plan(default=0)
    files = all_hostile()
    with fresh_server(database) as server:
        server.start()
        entrant = make_entrant(server)
        found = send_all(entrant, files)
        left = counted(server)
        found["left"] = left["orphans"] + left["unfinished"] + left["files"]
        server.stop()
        server.program = (*unprotected.PROGRAM, "file_checks")
        server.start()
        twin = sum(send_all(entrant, [one for one in files if one.name in {"gps.jpg", "svg.png"}]).values())
    extra = {"seed": seed, "files": len(files), **found, "twin": "fails" if twin else "passes"}
    yield Measured("fault.hostile_files", [sum(found.values())], n=len(files), extra=extra)


def send_all(entrant: Entrant, files: list[Hostile]) -> Counts:
    """Send each, look at what came of it, and take it away again."""
    found: Counts = {"metadata": 0, "executed": 0, "no_sentence": 0, "errors": 0}
    for one in files:
        for wrong in faults_of(entrant, one):
            progress(f"  {one.name!r}: {wrong}")
            found[wrong] += 1
    return found


def faults_of(entrant: Entrant, one: Hostile) -> Iterator[str]:
    """What went wrong with one file."""
    answer = entrant.attach(one.name, one.content)
    if answer.status >= 500:
        yield "errors"
    if one.sentence:
        if answer.status != 422 or one.sentence not in answer.text:
            progress(f"  answered {answer.status}")
            yield "no_sentence"
    elif answer.status != 302:
        yield "errors"
    for file in entrant.files():
        yield from faults_in_file(entrant, file)
        entrant.remove(file)


def faults_in_file(entrant: Entrant, file: str) -> Iterator[str]:
    """Every form of a file that was taken, as a browser gets it."""
    for form in FORMS:
        answer = entrant.ask("GET", f"/files/{file}/{form}/")
        if answer.status == 404:
            continue
        if answer.headers.get("Content-Type", "").startswith("image/") and CANARY in answer.body:
            yield "metadata"
        if answer.status != 200 or could_run(answer):
            yield "executed"


def could_run(answer: Answer) -> bool:
    """Whether a browser might do anything but show a picture or save a file under a harmless name."""
    kind, place = answer.headers.get("Content-Type", ""), answer.headers.get("Content-Disposition", "")
    guarded = answer.headers.get("X-Content-Type-Options") == "nosniff" and "X-Evil" not in answer.headers
    sealed = "sandbox" in answer.headers.get("Content-Security-Policy", "")
    if not guarded or not sealed:
        return True
    if place == "inline":
        return kind not in SHOWN
    name = unquote(place.rpartition("''")[2])
    return not place.startswith("attachment;") or not kind.startswith(SAVED) or any(c in name for c in BAD_IN_NAMES)
