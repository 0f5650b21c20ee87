"""Making one page. Existing pages are left as editors made them; only an empty one is filled."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from wagtail.models import Locale, Page

from accounts.models import User
from home.models import BodyPage

# A section as editors would have made it: its kind and its values.
Section = tuple[str, dict[str, Any]]


def stream(sections: Sequence[tuple[str, Any]]) -> str:
    """Sections as a StreamField takes them."""
    return json.dumps([child(kind, value) for kind, value in sections], ensure_ascii=False)


def child(kind: str, value: Any) -> dict[str, Any]:
    """One section with an id of its own, by which the numbers of a figure are found again."""
    return {"type": kind, "value": value, "id": str(uuid4())}


def lines(texts: Sequence[str]) -> str:
    """Lines of a list as a StreamField takes them."""
    return stream([("line", text) for text in texts])


def ensure_page(
    model: type[Page],
    *,
    parent: Page,
    slug: str,
    title: str,
    locale: Locale,
    now: datetime,
    twin: Page | None = None,
    sections: Sequence[Section] = (),
    **fields: Any,
) -> Page:
    """The page with this slug below `parent`, made and published when there is none.

    `twin` is the same page in the other language. A page without sections (as the minimal site has them) is filled
    with title, fields and sections; one that has some belongs to its editors and stays.
    """
    found = model.objects.child_of(parent).filter(slug=slug).first()
    if found is not None:
        if not _is_empty(found) or not (sections or fields):
            return found
        return fill_page(found, title=title, now=now, sections=sections, **fields)
    key: dict[str, UUID] = {"translation_key": twin.translation_key} if twin is not None else {}
    page = model(slug=slug, locale=locale, **key)
    _write(page, title, now, sections, fields)
    parent.add_child(instance=page)
    return page


def fill_page(page: Page, *, title: str, now: datetime, sections: Sequence[Section] = (), **fields: Any) -> Page:
    """Give an empty page its words."""
    _write(page, title, now, sections, fields)
    page.save()
    page.refresh_from_db()
    return page


def _write(page: Page, title: str, now: datetime, sections: Sequence[Section], fields: dict[str, Any]) -> None:
    """Set the words of a page and show it. One write a page: its history begins with the first editor."""
    page.title = page.draft_title = title
    page.live, page.has_unpublished_changes = True, False
    page.first_published_at = page.first_published_at or now
    page.last_published_at = now
    if sections:
        fields = {**fields, "body": stream(sections)}
    for name, value in fields.items():
        setattr(page, name, value)


def go_live(page: Page, by: User | None) -> None:
    """Publish what the page holds now. Wagtail's own rights are for its admin; ours were asked before."""
    revision = page.save_revision(user=by, log_action=by is not None)
    revision.publish(user=by, log_action=by is not None, skip_permission_checks=True)


def _is_empty(page: Page) -> bool:
    return isinstance(page, BodyPage) and not len(page.body)
