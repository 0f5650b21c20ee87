"""The catalogues' tool, on small sources of its own; and the project's catalogues themselves."""

import gettext
from pathlib import Path

import pytest

from hiroba import translations
from hiroba.translation_sources import extract, place_of_app

PYTHON = """
from django.utils.translation import gettext_lazy as tr, ngettext, pgettext, gettext as _
A = tr("One " "sentence")
B = ngettext("%(n)s entry", "%(n)s entries", 2)
C = pgettext("month", "May")
D = _(A)
"""
TEMPLATE = """{% load i18n %}
<p title="{{ x|default:_('Nothing') }}">{% translate "Next" %}</p>
{% blocktranslate trimmed count n=n %}
  one seat
{% plural %}
  {{ n }} seats
{% endblocktranslate %}
{% ui_button label=_("Send") %}
{% translate "May" context "month" %}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one module, one template and an empty locale."""
    for name in ("cohorts", "templates/ui", "locale"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "cohorts" / "views.py").write_text(PYTHON)
    (tmp_path / "templates" / "ui" / "button.html").write_text(TEMPLATE)
    return tmp_path


def write(project: Path, app: str, text: str) -> None:
    (project / "locale" / f"{app}.po").write_text(text)


def report(project: Path) -> translations.Report:
    return translations.check(project, project / "locale")


def entry(english: str, japanese: str, *lines: str) -> str:
    return "".join(f"{line}\n" for line in lines) + f'msgid "{english}"\nmsgstr "{japanese}"\n\n'


def test_extract_finds_texts_of_python_and_templates(project):
    messages = extract(project).messages
    assert {(key, m.plural, m.app) for key, m in messages.items()} == {
        ((None, "One sentence"), None, "cohorts"),
        ((None, "%(n)s entry"), "%(n)s entries", "cohorts"),
        (("month", "May"), None, "cohorts"),
        ((None, "Nothing"), None, "ui"),
        ((None, "Next"), None, "ui"),
        ((None, "one seat"), "%(n)s seats", "ui"),
        ((None, "Send"), None, "ui"),
    }


def test_extract_names_every_place_of_a_text(project):
    assert extract(project).messages["month", "May"].places == ("cohorts/views.py:5", "templates/ui/button.html:9")


def test_extract_reports_an_f_string(project):
    (project / "cohorts" / "forms.py").write_text('from x import _\nA = _(f"{n} seats")\n')
    assert [place.split(": ")[0] for place in extract(project).unread] == ["cohorts/forms.py:2"]
    assert not report(project).is_clean


@pytest.mark.parametrize(
    ("path", "app"),
    [
        ("site/accounts/views.py", "accounts"),
        ("site/common/ui/registry.py", "common"),
        ("cohorts/actions/entries.py", "cohorts"),
        ("templates/cohorts/entry_edit.html", "cohorts"),
        ("templates/ui/button.html", "ui"),
        ("templates/base.html", "hiroba"),
        ("templates/wagtailadmin/base.html", "hiroba"),
    ],
)
def test_place_of_app(path, app):
    assert place_of_app(Path(path)) == app


def test_check_finds_what_is_missing_also_when_the_text_is_empty(project):
    write(project, "ui", entry("Send", "送信") + entry("Next", ""))
    assert {m.singular for m in report(project).missing} == {
        "One sentence", "%(n)s entry", "May", "Nothing", "Next", "one seat",
    }  # fmt: skip


def test_check_takes_an_entry_from_any_file(project):
    write(project, "mentoring", entry("One sentence", "一文"))
    assert "One sentence" not in {m.singular for m in report(project).missing}


def test_check_finds_fuzzy_conflicting_and_obsolete(project):
    write(project, "ui", entry("Send", "送信", "#, fuzzy") + entry("Next", "次へ"))
    write(project, "home", entry("Next", "つぎへ") + entry("Gone", "なし"))
    found = report(project)
    assert [item.entry.msgid for item in found.fuzzy] == ["Send"]
    assert [[item.app for item in items] for items in found.conflicting] == [["home", "ui"]]
    assert [item.entry.msgid for item in found.obsolete] == ["Gone"]


def test_what_the_frameworks_say_is_never_obsolete(project):
    write(project, translations.FRAMEWORKS, entry("Usage count", "使用数"))
    assert report(project).obsolete == ()


def test_check_allows_the_same_translation_twice(project):
    write(project, "ui", entry("Next", "次へ"))
    write(project, "home", entry("Next", "次へ"))
    assert report(project).conflicting == ()


def test_check_finds_a_field_that_the_english_does_not_give(project):
    write(project, "ui", 'msgid "one seat"\nmsgid_plural "%(n)s seats"\nmsgstr[0] "%(count)s席"\n')
    assert [item.entry.msgid for item in report(project).broken] == ["one seat"]


def test_missing_entries_are_printed_so_that_they_can_be_filled_in(project, capsys, monkeypatch):
    found = report(project)
    with monkeypatch.context() as patch:
        patch.setattr(translations, "check", lambda: found)
        translations.main(["missing", "cohorts"])
    printed = capsys.readouterr().out
    write(project, "cohorts", printed.replace('msgstr ""', 'msgstr "訳"').replace('msgstr[0] ""', 'msgstr[0] "訳"'))
    assert {m.app for m in report(project).missing} == {"ui"}


def test_compile_makes_a_catalogue_that_gettext_reads(project):
    write(project, "ui", entry("Send", "送信") + entry("Next", "次へ", "#, fuzzy"))
    write(project, "cohorts", 'msgid "%(n)s entry"\nmsgid_plural "%(n)s entries"\nmsgstr[0] "%(n)s件"\n')
    with translations.compile_catalogues(project / "locale").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    assert catalogue.gettext("Send") == "送信"
    assert catalogue.gettext("Next") == "Next"
    assert [catalogue.ngettext("%(n)s entry", "%(n)s entries", n) for n in (1, 2)] == ["%(n)s件"] * 2


def test_the_product_is_complete_in_japanese():
    found = translations.check()
    assert [line for line in translations.lines_of(found) if not line.startswith("obsolete")] == []
