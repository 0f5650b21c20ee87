"""How the audit trail is shown to people: verbs in words, objects by name. Each app registers its own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from activity.models import Record
from common.errors import Sentence


@dataclass(frozen=True)
class SubjectKind:
    """One kind of object in the audit trail, such as "cohorts.entry".

    `names(ids)` gives a name (and an address, or "") for each id it knows, in one query. `find(text)` gives the ids
    of the objects that somebody means by what they typed (a receipt number, a mail address).
    """

    name: str
    label: Sentence
    names: Callable[[Iterable[UUID]], Mapping[UUID, tuple[str, str]]]
    find: Callable[[str], Iterable[UUID]] | None = None


@dataclass(frozen=True)
class Named:
    """An object as a line of the page shows it."""

    kind: Sentence
    name: str = ""
    url: str = ""


_kinds: dict[str, SubjectKind] = {}
_verbs: dict[str, Sentence] = {}


def register_subject_kind(kind: SubjectKind) -> None:
    """Make a kind of object known; a second registration of the same name replaces the first."""
    _kinds[kind.name] = kind


def register_verbs(words: Mapping[str, Sentence]) -> None:
    """What each verb of an app is called: {"entry_read": _("opened the entry")}."""
    _verbs.update(words)


def verb_words(verb: str) -> Sentence:
    """The verb in words, or as it is written in the line."""
    return _verbs.get(verb, verb.replace("_", " "))


def known_verbs() -> frozenset[str]:
    """Every verb that has words."""
    return frozenset(_verbs)


def find_subjects(text: str) -> frozenset[UUID]:
    """The objects that somebody means: a public id, or whatever the kinds recognise."""
    try:
        return frozenset({UUID(text)})
    except ValueError:
        return frozenset(found for kind in _kinds.values() if kind.find for found in kind.find(text))


def kind_words(name: str) -> Sentence:
    """What a kind of object is called."""
    return _kinds[name].label if name in _kinds else name


def name_subjects(lines: Iterable[Record]) -> dict[UUID, Named]:
    """Names of the objects of some lines: one query for each kind that occurs."""
    wanted: dict[str, set[UUID]] = {}
    for line in lines:
        if line.subject_id is not None:
            wanted.setdefault(line.subject_kind, set()).add(line.subject_id)
    named: dict[UUID, Named] = {}
    for name, ids in wanted.items():
        kind = _kinds.get(name)
        found = kind.names(ids) if kind else {}
        named |= {public_id: Named(kind_words(name), *found.get(public_id, ("", ""))) for public_id in ids}
    return named
