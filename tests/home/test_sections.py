"""The sections as editors fill them in."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps.registry import apps as present
from django.db.migrations.state import ProjectState
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.text import capfirst
from django.utils.translation import override

from home.fields import SectionsField
from home.models import HomePage
from home.sections import CHECKS, DETAILS, LINES, SECTIONS
from tests.factories.home import make_site


def fields_of(block: Any, place: str) -> Iterator[tuple[str, str, Any]]:
    """Where each field stands, its name and itself, through lists and sections in sections."""
    if hasattr(block, "child_block"):
        yield from fields_of(block.child_block, place)
    for name, child in getattr(block, "child_blocks", {}).items():
        yield f"{place}.{name}", name, child
        yield from fields_of(child, f"{place}.{name}")


def test_every_field_speaks_the_editors_language():
    fields = [found for name, block in (*SECTIONS, *CHECKS, *DETAILS, *LINES) for found in fields_of(block, name)]
    made_of_names = [place for place, name, block in fields if block.label == capfirst(name.replace("_", " "))]
    with override("ja"):
        in_english = [place for place, _name, block in fields if str(block.label).isascii()]
    assert (made_of_names, in_english) == ([], [])
    assert len(fields) > 80


def test_every_section_has_a_name_in_the_editors_language():
    with override("ja"):
        assert [name for name, block in (*SECTIONS, *CHECKS, *DETAILS) if str(block.label).isascii()] == []


def test_a_new_section_needs_no_migration():
    field = HomePage._meta.get_field("body")
    assert isinstance(field, SectionsField)
    _name, _path, blocks, options = field.deconstruct()
    assert (blocks, sorted(options)) == ([[]], ["blank", "verbose_name"])


@pytest.mark.django_db
def test_a_page_that_a_migration_saves_keeps_its_sections():
    home = make_site()
    stored = HomePage.objects.filter(pk=home.pk).annotate(kept=Cast("body", TextField())).values_list("kept", flat=True)
    before = json.loads(stored.get())
    earlier = ProjectState.from_apps(present).apps.get_model("home", "HomePage")
    earlier.objects.get(pk=home.pk).save()
    assert json.loads(stored.get()) == before != []
