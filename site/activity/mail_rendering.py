"""Turning templates into the three parts of a mail, in the recipient's language."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils import translation

from activity.unsubscribe import origin

LONGEST_SUBJECT = 200
BLANK_LINES = re.compile(r"\n\s*\n\s*\n")
# Filled in `AppConfig.ready()` by whoever knows more than activity, such as the operator's name (home).
mail_context: list[Callable[[], dict[str, Any]]] = []


@dataclass(frozen=True)
class Rendered:
    """Subject in one line, text, page."""

    subject: str
    text: str
    html: str


def render_mail(kind: str, context: dict[str, Any], language: str) -> Rendered:
    """Render `kind` ("<app>/<event>") from <app>/mail/<event>/subject.txt, body.txt and body.html.

    The subject is one line whatever stands in the context, so that nobody can add headers.
    """
    folder = _folder(kind)
    full: dict[str, Any] = {"origin": origin(), "language": language, "operator": {"name": settings.WAGTAIL_SITE_NAME}}
    with translation.override(language):
        for provide in mail_context:
            full.update(provide())
        full.update(context)
        full["subject"] = subject = _subject(folder, full)
        text = BLANK_LINES.sub("\n\n", _plain(f"{folder}/body.txt", full)).strip() + "\n"
        return Rendered(subject=subject, text=text, html=render_to_string(f"{folder}/body.html", full))


def render_titles(kind: str, context: dict[str, Any]) -> dict[str, str]:
    """The subject in every language of the product: the line of the inbox."""
    titles: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            titles[language] = _subject(_folder(kind), context)
    return titles


def _folder(kind: str) -> str:
    app, _slash, event = kind.partition("/")
    return f"{app}/mail/{event}"


def _subject(folder: str, context: dict[str, Any]) -> str:
    """One line, whatever stands in the context."""
    return " ".join(_plain(f"{folder}/subject.txt", context).split())[:LONGEST_SUBJECT]


def _plain(name: str, context: dict[str, Any]) -> str:
    """Render a text template without HTML escaping: "A & B" stays as it is."""
    template: Any = get_template(name)
    return str(template.template.render(Context(context, autoescape=False)))
