"""Cases that grow from entries: drafted when a term is announced, published by staff with the entrant's consent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from accounts.models import User
from activity.actions import record
from cohorts.models import Entry
from cohorts.queries import latest_revision
from common.errors import InvalidInput, NotAllowed
from common.files.reading import file_url
from home.actions.pages import go_live, lines
from home.actions.site import build_minimal_site
from home.models import Consent, ShowcaseIndexPage, ShowcasePage, consent_of
from home.queries import case_of_entry, forget_frames
from mentoring.actions import publish_sketch
from mentoring.models import Sketch
from mentoring.queries import ShownPicture, showcase_pictures

LONGEST_LEAD = 400
LONGEST_CAPTION = 200


@transaction.atomic
def draft_showcase(*, entry: Entry, now: datetime) -> ShowcasePage | None:
    """Begin the case of an adopted entry as a draft that nobody outside sees; None when nothing may be published.

    Runs inside the announcing transaction (`cohorts.hooks.announcement_handlers`), so both are there or neither is.
    A second call answers the first one's page.
    """
    consent = consent_of(entry.public_id)
    if not consent.any:
        return None
    found = case_of_entry(entry.public_id)
    if found is not None:
        return found
    index = _index(now)
    page = ShowcasePage(
        entry_id=entry.public_id,
        slug=f"{entry.cohort.key}-{entry.public_id.hex[:8]}",
        locale=index.locale,
        live=False,
        written_in=settings.LANGUAGE_CODE,
        **_agreed(entry, consent),
    )
    index.add_child(instance=page)
    page.save_revision(log_action=False, clean=False)
    record(verb="showcase_drafted", subject=entry, by=None, now=now)
    return page


def _index(now: datetime) -> ShowcaseIndexPage:
    """The list of cases in the language of the entries; a site without one gets the minimal tree."""
    lists = ShowcaseIndexPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("path")
    found: ShowcaseIndexPage | None = lists.first()
    if found is None:
        build_minimal_site(by=None, now=now)
        return cast(ShowcaseIndexPage, lists.get())
    return found


def _agreed(entry: Entry, consent: Consent) -> dict[str, Any]:
    """The fields of a case that the entrant agreed to show, and no others."""
    with override(settings.LANGUAGE_CODE):
        title = gettext("A plan from %(term)s") % {"term": entry.cohort.name}
    revision = latest_revision(entry)
    answers: dict[str, Any] = revision.answers if revision is not None and consent.content else {}
    fields: dict[str, Any] = {
        "title": entry.title if consent.title and entry.title else title,
        "organisation": entry.org_name if consent.company else "",
        "place": entry.cohort.program.area,
        "lead": str(answers.get("plan", ""))[:LONGEST_LEAD],
        "before_caption": str(answers.get("trouble", ""))[:LONGEST_CAPTION],
        "sdgs": ", ".join(str(goal) for goal in answers.get("sdgs", [])),
        "is_made_up": settings.DEMO_MODE,
    }
    if consent.content and entry.track is not None:
        fields["tag"] = entry.track.name.removesuffix("部門")
    return {**fields, "draft_title": fields["title"]}


@transaction.atomic
def write_showcase(
    *,
    page: ShowcasePage,
    tried: Sequence[str],
    worked: Sequence[str],
    not_worked: Sequence[str],
    by: User,
    now: datetime,
) -> ShowcasePage:
    """Keep what staff wrote about a case as its newest draft. What is live stays as it is until it is published."""
    draft = page.get_latest_revision_as_object()
    for name, texts in (("tried", tried), ("worked", worked), ("not_worked", not_worked)):
        setattr(draft, name, lines([text.strip() for text in texts if text.strip()]))
    draft.save_revision(user=by, log_action=True, clean=False)
    page.refresh_from_db()
    return page


@transaction.atomic
def publish_showcase(*, page: ShowcasePage, by: User, now: datetime) -> ShowcasePage:
    """Show a case to everybody.

    Order: consent is read anew from the entry; what did not work must be written; fields without consent are emptied;
    the sketch is opened to the public and its first and last version become before and after; the page goes live,
    with a mirror in every other language; one record. Raises NotAllowed without any consent, InvalidInput when
    something is missing. Publishing again shows the newest draft.
    """
    draft = page.get_latest_revision_as_object()
    if draft.entry_id is not None:
        _keep_what_was_agreed(draft, draft.entry_id, by, now)
    try:
        draft.full_clean()
    except ValidationError as error:
        raise InvalidInput({name: texts[0] for name, texts in error.message_dict.items()}) from error
    go_live(draft, by)
    page.refresh_from_db()
    _mirror(page, by)
    forget_frames()
    record(verb="showcase_published", subject=page, by=by, now=now, facts={"page": page.pk})
    return page


def _keep_what_was_agreed(draft: ShowcasePage, entry_id: UUID, by: User, now: datetime) -> None:
    """Empty what the entrant did not agree to show, open the sketch where they did."""
    consent = consent_of(entry_id)
    entry = Entry.objects.select_related("cohort__program", "track").filter(public_id=entry_id).first()
    if entry is None or not consent.any:
        raise NotAllowed(_("The entrant did not agree to be shown."))
    if not consent.company:
        draft.organisation = ""
    if not consent.title and draft.title == entry.title:
        draft.title = _agreed(entry, consent)["title"]
    draft.before_file, draft.after_file = {}, {}
    if not consent.content:
        draft.lead = draft.before_caption = draft.after_caption = draft.sdgs = draft.tag = ""
        return
    for sketch in Sketch.objects.filter(entry=entry):
        publish_sketch(sketch=sketch, consent=consent.content, by=by, now=now)
    pictures = showcase_pictures(entry)
    if pictures:
        draft.after_file = _shown(pictures[-1])
        draft.after_caption = draft.after_caption or draft.title
    if len(pictures) > 1:
        draft.before_file = _shown(pictures[0])


def _shown(picture: ShownPicture) -> dict[str, Any]:
    """What a page keeps of a published picture."""
    return {
        "url": file_url(picture.file, picture.variant),
        "thumb": file_url(picture.file, f"{picture.variant}-thumb"),
        "alt": picture.caption,
        "width": picture.width,
        "height": picture.height,
    }


def _mirror(page: ShowcasePage, by: User) -> None:
    """A case from an entry stands in every language's list, in its own words; publishing keeps the mirrors fresh."""
    if page.entry_id is None:
        return
    for locale in Locale.objects.exclude(pk=page.locale_id):
        if page.has_translation(locale) or not page.get_parent().has_translation(locale):
            continue
        page.copy_for_translation(locale, alias=True)
