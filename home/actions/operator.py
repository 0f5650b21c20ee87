"""Who runs the site."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Site

from accounts.models import User
from activity.actions import record
from common.errors import InvalidInput
from home.models import OperatorSettings
from home.queries import forget_frames


@transaction.atomic
def write_operator(*, name: str, email: str, phone: str, by: User, now: datetime) -> OperatorSettings:
    """Write name and contact; what else was written before stays. Raises InvalidInput for what cannot be kept."""
    found: OperatorSettings
    found, _created = OperatorSettings.objects.get_or_create(site=Site.objects.get(is_default_site=True))
    found.name, found.email, found.phone = name, email, phone
    try:
        found.full_clean()
    except ValidationError as error:
        raise InvalidInput({field: texts[0] for field, texts in error.message_dict.items()}) from error
    found.save()
    record(verb="operator_written", subject=OperatorSettings, by=by, now=now)
    forget_frames()
    return found
