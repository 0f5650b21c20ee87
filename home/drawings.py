"""The project's own drawings and what happens in each (their alternative text)."""

from dataclasses import dataclass

from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DRAWINGS: dict[str, Promise] = {
    "workshop-before": _("One person in a workshop full of parcels; three orders from outside pass by."),
    "workshop-after": _("Six workshop people stand along a bench and pass the parts on, one to the next."),
    "house-before": _("An empty house behind a boarded window, with grass growing high."),
    "house-after": _("Children and older people come together at a house hung with flags."),
    "harvest": _("Word of the harvest goes from a field to a restaurant."),
    "truck-share": _("A truck with half its bed empty, and people who want to load their goods."),
    "class-tablet": _("Children and older people teach each other at one tablet."),
    "homework": _("Three people in three houses share one job."),
    "village360": _("Three people look all round from the middle of a village among mountains."),
    "catalogue": _("Somebody finds the right machine in a catalogue, and its owner raises a hand."),
    "site-photo": _("A builder photographs the site, and the picture becomes the day's report."),
    "sweets-preorder": _("Orders come in ahead, and boxes of sweets travel over the mountains."),
    "care-record": _("A carer writes a record once for two places and has time to sit beside an older person."),
    "kitchen-forecast": _("A cook looks at the weather and prepares just as many pots as are wanted."),
    "inbox-together": _("Questions by telephone, paper and voice gather on one board; one person answers them."),
    "before-desk": _("Someone sits alone at a desk behind a mountain of paper."),
}
DRAWING_CHOICES = list(DRAWINGS.items())


@dataclass(frozen=True)
class Picture:
    """A picture as the templates need it; `thumb` is a smaller one for lists."""

    url: str
    alt: str
    width: int = 1200
    height: int = 750
    thumb: str = ""
    caption: str = ""

    @property
    def small(self) -> str:
        """What lists show."""
        return self.thumb or self.url


def drawing(name: str, caption: str = "") -> Picture | None:
    """One of ours by name; None for a name that is not drawn."""
    if name not in DRAWINGS:
        return None
    return Picture(static(f"hiroba/illustrations/{name}.svg"), str(DRAWINGS[name]), caption=caption)
