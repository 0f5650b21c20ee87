"""Asking for a right, and answering a denial with a sentence.

Predicates stand in each app's `permissions.py` (django-rules); this is the only door through which views ask.
Superusers get nothing for free here: blind review holds for them too.
"""

from typing import Any

import rules
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from common.errors import LoginNeeded, NotAllowed, NotFound, Sentence

_sentences: dict[str, Sentence] = {}


def sentence(perm: str, text: Sentence) -> None:
    """Register what a person reads when the right `perm` is denied; called beside `add_perm`."""
    _sentences[perm] = text


def denial(perm: str) -> Sentence:
    """The sentence of a right, or the general one."""
    return _sentences.get(perm, NotAllowed.default)


def allowed(user: User | AnonymousUser, perm: str, obj: Any = None) -> bool:
    """Whether the person has the right; LookupError for a right that nobody registered (a typing error)."""
    if not rules.perm_exists(perm):
        raise LookupError(f"no right is named {perm}")
    return bool(rules.has_perm(perm, user, obj))


def require(user: User | AnonymousUser, perm: str, obj: Any = None) -> None:
    """Pass, or raise LoginNeeded (nobody is logged in) or NotAllowed with the sentence of the right."""
    if allowed(user, perm, obj):
        return
    if not user.is_authenticated:
        raise LoginNeeded
    raise NotAllowed(denial(perm))


def require_or_404(user: User | AnonymousUser, perm: str, obj: Any = None) -> None:
    """Pass, or raise NotFound: for objects whose very existence is not everybody's business.

    Nobody logged in is asked to log in first, whether the object exists or not: look the object up after
    `require_login` when even that must not differ.
    """
    if not allowed(user, perm, obj):
        raise NotFound


def require_login(user: User | AnonymousUser) -> User:
    """The logged-in person, or LoginNeeded."""
    if not isinstance(user, User) or not user.is_active:
        raise LoginNeeded
    return user
