"""Cases on the front page, in their list and on their own page."""

from dataclasses import dataclass
from typing import Any

from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cohorts.queries import open_cohorts
from common.dates import format_daytime
from common.ui.components.actions import Segment
from common.ui.components.labels import AvatarRole, Chip
from common.ui.components.progress import RiverStep
from home.drawings import Picture
from home.live import Question, source
from home.models import ShowcasePage
from home.queries import frame_for, published_cases, remembered
from home.sources.pairs import pair_of

MOST = 60
# Voices stand beside each other: no two heads alike.
VOICES: tuple[AvatarRole, ...] = ("office", "supporter", "advisor", "owner", "member", "maker")


@dataclass(frozen=True)
class CaseCard:
    """A case in a list. `lang` is set where its words are in another language than the page."""

    title: str
    url: str
    picture: Picture | None
    organisation: str
    tag: str
    not_worked: str
    lang: str

    @property
    def picture_url(self) -> str:
        """The picture for a card."""
        return self.picture.small if self.picture else ""

    @property
    def picture_alt(self) -> str:
        """What happens in it."""
        return str(self.picture.alt) if self.picture else ""

    @property
    def chips(self) -> list[Chip]:
        """What it is about."""
        return [Chip(self.tag)] if self.tag else []


def card(page: ShowcasePage, question: Question) -> CaseCard:
    """A case as lists show it."""
    return CaseCard(
        title=page.title,
        url=page.get_url(question.request) or "",
        picture=page.after or page.before,
        organisation=page.organisation,
        tag=page.tag,
        not_worked=str(page.not_worked[0].value) if len(page.not_worked) else "",
        lang=foreign(page),
    )


def foreign(page: ShowcasePage) -> str:
    """The language of an entry's words when the reader uses another one."""
    return page.written_in if page.written_in and page.written_in != get_language() else ""


@source("sketch_cases")
def sketch_cases(question: Question) -> dict[str, Any]:
    """The newest cases that grew from an entry."""
    return _cases(question, from_entry=True)


@source("editorial_cases")
def editorial_cases(question: Question) -> dict[str, Any]:
    """The newest cases of the editors."""
    return _cases(question, from_entry=False)


def _cases(question: Question, *, from_entry: bool) -> dict[str, Any]:
    count = question.value["count"]
    found = published_cases(question.page).filter(entry_id__isnull=not from_entry)[:count]
    name = f"cases:{question.page.locale_id}:{get_language()}:{from_entry}:{count}"
    cards = remembered(name, lambda: [card(page, question) for page in found])
    return {"cases": cards, "all_url": frame_for(question.request).cases}


@source("cases")
def cases(question: Question) -> dict[str, Any]:
    """All cases below the list, sketches and editors' cases apart; `?tag=` keeps those of one field."""
    pages = list(published_cases(question.page).descendant_of(question.page)[:MOST])
    wanted = question.value.get("tag", "")
    tags = sorted({page.tag for page in pages if page.tag})
    shown = [page for page in pages if not wanted or page.tag == wanted]
    return {
        "from_entries": [card(page, question) for page in shown if page.entry_id],
        "editorial": [card(page, question) for page in shown if not page.entry_id],
        "tags": _segments(tags, wanted, len(pages), pages) if len(tags) > 1 else [],
    }


def _segments(tags: list[str], wanted: str, total: int, pages: list[ShowcasePage]) -> list[Segment]:
    counts = {tag: sum(page.tag == tag for page in pages) for tag in tags}
    everything = Segment(_("All"), url="?", count=total, current=not wanted)
    return [
        everything,
        *(Segment(tag, url=f"?{urlencode({'tag': tag})}", count=counts[tag], current=tag == wanted) for tag in tags),
    ]


@source("showcase")
def showcase(question: Question) -> dict[str, Any]:
    """Everything on the page of one case."""
    page: ShowcasePage = question.page
    return {"lang": foreign(page), **_next_call(question), **parts_of(page)}


def _next_call(question: Question) -> dict[str, Any]:
    """Where the reader goes next: the call with the nearest deadline, otherwise the list of programmes."""
    frame = frame_for(question.request)
    cohort = open_cohorts(question.now).first()
    if cohort is None:
        return {"next_url": frame.programmes, "next_text": _("While you talk, it becomes one picture.")}
    text = _("%(term)s is open until %(when)s.") % {"term": cohort.label, "when": format_daytime(cohort.closes_at)}
    return {"next_url": frame.programme_url(cohort.program.key) or frame.programmes, "next_text": text}


def parts_of(page: ShowcasePage) -> dict[str, Any]:
    """The parts of a case, for its page and for the preview before it is published."""
    details = list(page.details)
    before, after = page.before, page.after
    retold = "" if page.entry_id else _("Re-told as a drawing (made up)")
    return {
        "goals": page.goals,
        "stats": _of_kind(details, "stat"),
        "paths": [_path(value) for value in _of_kind(details, "path")],
        "voices": [_voice(value, place) for place, value in enumerate(_of_kind(details, "voice"))],
        "after": after,
        "pair": pair_of(before, after, note=retold, eager=True),
        "retold": retold,
    }


def _of_kind(details: list[Any], kind: str) -> list[Any]:
    return [child.value for child in details if child.block_type == kind]


def _path(value: Any) -> dict[str, Any]:
    steps = [RiverStep(step["title"], state="past", note=step["note"] or "") for step in value["steps"]]
    return {"title": value["title"], "text": value["text"], "source": value["source"], "steps": steps}


def _voice(value: Any, place: int) -> dict[str, Any]:
    text = _("“%(text)s”") % {"text": value["text"]}
    return {"text": text, "who": value["role"], "source": value["place"] or "", "role": VOICES[place % len(VOICES)]}
