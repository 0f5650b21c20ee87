"""Pictures of the library: what everybody sees is not exchanged or taken away behind the check by a second person."""

from collections.abc import Collection
from typing import Any

from wagtail.images.models import Image
from wagtail.models import Page
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from home.models import OperatorSettings

CHANGING = {"change", "delete"}


class PicturePolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's own, but a picture that is shown stays as it is.

    Administrators may, as with pages. Whoever wants another picture uploads it and chooses it in a draft.
    """

    def user_has_any_permission_for_instance(self, user: Any, actions: Collection[str], instance: Image) -> bool:
        """Wagtail asks here before every change and deletion, of one or of many."""
        wanted = set(actions)
        if wanted & CHANGING and not user.is_superuser and is_shown(instance):
            wanted -= CHANGING
        return bool(wanted and super().user_has_any_permission_for_instance(user, wanted, instance))


def is_shown(image: Image) -> bool:
    """Whether a live page or the head of the site shows it."""
    return any(
        isinstance(place, OperatorSettings) or (isinstance(place, Page) and place.live)
        for place, _references in image.get_usage()
    )


def picture_policy() -> PicturePolicy:
    """As `wagtail.images.get_permission_policy` makes its own."""
    return PicturePolicy(Image, auth_model="wagtailimages.Image", owner_field_name="uploaded_by_user")
