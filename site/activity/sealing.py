"""The two keyed hashes of the audit trail: the mark of a line, the digest of a link. Pure; no database.

Keyed with the secret key, so that somebody who can write to the database alone can make neither. When the key is
changed, put the old one into SECRET_KEY_FALLBACKS: old lines are still recognised by it.

>>> mark_of(b"a line", "key") == mark_of(b"a line", "key") != mark_of(b"a lime", "key")
True
>>> link_digest("", b"a", "mark", "key") != link_digest("before", b"a", "mark", "key")
True
"""

import hmac
import json
from collections.abc import Iterator
from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from activity.models import Pruning, Record

MARK_SALT = "activity.record.mark"
LINK_SALT = "activity.record.link"
PRUNING_SALT = "activity.record.pruning"
FIELDS = (
    "actor_id",
    "actor_role",
    "on_behalf_of_id",
    "verb",
    "is_reading",
    "subject_kind",
    "subject_id",
    "part_of",
    "facts",
)


def content_of(record: "Record") -> bytes:
    """Everything a line says, as the same bytes on every database."""
    values: dict[str, Any] = {name: getattr(record, name) for name in FIELDS}
    values["public_id"] = record.public_id
    values["at"] = record.at.astimezone(UTC).isoformat(timespec="microseconds")
    return json.dumps(values, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str).encode()


def mark_of(content: bytes, key: str | None = None) -> str:
    """The mark of a line with this content, under the present key unless another is given."""
    return _keyed(MARK_SALT, content, key)


def link_digest(before: str, content: bytes, mark: str, key: str | None = None) -> str:
    """The digest of the link after the one with digest `before` ("" for the first)."""
    return _keyed(LINK_SALT, b"\n".join([before.encode(), mark.encode(), content]), key)


def has_right_mark(record: "Record") -> bool:
    """Whether the line was written by this installation and says what it said then."""
    content = content_of(record)
    return any(hmac.compare_digest(record.mark, mark_of(content, key)) for key in _keys())


def is_right_digest(digest: str, before: str, record: "Record") -> bool:
    """Whether `digest` is that of a link which holds this line after the link `before`."""
    content = content_of(record)
    return any(hmac.compare_digest(digest, link_digest(before, content, record.mark, key)) for key in _keys())


def pruning_mark(pruning: "Pruning", key: str | None = None) -> str:
    """The mark of a removal on schedule: which links lost their lines, up to which end of the chain, when."""
    at = pruning.pruned_at.astimezone(UTC).isoformat(timespec="microseconds")
    said = [at, pruning.first, pruning.last, pruning.last_digest, list(pruning.positions)]
    return _keyed(PRUNING_SALT, json.dumps(said).encode(), key)


def has_right_pruning_mark(pruning: "Pruning") -> bool:
    """Whether this installation took these lines out, and no others."""
    return any(hmac.compare_digest(pruning.mark, pruning_mark(pruning, key)) for key in _keys())


def _keys() -> Iterator[str]:
    yield settings.SECRET_KEY
    yield from map(str, settings.SECRET_KEY_FALLBACKS)


def _keyed(salt: str, content: bytes, key: str | None) -> str:
    return salted_hmac(salt, content, secret=key or settings.SECRET_KEY, algorithm="sha256").hexdigest()
