"""The people of the demonstration: what one can do as each of them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.ui.components.labels import HEAD_OF, AvatarRole


@dataclass(frozen=True)
class Persona:
    """One card of /demo/."""

    key: str
    head: AvatarRole
    label: str | Promise
    can: str | Promise


@dataclass(frozen=True)
class PersonaCard:
    """A persona together with the account that plays it."""

    user: User
    head: AvatarRole
    label: str | Promise
    can: str | Promise


PERSONAS: tuple[Persona, ...] = (
    Persona("visitor", "member", _("Visitor"), _("Looks round, takes the first steps of an entry.")),
    Persona(
        "owner",
        "owner",
        _("Owner of a company"),
        _("Has entered with the company, follows where the entry stands, looks at the sketch."),
    ),
    Persona(
        "right",
        "right_hand",
        _("Right hand of the owner"),
        _("Carries the plan out beside the owner, sees the same entry."),
    ),
    Persona(
        "staff", "office", _("Officer in charge"), _("Checks entries, decides with the jury, announces the result.")
    ),
    Persona("juror", "advisor", _("Juror"), _("Reads entries and scores them by the rubric.")),
    Persona("mentor", "advisor", _("Special supporter"), _("Offers hours for talks, pins comments to sketches.")),
    Persona("exec", "advisor", _("Executive advisor"), _("Accompanies every company as the leading advisor.")),
    Persona("organiser", "organiser", _("Organiser of a community"), _("Keeps a community and its channels going.")),
    Persona(
        "declined",
        "maker",
        _("Company that was not chosen"),
        _("Was not chosen this time, and reads what can be done next."),
    ),
    Persona("contractor", "maker", _("Contractor"), _("Runs the programme for the city under contract.")),
    Persona("nushi", "supporter", _("Host with a trouble"), _("Has a trouble and looks for hands.")),
    Persona("lead", "leader", _("Group leader"), _("Leads a group of small factories.")),
    Persona("fan", "supporter", _("Fan from outside"), _("Lives elsewhere and likes this city.")),
    Persona("student", "member", _("Pupil"), _("Goes to school here and wants to try something.")),
)


def persona_cards(users: list[User]) -> list[PersonaCard]:
    """The cards for the accounts that exist, in the order in which one best meets the product."""
    by_key = {user.persona: user for user in users}
    known = [(by_key.pop(p.key), p) for p in PERSONAS if p.key in by_key]
    cards = [PersonaCard(user, HEAD_OF.get(user.avatar, p.head), p.label, p.can) for user, p in known]
    return cards + [PersonaCard(user, "member", user.name, "") for user in by_key.values()]
