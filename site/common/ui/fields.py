"""Read a Django form field the way the design system wants it drawn.

Order: label → need → support text → control → error. The control names its texts in `aria-describedby`,
the error first, because that is what a person who comes back to the field needs to hear first.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from itertools import chain, repeat
from typing import Any, Literal

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString, mark_safe

from common.ui.values import Text
from common.ui.widgets import DatePartsInput

Control = Literal["text", "textarea", "select", "radio", "checkbox", "checks", "file", "date", "group", "hidden"]
CONTROLS: tuple[tuple[type[forms.Widget], Control], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.MultipleHiddenInput, "hidden"),
    (DatePartsInput, "date"),
    (forms.MultiWidget, "group"),
    (forms.CheckboxSelectMultiple, "checks"),
    (forms.RadioSelect, "radio"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.Select, "select"),
)
GROUPS: frozenset[Control] = frozenset({"radio", "checks", "date", "group"})
CLASSES: dict[Control, str] = {"textarea": "textarea", "select": "select", "file": "file"}


@dataclass(frozen=True)
class SummaryLine:
    """One error as the summary on top shows it."""

    target: str
    label: str
    text: str


@dataclass(frozen=True)
class FieldView:
    """A bound field with the texts round it; everything the template prints is decided here."""

    field: BoundField
    label: Text = ""
    support: Text = ""
    purpose: Text = ""
    width: str = "full"
    readonly: bool = False
    counter: bool = True
    notes: Mapping[str, Text] = default(default_factory=dict)

    @property
    def control(self) -> Control:
        """Which of our controls draws this field."""
        widget = self.field.field.widget
        for kind, control in CONTROLS:
            if isinstance(widget, kind):
                return control
        return "text"

    @property
    def template(self) -> str:
        """The part that draws the control."""
        return f"ui/field/{self.control}.html"

    @property
    def is_group(self) -> bool:
        """Several controls under one name are a fieldset with a legend."""
        return self.control in GROUPS

    @property
    def id(self) -> str:
        """Id of the control, or of the group."""
        return self.field.auto_id or self.field.html_name

    @property
    def focus_id(self) -> str:
        """Where a link in the error summary leads: the first control."""
        return f"{self.id}_0" if self.is_group else self.field.id_for_label or self.id

    @property
    def label_text(self) -> Text:
        """The label given in the template, else the field's own."""
        return self.label or self.field.label

    @property
    def support_text(self) -> Text:
        """Help beside the label; placeholders are never used for it."""
        return self.support or self.field.help_text

    @property
    def required(self) -> bool:
        """Whether ※必須 or ※任意 stands beside the label."""
        return self.field.field.required

    @property
    def errors(self) -> Sequence[str]:
        """Sentences that say how to repair it."""
        return tuple(str(error) for error in self.field.errors)

    @property
    def max_length(self) -> int | None:
        """Longest text allowed, if the counter shall show it."""
        limit = getattr(self.field.field, "max_length", None)
        return limit if self.counter and self.control == "textarea" else None

    @property
    def remaining(self) -> int:
        """Characters left; line breaks count as one, as they will when the text arrives."""
        value = str(self.field.value() or "").replace("\r\n", "\n")
        return (self.max_length or 0) - len(value)

    @property
    def described_by(self) -> str:
        """Ids of the texts that belong to the control, error first."""
        parts = (
            ("error", self.errors),
            ("support", self.support_text),
            ("why", self.purpose),
            ("count", self.max_length),
        )
        return " ".join(f"{self.id}-{name}" for name, there in parts if there)

    @property
    def html(self) -> SafeString:
        """The rendered control with our class and its aria wiring."""
        return self.field.as_widget(attrs=self._attrs())

    @property
    def choices(self) -> Iterator[tuple[BoundWidget, Text]]:
        """Each radio or checkbox with the note under its label."""
        for widget in self.field.subwidgets:
            yield widget, self.notes.get(str(widget.data["value"]), "")

    @property
    def boxes(self) -> Iterator[tuple[SafeString, str, str]]:
        """Each box of a control made of several: the input, its id, the unit that labels it."""
        whole: dict[str, Any] = self.field.subwidgets[0].data
        inner: list[dict[str, Any]] = whole["subwidgets"]
        units = getattr(self.field.field.widget, "units", ())
        for box, unit in zip(inner, chain(units, repeat("")), strict=False):
            box["attrs"] = {**box["attrs"], **self._box_attrs()}
            html = self.field.form.renderer.render(box["template_name"], {"widget": box})
            yield mark_safe(html), box["attrs"]["id"], unit  # noqa: S308 - Django's own widget template

    def _box_attrs(self) -> dict[str, Any]:
        return {"aria-invalid": "true"} if self.errors else {}

    def _attrs(self) -> dict[str, Any]:
        attrs: dict[str, Any] = {"data-width": self.width}
        name = "" if self.control == "checkbox" else CLASSES.get(self.control, "input")
        own = self.field.field.widget.attrs.get("class", "")
        if name or own:
            attrs["class"] = f"{name} {own}".strip()
        if self.described_by:
            attrs["aria-describedby"] = self.described_by
        if self.errors:
            attrs["aria-invalid"] = "true"
        if self.readonly:
            attrs["readonly"] = True
        if self.control == "textarea" and self.field.field.widget.attrs.get("rows") in {None, "10"}:
            attrs["rows"] = 3 if (self.max_length or 200) <= 100 else 5
        return attrs


def summary_lines(form: forms.BaseForm) -> Iterator[SummaryLine]:
    """Errors of a form in the order of its fields; those of the form as a whole come first."""
    for text in form.non_field_errors():
        yield SummaryLine("", "", str(text))
    for bound in form:
        view = FieldView(bound)
        for text in view.errors:
            yield SummaryLine(view.focus_id, str(view.label_text), text)
