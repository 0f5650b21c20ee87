"""Whose words a page holds: those of people, or those of a content file that nobody has touched since."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from wagtail.models import Page, PageLogEntry, Revision

from home.models import HomePage, ProgrammePage, ShowcasePage

ROOT_DEPTH = 1


@dataclass(frozen=True)
class PagesOf:
    """Pages that go, pages that stay empty because people have pages below them (and the front pages), and those
    among the first that people worked on: title and address of who did."""

    gone: frozenset[int] = frozenset()
    emptied: frozenset[int] = frozenset()
    worked_on: tuple[tuple[str, str], ...] = ()


def pages_that_go(*, entries: Collection[UUID], programmes: Collection[str], people: Collection[int]) -> PagesOf:
    """The pages of these entries and programmes, and all that nobody but `people` ever touched.

    A page that was made or changed in the content management has an owner, a revision or a line in its log.
    """
    hands = _hands_on_pages(people)
    theirs = set(ShowcasePage.objects.filter(entry_id__in=entries).values_list("pk", flat=True))
    theirs |= set(ProgrammePage.objects.filter(program_key__in=programmes).values_list("pk", flat=True))
    grown = set(ShowcasePage.objects.exclude(entry_id=None).values_list("pk", flat=True)) - theirs
    fronts = set(HomePage.objects.values_list("pk", flat=True))
    paths = dict(Page.objects.filter(depth__gt=ROOT_DEPTH).values_list("pk", "path"))
    going = {pk for pk in paths if pk in theirs or (pk not in hands and pk not in grown)}
    staying = [path for pk, path in paths.items() if pk not in going]
    emptied = {pk for pk in going if pk in fronts or any(path.startswith(paths[pk]) for path in staying)}
    titles = dict(Page.objects.filter(pk__in=theirs & set(hands)).values_list("pk", "title"))
    worked_on = tuple((title, hands[pk]) for pk, title in titles.items())
    return PagesOf(frozenset(going - emptied), frozenset(emptied), worked_on)


def _hands_on_pages(people: Collection[int]) -> dict[int, str]:
    """By page: the address of somebody else than `people` who worked on it."""
    owned = Page.objects.exclude(owner=None).exclude(owner__in=people).values_list("pk", "owner__email")
    revised = Revision.page_revisions.exclude(user=None).exclude(user__in=people)
    logged = PageLogEntry.objects.exclude(user=None).exclude(user__in=people)
    hands = {int(pk): email for pk, email in revised.values_list("object_id", "user__email")}
    return {**hands, **dict(logged.values_list("page", "user__email")), **dict(owned)}
