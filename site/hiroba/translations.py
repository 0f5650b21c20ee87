"""Gettext without the system's tools: extract, check and compile the catalogues in Python.

A machine with nothing but python3 and make has no msgfmt and no xgettext, so this module does their
work. Each app keeps its own source file (`locale/ja/<app>.po`), which lets several people write at
once; they are merged into the one `django.mo` that Django reads, and that file is never committed.

Run as `python -m hiroba.translations` (set-up, no settings needed) or `manage.py translations`.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib

from hiroba.translation_sources import Key, Message, extract, place_of_app

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "site" / "hiroba" / "locale" / "ja"
# The catalogue of what Django and Wagtail say: its English stands in their sources, not in ours.
FRAMEWORKS = "frameworks"
HEADER = {
    "Project-Id-Version": "hiroba",
    "Language": "ja",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


@dataclass(frozen=True)
class Translated:
    """One entry of one source file, with the file it stands in."""

    entry: polib.POEntry
    app: str

    @property
    def key(self) -> Key:
        """What gettext looks the entry up by."""
        return (self.entry.msgctxt, self.entry.msgid)

    @property
    def texts(self) -> tuple[str, ...]:
        """The Japanese text; for a plural entry its forms in order."""
        if self.entry.msgid_plural:
            return tuple(self.entry.msgstr_plural[n] for n in sorted(self.entry.msgstr_plural))
        return (self.entry.msgstr,)

    @property
    def is_empty(self) -> bool:
        """Whether a form is still to be written."""
        return not self.texts or not all(self.texts)


@dataclass(frozen=True)
class Report:
    """What is wrong with the catalogues; obsolete entries alone do no harm."""

    missing: tuple[Message, ...] = ()
    fuzzy: tuple[Translated, ...] = ()
    conflicting: tuple[tuple[Translated, ...], ...] = ()
    broken: tuple[Translated, ...] = ()
    obsolete: tuple[Translated, ...] = ()
    unread: tuple[str, ...] = field(default=())

    @property
    def is_clean(self) -> bool:
        """Whether a release may be made from these catalogues."""
        return not (self.missing or self.fuzzy or self.conflicting or self.broken or self.unread)


def load_catalogues(locale: Path = LOCALE) -> list[Translated]:
    """Read every source file; entries marked obsolete (`#~`) are left out."""
    return [
        Translated(entry, path.stem)
        for path in sorted(locale.glob("*.po"))
        for entry in polib.pofile(str(path))
        if not entry.obsolete
    ]


def by_key(entries: Iterable[Translated]) -> dict[Key, list[Translated]]:
    """Group entries that gettext cannot tell apart."""
    grouped: dict[Key, list[Translated]] = {}
    for item in entries:
        grouped.setdefault(item.key, []).append(item)
    return grouped


def has_other_fields(item: Translated) -> bool:
    """Whether the Japanese names a `%(field)s` or `{field}` that the English does not give.

    Such a text raises KeyError or shows braces to the reader; leaving a field out is allowed.
    """
    source = f"{item.entry.msgid} {item.entry.msgid_plural}"
    return any(fields_of(text) - fields_of(source) for text in item.texts)


def fields_of(text: str) -> set[str]:
    """The interpolation fields in `text`, both styles."""
    return set(re.findall(r"%\(\w+\)[sd]|\{\w*\}|%[sd]", text))


def check(root: Path = ROOT, locale: Path = LOCALE) -> Report:
    """Compare what the sources say with what the catalogues hold."""
    sources = extract(root)
    grouped = by_key(load_catalogues(locale))
    done = {key for key, items in grouped.items() if any(not item.is_empty for item in items)}
    every = [item for items in grouped.values() for item in items]
    return Report(
        missing=tuple(m for key, m in sources.messages.items() if key not in done),
        fuzzy=tuple(item for item in every if item.entry.fuzzy),
        conflicting=tuple(tuple(items) for items in grouped.values() if len({i.texts for i in items}) > 1),
        broken=tuple(item for item in every if has_other_fields(item)),
        obsolete=tuple(item for item in every if item.key not in sources.messages and item.app != FRAMEWORKS),
        unread=sources.unread,
    )


def compile_catalogues(locale: Path = LOCALE) -> Path:
    """Merge the source files into `LC_MESSAGES/django.mo`, written whole or not at all.

    Fuzzy and empty entries are left out, so that the reader sees the English rather than a guess.
    """
    merged = polib.POFile(wrapwidth=0)
    merged.metadata = HEADER
    for items in by_key(load_catalogues(locale)).values():
        good = [item for item in items if not item.is_empty and not item.entry.fuzzy]
        merged.extend(item.entry for item in good[:1])
    target = locale / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".part")
    merged.save_as_mofile(str(partial))
    partial.replace(target)
    return target


def as_po(message: Message) -> str:
    """The message as an entry that only waits for its Japanese text."""
    entry = polib.POEntry(
        msgid=message.singular,
        msgctxt=message.context,
        msgid_plural=message.plural or "",
        occurrences=[tuple(place.rsplit(":", 1)) for place in message.places[:3]],
    )
    if message.plural:
        entry.msgstr_plural = {0: ""}
    return str(entry)


def lines_of(report: Report) -> Iterator[str]:
    """One line for each finding, each beginning with its kind."""
    for message in report.missing:
        yield f"missing      {message.app}: {message.singular!r} ({message.places[0]})"
    for item in report.fuzzy:
        yield f"fuzzy        {item.app}: {item.entry.msgid!r}"
    for items in report.conflicting:
        where = " / ".join(f"{item.app}={item.texts[0]!r}" for item in items)
        yield f"conflicting  {items[0].entry.msgid!r}: {where}"
    for item in report.broken:
        yield f"broken field {item.app}: {item.entry.msgid!r}"
    for place in report.unread:
        yield f"unread       {place}"
    for item in report.obsolete:
        yield f"obsolete     {item.app}: {item.entry.msgid!r} (does no harm)"


def print_missing(apps: list[str]) -> int:
    """Print the entries still to be written, for the named apps or for all."""
    chosen = [m for m in check().missing if not apps or m.app in apps]
    for message in chosen:
        print(as_po(message))
    print(f"# {len(chosen)} missing", file=sys.stderr)
    return 0


def print_report() -> int:
    """Print every finding; the exit code says whether a release may be made."""
    report = check()
    for line in lines_of(report):
        print(line)
    print(f"translations: {'complete' if report.is_clean else 'not complete'}")
    return 0 if report.is_clean else 1


def main(arguments: list[str]) -> int:
    """Run `check`, `missing [app …]`, `compile` or `where`; answer the exit code."""
    command, *rest = arguments or ["check"]
    if command == "missing":
        return print_missing(rest)
    if command == "compile":
        print(compile_catalogues().relative_to(ROOT))
        return 0
    if command == "where":
        print(place_of_app(Path(rest[0])))
        return 0
    return print_report()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
