"""The file kind "message": who may read its bytes, and what happens when the worker has drawn a PDF."""

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import User
from accounts.rights import allowed
from common.files.registry import DOCUMENTS, FileKind, on_file_ready, on_file_refused, register_file_kind
from common.models import StoredFile
from communities.actions.attachments import FILE_KIND, MOST_FILES, note_file
from communities.queries import find_message


def may_read_file(user: User | AnonymousUser, file: StoredFile, _variant: str) -> bool:
    """Whoever may read the channel, as long as the message stands: taken down, its files are closed at once."""
    message = find_message(file.subject)
    if message is None or message.is_removed:
        return False
    channel = message.channel
    knows = allowed(user, "communities.view_community", channel.community)
    return knows and allowed(user, "communities.read_channel", channel)


def show_file(file: StoredFile) -> None:
    """Called in the transaction that makes a file ready, or refuses it after it was received."""
    note_file(file=file, now=timezone.now())


def register() -> None:
    """Called once when the app is ready; what somebody attaches takes their own room."""
    register_file_kind(FileKind(FILE_KIND, may_read_file, accepts=DOCUMENTS, max_files=MOST_FILES))
    on_file_ready(FILE_KIND, show_file)
    on_file_refused(FILE_KIND, show_file)
