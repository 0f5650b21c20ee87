"""Cases for lists."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from accounts.models import User
from accounts.rights import allowed
from cohorts.models import Entry
from home.models import ShowcasePage

MANY = 200


def published_cases(page: Page) -> PageQuerySet[ShowcasePage]:
    """Live cases that everybody may read, in the language of a page, newest first, with their pictures at hand."""
    cases: PageQuerySet[ShowcasePage] = ShowcasePage.objects.live().filter(locale_id=page.locale_id)
    # As `.public()`, in the same question.
    own = ExpressionWrapper(OuterRef("path"), CharField())
    above = PageViewRestriction.objects.annotate(below=own).filter(below__startswith=F("page__path"))
    cases = cases.exclude(Exists(above))
    return cases.select_related("before_image", "after_image").order_by("-first_published_at", "-pk")


def case_of_entry(entry_id: object) -> ShowcasePage | None:
    """The page that grew from an entry, live or draft; the original, not its mirror in another language."""
    found: ShowcasePage | None = ShowcasePage.objects.filter(entry_id=entry_id, alias_of=None).first()
    return found


def cases_waiting_for(user: User) -> list[ShowcasePage]:
    """Drafts that this person may publish, oldest first."""
    drafts = list(ShowcasePage.objects.filter(live=False, alias_of=None, entry_id__isnull=False).order_by("pk")[:MANY])
    entries = Entry.objects.select_related("cohort").in_bulk([page.entry_id for page in drafts], field_name="public_id")
    return [page for page in drafts if page.entry_id in entries and _may_publish(user, entries[page.entry_id])]


def _may_publish(user: User, entry: Entry) -> bool:
    return allowed(user, "home.publish_showcase", entry)
