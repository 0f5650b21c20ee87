"""What accounts announces about somebody's access becomes an event of the control stream, in the same transaction."""

from accounts.enums import AccessKind
from accounts.hooks import AccessChanged
from realtime.actions import end_access, recheck_reader
from realtime.enums import Ended
from realtime.sessions import session_hash

# What is gained is found at the next subscription; only an end has to reach who is listening already.
GAINS = {AccessKind.ROLE_GRANTED, AccessKind.MEMBER_ADDED}


def end_what_ended(event: AccessChanged) -> None:
    """Close the sockets of ended logins, ask again what the others may read."""
    if event.kind in GAINS:
        return
    if event.kind == AccessKind.LOGOUT:
        _end(event, Ended.LOGIN, {"session": session_hash(event.session)})
    elif event.kind == AccessKind.SESSIONS_ENDED:
        _end(event, Ended.LOGINS, {"kept": session_hash(event.kept)})
    elif event.kind == AccessKind.DEACTIVATED:
        _end(event, Ended.LOGINS, {"kept": ""})
    else:
        recheck_reader(user=event.user, by=None, now=event.now)


def _end(event: AccessChanged, ended: Ended, data: dict[str, str]) -> None:
    end_access(ended=ended, about=event.user.public_id, data=data, by=None, now=event.now)
