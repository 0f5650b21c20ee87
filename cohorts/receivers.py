"""What accounts announces and entries follow: who is no member of an organisation is out of its entries."""

from accounts import hooks
from accounts.enums import AccessKind
from cohorts.actions import end_second_person


def on_access_changed(event: hooks.AccessChanged) -> None:
    """In the transaction that takes somebody out of an organisation, also when they leave by themselves."""
    if event.kind == AccessKind.MEMBER_REMOVED and event.scope is not None:
        end_second_person(person=event.user, organisation=event.scope)


def connect() -> None:
    """Called once by AppConfig.ready()."""
    if on_access_changed not in hooks.access_changed:
        hooks.access_changed.append(on_access_changed)
