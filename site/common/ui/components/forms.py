"""Everything one fills in; the order is label → ※必須／※任意 → support → control → ＊error."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from typing import Any, Literal

from django.forms import BaseForm
from django.forms.boundfield import BoundField

from common.ui.fields import FieldView, SummaryLine, summary_lines
from common.ui.registry import component
from common.ui.values import Text

Width = Literal["short", "medium", "long", "full"]


@component("field")
@dataclass(frozen=True)
class Field:
    """A field of a Django form, drawn by its widget; `slot` stands beside the control."""

    field: BoundField
    label: Text = ""
    support: Text = ""
    purpose: Text = ""
    width: Width = "full"
    columns: Literal["auto", "narrow", "wide", "one"] = "auto"
    notes: Mapping[str, Text] = default(default_factory=dict)
    readonly: bool = False
    readonly_reason: Text = ""
    okay: Text = ""
    counter: bool = True
    show_need: bool = True
    slot: str = ""

    @property
    def view(self) -> FieldView:
        """Ids, texts and the rendered control."""
        return FieldView(
            self.field,
            label=self.label,
            support=self.support or self.readonly_reason,
            purpose=self.purpose,
            width=self.width,
            readonly=self.readonly,
            counter=self.counter,
            notes=self.notes,
        )


@component("field_group")
@dataclass(frozen=True)
class FieldGroup:
    """Fields that belong together under one name, such as family and given name."""

    legend: Text
    slot: str
    id: str = ""
    required: bool | None = None
    support: Text = ""
    purpose: Text = ""
    error: Text = ""


@component("option")
@dataclass(frozen=True)
class Option:
    """One radio or checkbox card outside a Django form, as in a one-tap poll."""

    label: Text
    name: str
    value: str
    type: Literal["radio", "checkbox"] = "radio"
    note: Text = ""
    checked: bool = False
    required: bool = False
    attrs: Mapping[str, Any] = default(default_factory=dict)


@component("options")
@dataclass(frozen=True)
class Options:
    """A grid of option cards."""

    slot: str
    columns: Literal["auto", "narrow", "wide", "one"] = "auto"


@component("search_box")
@dataclass(frozen=True)
class SearchBox:
    """One box that searches by GET."""

    action: str
    label: Text
    name: str = "q"
    value: str = ""
    button_label: Text = ""


@component("error_summary")
@dataclass(frozen=True)
class ErrorSummary:
    """All errors on top, each a link to its field; takes the focus after a failed submit."""

    form: BaseForm | None = None
    forms: Sequence[BaseForm] = ()
    title: Text = ""
    id: str = "errors"

    @property
    def lines(self) -> Sequence[SummaryLine]:
        """One line per error, in the order of the fields."""
        every = [*([self.form] if self.form else []), *self.forms]
        return [line for form in every for line in summary_lines(form)]


@component("form_actions")
@dataclass(frozen=True)
class FormActions:
    """The foot of a form: back on the left, the one primary button on the right."""

    slot: str


@component("checklist_item")
@dataclass(frozen=True)
class ChecklistItem:
    """One homework to tick off; a form of its own, so one tap is enough."""

    label: Text
    action: str
    done: bool = False
    note: Text = ""
    name: str = "done"
