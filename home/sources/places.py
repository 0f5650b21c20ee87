"""A community on a public page of its own, and what is said about accessibility."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from common.dates import format_date
from common.ui.components.data import Column, Term
from common.ui.components.labels import Fact
from communities.models import Community
from communities.queries import events_of, with_member_count
from communities.views.event_faces import event_rows
from communities.views.faces import chips_of, people_count
from home.live import Question, source
from home.models import AccessibilityPage, AccessibilityPolicyPage, AccessibilityResultsPage
from home.models.accessibility import Claim

MOST_EVENTS = 3


@source("community_head")
def community_head(question: Question) -> dict[str, Any]:
    """Theme, picture, people and what is ahead, as a stranger may know them; three queries."""
    listed = with_member_count(Community.objects.listed())
    found = listed.filter(slug=question.page.community_key).first()
    if found is None:
        return {"community": None, "events": []}
    theme = Fact("flag", _("Theme: %(theme)s") % {"theme": found.theme})
    return {
        "community": found,
        "community_url": reverse("communities:community", args=[found.public_id]),
        "chips": chips_of(found),
        "facts": [theme, Fact("people", people_count(getattr(found, "member_count", 0)))],
        "picture": f"{found.drawing}.svg",
        "picture_alt": found.drawing_text,
        "events": event_rows(events_of(found, question.now)[:MOST_EVENTS]),
    }


def claim_sentence(page: AccessibilityPage) -> str:
    """The claim in the words that the committee allows, no stronger."""
    texts = {
        Claim.CONFORMS: _("%(title)s: conforms to %(standard)s, level %(level)s."),
        Claim.PARTLY: _("%(title)s: conforms in part to %(standard)s, level %(level)s."),
        Claim.CONSIDERS: _("%(title)s: takes %(standard)s, level %(level)s, into account."),
    }
    names = {"title": _("This site"), "standard": page.standard, "level": page.level}
    return texts[Claim(page.claim)] % names


@source("accessibility_policy")
def accessibility_policy(question: Question) -> dict[str, Any]:
    """The promise and the published results."""
    page: AccessibilityPolicyPage = question.page
    results = AccessibilityResultsPage.objects.child_of(page).live().public().order_by("-tested_on")
    facts = [
        Term(_("Standard and level"), f"{page.standard} {page.level}"),
        Term(_("Which pages"), page.scope),
        Term(_("To be reached by"), format_date(page.goal_on, with_year=True) if page.goal_on else _("reached")),
    ]
    return {
        "claim_sentence": claim_sentence(page),
        "facts": facts,
        "results": [{"title": result.title, "url": result.get_url(question.request)} for result in results],
    }


@source("accessibility_results")
def accessibility_results(question: Question) -> dict[str, Any]:
    """What was tested, how, and how each criterion came out."""
    page: AccessibilityResultsPage = question.page
    words = {"passes": _("passes"), "fails": _("fails"), "absent": _("does not apply")}
    sample = _("%(random)d by lot, %(chosen)d by hand") % {"random": page.random_pages, "chosen": page.chosen_pages}
    checks = [child.value for child in page.checks]
    return {
        "claim_sentence": claim_sentence(page),
        "facts": [
            Term(_("Standard and level"), f"{page.standard} {page.level}"),
            Term(_("Tested until"), format_date(page.tested_on, with_year=True)),
            Term(_("Pages"), sample),
            Term(_("How"), page.method),
        ],
        "columns": [Column(_("Criterion")), Column(_("What it asks")), Column(_("Outcome")), Column(_("Note"))],
        "rows": [(c["number"], c["name"], words[c["outcome"]], c["note"] or "") for c in checks],
    }
