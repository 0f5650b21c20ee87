"""Every limit and every list of our forms refuses with a sentence of ours, never with the framework's."""

from importlib import import_module

import pytest
from django import forms

MODULES = (
    "accounts.forms.login",
    "accounts.forms.account",
    "accounts.forms.organisations",
    "accounts.forms.staff",
    "activity.forms",
    "cohorts.forms",
    "communities.forms",
    "mentoring.forms",
)


def own_forms(name: str) -> list[type[forms.BaseForm]]:
    found = vars(import_module(name)).values()
    return [
        item for item in found if isinstance(item, type) and issubclass(item, forms.Form) and item is not forms.Form
    ]


@pytest.mark.parametrize("name", MODULES)
def test_a_text_that_is_too_long_gets_our_sentence(name):
    fields = [(form, key, field) for form in own_forms(name) for key, field in form.base_fields.items()]
    default = [
        (form.__name__, key)
        for form, key, field in fields
        if isinstance(field, forms.CharField) and field.max_length and "max_length" not in field.error_messages
    ]
    assert default == []


@pytest.mark.parametrize("name", ["mentoring.forms", "cohorts.forms"])
def test_a_choice_that_does_not_exist_gets_our_sentence(name):
    framework = forms.ChoiceField.default_error_messages["invalid_choice"]
    fields = [(form, key, field) for form in own_forms(name) for key, field in form.base_fields.items()]
    default = [
        (form.__name__, key)
        for form, key, field in fields
        if isinstance(field, forms.ChoiceField) and field.error_messages["invalid_choice"] == framework
    ]
    assert default == []
