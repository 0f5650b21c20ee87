"""What the control stream tells."""

from enum import StrEnum


class Ended(StrEnum):
    """What came to an end. An event is about a person, with STREAM about a stream."""

    LOGIN = "login"  # the login session with the hash `session`
    LOGINS = "logins"  # every login session but the one with the hash `kept`
    RIGHTS = "rights"  # a right to read something: which streams are left is asked again
    STREAM = "stream"  # a stream is open to fewer people than before
