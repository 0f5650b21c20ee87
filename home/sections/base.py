"""What all sections share."""

from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.live import Question, answer


class KeyBlock(blocks.CharBlock):
    """A key or an address: needed by the machine, never found by search."""

    def get_searchable_content(self, value: Any) -> list[str]:
        """Nothing to read."""
        return []


class SettingBlock(blocks.ChoiceBlock):
    """How something is drawn: chosen by the editor, never read on the page."""

    def get_searchable_content(self, value: Any) -> list[str]:
        """Nothing to read."""
        return []


class LiveMixin:
    """Adds what the source named `live` answers to the template's context."""

    live: ClassVar[str] = ""

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Ask the source, at this moment and for this page."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)  # type: ignore[misc]
        if self.live:
            question = Question(
                value, context.get("page"), timezone.now(), context.get("request"), context.get("section_id")
            )
            context.update(answer(self.live, question))
        return context


class SectionBlock(LiveMixin, blocks.StructBlock):
    """A section with a heading and one sentence.

    `ground` is the paper it lies on: "" alternates with its neighbours, "sheet" is always white, "none" draws its own.
    `script` names the file of `frontend/ts/pages/` that makes it livelier; the section works without.
    """

    ground: ClassVar[str] = ""
    script: ClassVar[str] = ""

    title = blocks.CharBlock(label=_("heading"), required=False, max_length=80)
    text = blocks.CharBlock(label=_("one sentence"), required=False, max_length=200)


class ProgramSectionBlock(SectionBlock):
    """A section about one programme: the page's own, or the one named here."""

    program_key = KeyBlock(label=_("key of the programme (empty on a programme page)"), required=False)


class LineBlock(blocks.CharBlock):
    """One line of a list."""


class LinkBlock(blocks.StructBlock):
    """A button."""

    label = blocks.CharBlock(label=_("words on the button"), max_length=30)
    target = blocks.PageChooserBlock(label=_("page it leads to"), required=False)
    path = KeyBlock(
        label=_("address inside this site"),
        required=False,
        help_text=_("Instead of a page: an address inside this site, as /communities/"),
    )
