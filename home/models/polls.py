"""One question that everybody answers with one tap. The question is a section of a page; here is what was answered."""

from django.db import models

KEY_LENGTH = 40


class PollVote(models.Model):
    """One browser's answer. `voter` is drawn by lot for this one question: nobody is known by it, here or elsewhere."""

    wagtail_reference_index_ignore = True

    poll = models.CharField(max_length=KEY_LENGTH)
    voter = models.UUIDField()
    option = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "voter"], name="poll_vote_once")]
        indexes = [models.Index(fields=["poll", "option"], name="poll_vote_count")]

    def __str__(self) -> str:
        return f"{self.poll} {self.option}"
