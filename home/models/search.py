"""What the search keeps of things that are no pages; words in the spelling of the index (`home.search.pairs`)."""

from django.contrib.contenttypes.models import ContentType
from django.db import models

SOURCE_LENGTH = 16
PLACE_LENGTH = 40


class SearchRow(models.Model):
    """One thing that can be found. The database keeps the full-text index beside it (`home.search.tables`).

    `source` is the name of its `SearchSource`, `place` that name and the key of what decides who may find it. Kind and
    number of the object have the usual names, by which whoever removes things past the actions takes the row along.
    """

    wagtail_reference_index_ignore = True

    source = models.CharField(max_length=SOURCE_LENGTH)
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+", db_index=False)
    object_id = models.PositiveBigIntegerField()
    place = models.CharField(max_length=PLACE_LENGTH)
    title = models.TextField()
    body = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="search_row_once")]
        indexes = [models.Index(fields=["place"], name="search_row_place")]

    def __str__(self) -> str:
        return f"{self.source} {self.object_id}"
