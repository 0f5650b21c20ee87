"""Sections of a programme's page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.sections.base import KeyBlock, ProgramSectionBlock, SectionBlock


class CallBlock(ProgramSectionBlock):
    """A strip with the open call of one programme; nothing is drawn while none is open."""

    live = "call"

    class Meta:
        template = "home/sections/call.html"
        icon = "date"
        label = _("Open call")


class TimelineBlock(ProgramSectionBlock):
    """The course of a term with いまここ."""

    live = "timeline"

    cohort_key = KeyBlock(label=_("key of the term (empty: the current one)"), required=False)

    class Meta:
        template = "home/sections/timeline.html"
        icon = "time"
        label = _("Timeline")


class TracksBlock(ProgramSectionBlock):
    """The divisions as picture cards."""

    live = "tracks"

    class Meta:
        template = "home/sections/tracks.html"
        icon = "grip"
        label = _("Divisions")


class SplitBlock(blocks.StructBlock):
    """What the office expected of the divisions, and how it came out."""

    title = blocks.CharBlock(label=_("heading"), max_length=60)
    cohort_key = KeyBlock(label=_("key of the term"))
    sentence = blocks.CharBlock(label=_("what one sees"), max_length=160)
    source = blocks.CharBlock(label=_("source and date"), max_length=160)
    is_made_up = blocks.BooleanBlock(required=False, label=_("made up"))


class RubricBlock(ProgramSectionBlock):
    """What is judged, with weights, beside the divisions chosen in an earlier term."""

    live = "rubric"
    ground = "sheet"

    split = blocks.ListBlock(SplitBlock(), max_num=1, default=[], label=_("divisions chosen earlier"))

    class Meta:
        template = "home/sections/rubric.html"
        icon = "list-ol"
        label = _("Criteria and weights")


class QuestionBlock(blocks.StructBlock):
    """One question with its answer."""

    question = blocks.CharBlock(label=_("question"), max_length=80)
    answer = blocks.TextBlock(label=_("answer"))


class FaqBlock(SectionBlock):
    """What entrants ask first."""

    questions = blocks.ListBlock(QuestionBlock(), label=_("questions"))

    class Meta:
        template = "home/sections/faq.html"
        icon = "help"
        label = _("Questions and answers")


class MentorsBlock(SectionBlock):
    """Who walks along."""

    live = "mentors"

    source = blocks.CharBlock(label=_("source and date"), max_length=160, required=False)

    class Meta:
        template = "home/sections/mentors.html"
        icon = "group"
        label = _("Mentors")
