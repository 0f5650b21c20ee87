"""Addresses beside Wagtail's pages: search, the operator's colour, numbers of a figure, publishing a case."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Locale, Page

from accounts.rights import allowed, require, require_login
from cohorts.models import Entry
from common.errors import InvalidInput, NotFound, status_of
from common.spreadsheets import figure_response
from common.ui.components.actions import Segment
from home.actions import draft_showcase, publish_showcase, write_showcase
from home.colours import darker
from home.forms import CaseForm
from home.models import BodyPage, ShowcasePage
from home.queries import case_of_entry, frame_for, operator_for
from home.queries.search import Results, search_everything
from home.sources.cases import parts_of
from home.sources.figures import figure_blocks, figure_of
from mentoring.queries import showcase_pictures

MOST_PAGES = 50
LONGEST_NUMBER = 9
TWO = 2
EXAMPLES = {"ja": ("工場", "飛騨", "リビングラボ", "在宅"), "en": ("sketch", "Hida", "living lab", "subsidy")}


@require_safe
@never_cache
def search(request: HttpRequest) -> HttpResponse:
    """One box over pages, communities, events and messages; `?kind=` keeps one of them.

    What was found is marked; nothing found is answered with examples.
    """
    page = page_number(request.GET.get("page", ""))
    results = search_everything(request, request.GET.get("q", ""), request.GET.get("kind", ""), page)
    examples = EXAMPLES["ja" if getattr(request, "LANGUAGE_CODE", "ja").startswith("ja") else "en"]
    context = {"results": results, "examples": examples, "kinds": _kinds(results)}
    return render(request, "home/search.html", context)


def _kinds(results: Results) -> list[Segment]:
    """The choice of a kind with how much there is of each; none while nothing or only one kind was found."""
    filled = [group for group in results.groups if group.total]
    if len(filled) < TWO:
        return []
    kept = {"q": results.query}
    everything = Segment(_("All"), url=f"?{urlencode(kept)}", current=not results.kind)
    return [
        everything,
        *(
            Segment(
                str(group.label),
                url=f"?{urlencode({**kept, 'kind': group.name})}",
                count=group.total,
                current=results.kind == group.name,
            )
            for group in results.groups
            if group.total or results.kind == group.name
        ),
    ]


def page_number(typed: str) -> int:
    """The page somebody asked for, 1 to MOST_PAGES; anything that is no small number means the first."""
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER
    return min(max(int(typed), 1), MOST_PAGES) if is_number else 1


@require_safe
@cache_control(public=True, max_age=60 * 60 * 24)
def theme(request: HttpRequest) -> HttpResponse:
    """The operator's colour as a stylesheet; its address changes with the colour."""
    accent = operator_for(request).accent
    text = f":root{{--action:{accent};--action-hover:{darker(accent)};--link:{darker(accent)}}}\n"
    return HttpResponse(text, content_type="text/css; charset=utf-8")


@require_safe
def figure_csv(request: HttpRequest, page_key: UUID, section_id: UUID) -> HttpResponse:
    """The table of one figure on a public page, in the reader's language."""
    pages = Page.objects.live().public().filter(translation_key=page_key, locale=Locale.get_active())
    page = pages.specific().first()
    blocks = figure_blocks(page.body) if isinstance(page, BodyPage) else ()
    found = next((block for block in blocks if str(block.id) == str(section_id)), None)
    figure = figure_of(found) if found is not None else None
    if figure is None:
        raise NotFound
    return figure_response(figure, f"figure-{section_id.hex[:8]}.csv")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def showcase_publish(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """The case of one entry: preview, the three lists to fill in, one button that publishes."""
    user = require_login(request.user)
    entry = Entry.objects.select_related("cohort__program", "track").filter(public_id=entry_id).first()
    if entry is None or not allowed(user, "home.see_showcase_draft", entry):
        raise NotFound
    page = case_of_entry(entry_id) or draft_showcase(entry=entry, now=timezone.now())
    if page is None:
        return render(request, "home/showcase_no_consent.html", {"entry": entry})
    draft = page.get_latest_revision_as_object()
    form = CaseForm(request.POST or None, page=draft)
    if request.method == "POST":
        require(user, "home.publish_showcase", entry)
        if form.is_valid() and _published(form, page, request):
            return HttpResponseRedirect(page.get_url(request) or frame_for(request).cases)
    context = {"entry": entry, "page": draft, "live": page, "form": form, **_preview(draft, entry)}
    context["may_publish"] = allowed(user, "home.publish_showcase", entry)
    return render(request, "home/showcase_publish.html", context, status=status_of(form))


def _published(form: CaseForm, page: ShowcasePage, request: HttpRequest) -> bool:
    """Write and publish; what is missing goes to its field."""
    user, now = require_login(request.user), timezone.now()
    try:
        write_showcase(page=page, **form.cleaned_data, by=user, now=now)
        publish_showcase(page=page, by=user, now=now)
    except InvalidInput as error:
        for name, sentence in error.fields.items():
            form.add_error(name if name in form.fields else None, str(sentence))
        return False
    return True


def _preview(draft: ShowcasePage, entry: Entry) -> dict[str, object]:
    """The parts of the case; while the sketch is not public, its versions as the office sees them."""
    pictures = showcase_pictures(entry, public_only=False) if entry.publish_content else []
    return {**parts_of(draft), "pictures": pictures, "no_sketch": _("There is no sketch yet.")}
