"""Keyed hashes and keys derived from SECRET_KEY: without it the database tells nothing about what was hashed."""

import base64
import hashlib

from django.utils.crypto import salted_hmac


def keyed_hash(purpose: str, text: str) -> str:
    """A hash of `text` (64 characters) that only this installation can make; "" stays ""."""
    return salted_hmac(f"accounts.{purpose}", text, algorithm="sha256").hexdigest() if text else ""


def fernet_key(secret: str) -> bytes:
    """The encryption key for secrets of second factors that belongs to one SECRET_KEY."""
    return base64.urlsafe_b64encode(hashlib.sha256(b"accounts.second_factor:" + secret.encode()).digest())
