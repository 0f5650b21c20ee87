"""Why an entry stands where it stands, in a sentence: whoever decides has to be able to say it."""

from django.utils.translation import ngettext

from cohorts.ranking import Ranked


def why_here(row: Ranked) -> str:
    """How many jurors, from where to where, and what a shared position means; empty without scores."""
    if row.position is None:
        return ""
    count, sharing = len(row.points), row.sharing
    sentence = ngettext(
        "Mean of %(n)d juror (%(low)s to %(high)s).", "Mean of %(n)d jurors (%(low)s to %(high)s).", count
    ) % {"n": count, "low": f"{min(row.points):g}", "high": f"{max(row.points):g}"}
    if not sharing:
        return sentence
    tie = ngettext(
        "The same mean as %(n)d other entry: the same rank, shown by receipt number.",
        "The same mean as %(n)d other entries: the same rank, shown by receipt number.",
        sharing,
    )
    return f"{sentence} {tie % {'n': sharing}}"
