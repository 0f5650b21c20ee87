"""Base models of all apps, and the three tables that have no product meaning: claims, files, their variants."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.enums import FileState, LongJobState, RegisterKind
from common.refusals import sentence_for


class PublicModel(models.Model):
    """An object that people may meet: a random public id, because numeric keys never leave the server."""

    public_id = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    class Meta:
        abstract = True


class RevisedModel(models.Model):
    """An object that several people may edit: `rev` grows by one with each write (see `common.locking`)."""

    rev = models.PositiveIntegerField(_("revision"), default=0, editable=False)

    class Meta:
        abstract = True


class Claim(models.Model):
    """A quarter of an hour that belongs to one booking.

    The unique constraint makes a double booking of a person or a room impossible on every database, without a
    range type and without looking first.
    """

    resource = models.CharField(_("resource"), max_length=100)
    quarter_hour = models.DateTimeField(_("quarter of an hour"))
    holder = models.CharField(_("holder"), max_length=100, db_index=True)

    class Meta:
        verbose_name = _("claim")
        constraints = [models.UniqueConstraint(fields=["resource", "quarter_hour"], name="claim_once")]

    def __str__(self) -> str:
        return f"{self.resource} {self.quarter_hour.isoformat()}"


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Filters named by meaning."""

    def about(self, subject: uuid.UUID, kind: str) -> "StoredFileQuerySet":
        """Files of one object and one kind, oldest first."""
        return self.filter(subject=subject, kind=kind).order_by("created_at", "id")


class FileAccount(models.Model):
    """Who fills a quota: an organisation or a person, by the name that the file kind gives.

    Its row is locked while a file is added, so that two uploads at once cannot both be the last that fits.
    """

    name = models.CharField(_("name"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("account of files")

    def __str__(self) -> str:
        return self.name


class StoredFile(PublicModel):
    """A file that somebody uploaded; its bytes lie in the private store under the keys of its variants.

    `subject` is the public id of the object it belongs to; who may read it is asked from the file kind.
    """

    kind = models.CharField(_("kind"), max_length=50)
    subject = models.UUIDField(_("belongs to"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("uploaded by")
    )
    account = models.ForeignKey(
        FileAccount, models.PROTECT, null=True, related_name="files", verbose_name=_("counts for")
    )
    original_name = models.CharField(_("name"), max_length=200)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    state = models.CharField(_("state"), max_length=20, choices=FileState, default=FileState.RECEIVED)
    # A word of `common.refusals`.
    refusal = models.CharField(_("why it was refused"), max_length=20, blank=True)
    pages = models.PositiveSmallIntegerField(_("pages"), default=0)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        indexes = [models.Index(fields=["subject", "kind"], name="file_subject")]

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_ready(self) -> bool:
        """Whether its pages can be shown."""
        return self.state == FileState.READY

    @property
    def refusal_sentence(self) -> str:
        """Why it was refused and what to do, in the reader's language; empty unless it was."""
        return sentence_for(self.refusal, self.original_name) if self.state == FileState.REFUSED else ""


class FileVariant(models.Model):
    """One stored form of a file: the original, or a page as a picture in one of three sizes."""

    file = models.ForeignKey(StoredFile, models.CASCADE, related_name="variants", verbose_name=_("file"))
    name = models.CharField(_("variant"), max_length=20)
    width = models.PositiveIntegerField(_("width"), default=0)
    height = models.PositiveIntegerField(_("height"), default=0)
    media_type = models.CharField(_("type"), max_length=100)
    storage_key = models.CharField(_("storage key"), max_length=100, unique=True)

    class Meta:
        verbose_name = _("file variant")
        constraints = [models.UniqueConstraint(fields=["file", "name"], name="variant_once")]

    def __str__(self) -> str:
        return f"{self.file_id} {self.name}"


class LongJob(PublicModel):
    """Work in small steps that somebody watches (see `common.long_jobs`): `cursor` is where the next step begins."""

    name = models.CharField(_("name"), max_length=60)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("begun by"))
    state = models.CharField(_("state"), max_length=10, choices=LongJobState, default=LongJobState.WAITING)
    cursor = models.JSONField(_("where the next step begins"), default=dict)
    done = models.PositiveBigIntegerField(_("done"), default=0)
    total = models.PositiveBigIntegerField(_("of"), default=0)
    result = models.JSONField(_("result"), null=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    turn_at = models.DateTimeField(_("last turn"), default=timezone.now)
    lease_until = models.DateTimeField(_("a worker has it until"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    class Meta:
        verbose_name = _("long job")
        indexes = [models.Index(fields=["turn_at"], condition=models.Q(state="waiting"), name="long_job_turn")]

    def __str__(self) -> str:
        return f"{self.name} {self.done}/{self.total}"


class RegisterImport(models.Model):
    """One import of a register; only the rows of the live one are ever read, so that a failed import changes nothing.

    `lines` is how far the file has been taken in: an import that was cut off goes on there.
    """

    kind = models.CharField(max_length=20, choices=RegisterKind.choices)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    lines = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    is_live = models.BooleanField(default=False)
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind"], condition=models.Q(is_live=True), name="register_one_live")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"


class PostalArea(models.Model):
    """A place that a postcode stands for; several places may share one."""

    source = models.ForeignKey(RegisterImport, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=7)
    prefecture = models.CharField(max_length=10)
    city = models.CharField(max_length=60)
    town = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "code", "prefecture", "city", "town"], name="postal_area_once_an_import"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.prefecture}{self.city}{self.town}"


class CorporateRecord(models.Model):
    """A company as the register of corporate numbers names it."""

    source = models.ForeignKey(RegisterImport, on_delete=models.CASCADE, related_name="+")
    number = models.CharField(max_length=13)
    name = models.CharField(max_length=200)
    kana = models.CharField(max_length=500, blank=True)
    postal_code = models.CharField(max_length=7, blank=True)
    address = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="corporate_record_once_an_import")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
