"""Who did what (append-only, sealed), what people are told, and the outbox."""

from activity.models.mails import Delivery, Preference
from activity.models.notices import Notice
from activity.models.records import Pruning, Record, Seal

__all__ = ["Delivery", "Notice", "Preference", "Pruning", "Record", "Seal"]
