"""Find the texts to translate in Python sources and templates.

Python is read through `ast`, so concatenated literals and import aliases are seen as Python sees
them; templates go through Django's own `templatize`, so a text is found exactly as it is looked up.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

Key = tuple[str | None, str]

PRODUCT_APPS = ("common", "accounts", "realtime", "activity", "hiroba")
TOP_APPS = ("communities", "cohorts", "mentoring", "home")
APPS = (*PRODUCT_APPS, *TOP_APPS, "ui")

# For each gettext function, the places of context, singular and plural among its arguments.
PLACES: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
NAMES = {
    "_": "gettext",
    "gettext_noop": "gettext",
    **{name: name for name in PLACES},
    **{f"{name}_lazy": name for name in PLACES},
}
STRING = r"u?('(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")"
TEMPLATE_CALL = re.compile(rf"(?<!\w)(n?p?gettext|_)\(\s*{STRING}(?:\s*,\s*{STRING})?(?:\s*,\s*{STRING})?")


@dataclass(frozen=True)
class Message:
    """One text to translate, the app that owns it, and where it is used (`path:line`)."""

    context: str | None
    singular: str
    plural: str | None
    app: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Sources:
    """Every text of the sources, and the places that no tool could read."""

    messages: dict[Key, Message]
    unread: tuple[str, ...]


def place_of_app(path: Path) -> str:
    """The app whose catalogue a file's texts belong to; `path` is relative to the root.

    Templates outside an app's own folder (base, error pages, overrides of other packages) are
    wiring, hence hiroba's.
    """
    parts = path.parts
    name = parts[1] if parts[0] in ("site", "templates") and len(parts) > 2 else parts[0]
    return name if name in APPS else "hiroba"


def python_files(root: Path) -> Iterator[Path]:
    """The project's own modules; migrations repeat what the models say."""
    for folder in (*(root / "site" / app for app in PRODUCT_APPS), *(root / a for a in TOP_APPS)):
        yield from (p for p in sorted(folder.rglob("*.py")) if "migrations" not in p.parts)


def template_files(root: Path) -> Iterator[Path]:
    """Everything that Django's template engine may read, mail texts included."""
    for folder in (root / "templates", *sorted(root.glob("site/*/templates"))):
        yield from (p for p in sorted(folder.rglob("*")) if p.suffix in (".html", ".txt", ".xml"))


def gettext_names(tree: ast.AST) -> dict[str, str]:
    """The gettext names of one module, with the aliases under which it imports them."""
    names = dict(NAMES)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for alias in node.names:
                if alias.asname and alias.name in NAMES:
                    names[alias.asname] = NAMES[alias.name]
    return names


def calls_in_python(source: str) -> Iterator[tuple[int, str, list[object]]]:
    """Each gettext call as line, function and arguments; None stands for what is not a literal."""
    tree = ast.parse(source)
    names = gettext_names(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
        if name in names and (name != "_" or isinstance(called, ast.Name)):
            literals = [a.value if isinstance(a, ast.Constant) else None for a in node.args]
            built = any(isinstance(a, ast.JoinedStr) for a in node.args)
            yield node.lineno, "unread" if built else names[name], list(literals)


def calls_in_template(source: str) -> Iterator[tuple[int, str, list[object]]]:
    """Each text of a template as the gettext call that looks it up."""
    text = templatize(source)
    for match in TEMPLATE_CALL.finditer(text):
        name, *strings = match.groups()
        line = text.count("\n", 0, match.start()) + 1
        values = [ast.literal_eval(value) for value in strings if value]
        yield line, NAMES[name], values


def message_of(name: str, arguments: list[object], app: str, place: str) -> Message | None:
    """The call as a message; None when its text is not a literal (it was marked elsewhere)."""
    context_at, singular_at, plural_at = PLACES[name]
    needed = [n for n in (context_at, singular_at, plural_at) if n is not None]
    if len(arguments) <= max(needed) or not all(isinstance(arguments[n], str) for n in needed):
        return None
    context = None if context_at is None else str(arguments[context_at])
    plural = None if plural_at is None else str(arguments[plural_at])
    return Message(context, str(arguments[singular_at]), plural, app, (place,))


def all_calls(root: Path) -> Iterator[tuple[Path, int, str, list[object]]]:
    """Every gettext call of the project, in the order of files."""
    for path in python_files(root):
        for call in calls_in_python(path.read_text("utf-8")):
            yield path, *call
    for path in template_files(root):
        for call in calls_in_template(path.read_text("utf-8")):
            yield path, *call


def extract(root: Path) -> Sources:
    """Collect the texts; one used by several apps belongs to the first that uses it."""
    messages: dict[Key, Message] = {}
    unread: list[str] = []
    for path, line, name, arguments in all_calls(root):
        relative = path.relative_to(root)
        place = f"{relative}:{line}"
        if name == "unread":
            unread.append(f"{place}: a text built from an f-string cannot be looked up")
            continue
        message = message_of(name, arguments, place_of_app(relative), place)
        if message is None or not message.singular:
            continue
        key = (message.context, message.singular)
        known = messages.get(key)
        if known is not None:
            message = Message(
                known.context,
                known.singular,
                known.plural or message.plural,
                known.app,
                (*known.places, place),
            )
        messages[key] = message
    return Sources(messages, tuple(unread))
