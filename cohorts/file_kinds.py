"""Files of entries: who may open them, and whose room they take."""

from uuid import UUID

from accounts.permissions import AnyUser
from accounts.rights import allowed
from cohorts.models import Entry
from cohorts.questions import MAX_FILES
from common.files import DOCUMENTS, FileKind
from common.files.registry import whoever_uploads
from common.models import StoredFile


def may_read_entry_file(user: AnyUser, file: StoredFile, variant: str) -> bool:
    """The entrant's team always, the office once it is handed in; jurors never, since files tell names."""
    entry = Entry.objects.select_related("cohort", "organisation").filter(public_id=file.subject).first()
    return entry is not None and allowed(user, "cohorts.read_entry_file", entry)


def account_of_entry(entry: Entry) -> str:
    """Who fills the quota with the files of an entry: its organisation; without one whoever entered it."""
    owner = entry.organisation
    return f"organisation:{owner.public_id}" if owner is not None else whoever_uploads(entry.public_id, entry.applicant)


def account_of_entry_file(subject: UUID, by: AnyUser) -> str:
    """The same for a file that is being added to the entry with this public id."""
    entry = Entry.objects.select_related("organisation", "applicant").get(public_id=subject)
    return account_of_entry(entry)


entry_files = FileKind(
    name="cohorts.entry",
    may_read=may_read_entry_file,
    account=account_of_entry_file,
    accepts=DOCUMENTS,
    max_bytes=10 * 1024 * 1024,
    max_files=MAX_FILES,
)
