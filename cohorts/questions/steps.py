"""The five steps in order, and the ways to find things in them."""

from collections.abc import Collection
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from cohorts.questions.company import COMPANY
from cohorts.questions.shapes import Field, Kind, Question, Step, question_of

ELIGIBILITY_KEYS = ("eligible_place", "eligible_size", "eligible_terms")

START = Step(
    "start",
    1,
    _("Getting started"),
    12,
    (
        Question(
            "eligible",
            _("Who can enter"),
            (
                Field("eligible_place", _("Is your business, or the one you plan, in %(area)s?"), Kind.YES_NO),
                Field(
                    "eligible_size",
                    _("Are you a small or medium-sized company, a sole trader, an association or about to start?"),
                    Kind.YES_NO,
                ),
                Field("eligible_terms", _("Can you take part until the final presentation?"), Kind.YES_NO),
            ),
        ),
    ),
)

PLAN = Step(
    "plan",
    3,
    _("What you want to do"),
    6,
    (
        question_of(Field("track", _("Division"), Kind.CHOICE, source="tracks")),
        question_of(
            Field(
                "title",
                _("Your plan in one line"),
                max_length=40,
                help=_("Up to 40 characters. Example: taking the load home full"),
            )
        ),
        question_of(
            Field(
                "trouble",
                _("What troubles you most"),
                Kind.LONG,
                max_length=200,
                help=_("As you would say it to a neighbour, in up to 200 characters."),
                example=_(
                    "On the way back the truck runs half empty. Where the goods are that want a lift is known "
                    "only by telephone."
                ),
            )
        ),
        question_of(
            Field(
                "plan",
                _("What you want to do, and where you want to be in a year"),
                Kind.LONG,
                max_length=400,
                help=_("Up to 400 characters. A drawing or a photo is fine too; add it below."),
            )
        ),
        question_of(
            Field(
                "spare",
                _("What you would do with the time and strength you gain"),
                Kind.LONG,
                required=False,
                max_length=200,
            )
        ),
        question_of(
            Field(
                "sdgs",
                _("Sustainable development goals"),
                Kind.CHIPS,
                required=False,
                source="sdgs",
                help=_("Up to three."),
            )
        ),
    ),
    takes_files=True,
)

CONSENT = Step(
    "consent",
    4,
    _("Files and consent"),
    3,
    (
        Question(
            "publish",
            _("What may be published"),
            (
                Field("publish_company", _("Name of the company"), Kind.TICK, required=False),
                Field("publish_title", _("Title of the plan"), Kind.TICK, required=False),
                Field("publish_content", _("What the plan is about"), Kind.TICK, required=False),
            ),
            help=_("Nothing is published before the results. What is not ticked stays private."),
            grouped=True,
        ),
        question_of(Field("consent_privacy", _("I agree to how personal data is handled"), Kind.MUST_TICK)),
        question_of(Field("consent_clean", _("We have no ties to organised crime"), Kind.MUST_TICK)),
    ),
    takes_files=True,
)

REVIEW = Step("review", 5, _("Check and submit"), 1)

STEPS = (START, COMPANY, PLAN, CONSENT, REVIEW)
FORM_STEPS = STEPS[:-1]
FIELDS: dict[str, Field] = {item.key: item for step in FORM_STEPS for item in step.fields}

# Attached files are no field, but the office may send them back like one.
FILES_KEY = "files"


def step_by_slug(slug: str) -> Step | None:
    """The step with this address, if there is one."""
    return next((step for step in STEPS if step.slug == slug), None)


def required_questions() -> list[Question]:
    """What an entrant must answer besides the e-mail address."""
    return [question for step in FORM_STEPS for question in step.questions if question.required]


def narrowed(keys: Collection[str]) -> Step:
    """A page of its own with these fields only, in the order of the form; what the office sent back."""
    kept = []
    for question in (question for step in FORM_STEPS for question in step.questions):
        fields = tuple(item for item in question.fields if item.key in keys)
        if fields:
            kept.append(replace(question, fields=fields))
    return Step("correct", 0, _("Places to correct"), 2, tuple(kept), takes_files=FILES_KEY in keys)


def in_order(keys: Collection[str]) -> list[str]:
    """These keys in the order of the form, files last."""
    return [key for key in (*FIELDS, FILES_KEY) if key in keys]
