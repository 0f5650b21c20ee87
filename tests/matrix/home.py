"""Public pages are everybody's; the draft of a case is the office's."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from accounts.models import User
from cohorts.enums import EntryState
from cohorts.models import Entry
from home.actions import draft_showcase
from home.sources.figures import figure_blocks
from tests.factories.cohorts import make_cohort, make_entry
from tests.factories.home import make_site
from tests.matrix import MISSING, Row

Personas = Mapping[str, User]
Arguments = dict[str, Any]

EVERYBODY = "anonymous visitor owner right declined juror mentor organiser staff contractor"
OTHERS = "visitor owner right declined juror mentor organiser"

ROWS = [
    Row("home:search", "nothing", allow=EVERYBODY),
    Row("home:theme", "nothing", allow=EVERYBODY),
    Row("home:news_feed", "nothing", allow=EVERYBODY),
    Row("home:poll_vote", "front_page_poll", "POST", allow=EVERYBODY),
    Row("home:poll_vote", "no_such_figure", "POST", absent=EVERYBODY),
    Row("home:figure_csv", "front_page_figure", allow=EVERYBODY),
    Row("home:figure_csv", "no_such_figure", absent=EVERYBODY),
    Row("home:showcase_publish", "adopted_entry", allow="staff contractor", absent=OTHERS, login="anonymous"),
    Row(
        "home:showcase_publish",
        "adopted_entry",
        "POST",
        allow="staff",
        denied="contractor",
        absent=OTHERS,
        login="anonymous",
    ),
    Row("home:showcase_publish", "entry_before_announcement", absent=f"{OTHERS} staff contractor", login="anonymous"),
]


def front_page_figure(_people: Personas) -> Arguments:
    """The first measured series of the demonstration's front page."""
    page = make_site()
    block = next(block for block in figure_blocks(page.body) if block.block_type == "series")
    return {"page_key": page.translation_key, "section_id": block.id}


def front_page_poll(_people: Personas) -> Arguments:
    """The question of the demonstration's front page."""
    page = make_site()
    block = next(block for block in page.body if block.block_type == "poll")
    return {"page_key": page.translation_key, "section_id": block.id}


def owners_entry(people: Personas, state: str) -> Arguments:
    agreed = {"publish_company": True, "publish_title": True, "publish_content": True}
    entry = make_entry(make_cohort(), people["owner"], **agreed)
    Entry.objects.filter(pk=entry.pk).update(state=state)
    if state == EntryState.ADOPTED:
        draft_showcase(entry=Entry.objects.get(pk=entry.pk), now=timezone.now())
    return {"entry_id": entry.public_id}


SITUATIONS: dict[str, Callable[[Personas], Arguments]] = {
    "front_page_figure": front_page_figure,
    "front_page_poll": front_page_poll,
    "no_such_figure": lambda people: {"page_key": MISSING, "section_id": MISSING},
    "adopted_entry": lambda people: owners_entry(people, EntryState.ADOPTED),
    "entry_before_announcement": lambda people: owners_entry(people, EntryState.REVIEWING),
}

FIELDS: dict[str, Callable[[str], dict[str, Any]]] = {"home:poll_vote": lambda _persona: {"option": "1"}}
