"""The people of the demonstration: what to try first as each of them."""

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
    tries: str | Promise


@dataclass(frozen=True)
class PersonaCard:
    """A persona together with the account that plays it."""

    user: User
    head: AvatarRole
    label: str | Promise
    tries: str | Promise


PERSONAS: tuple[Persona, ...] = (
    Persona("visitor", "member", _("Visitor"), _("Take the three-minute check, then look at the open call.")),
    Persona(
        "owner",
        "owner",
        _("Owner of a company"),
        _("Open your sketch and answer the question that is pinned to it."),
    ),
    Persona(
        "right",
        "right_hand",
        _("Right hand of the owner"),
        _("Say on the sketch who could lend a hand."),
    ),
    Persona("staff", "office", _("Officer in charge"), _("Open term 1 and see how 13 entries became 12 companies.")),
    Persona("juror", "advisor", _("Juror"), _("Open an entry you have scored, and look at your marks again.")),
    Persona("mentor", "advisor", _("Special supporter"), _("Offer one more hour for a talk.")),
    Persona("exec", "advisor", _("Executive advisor"), _("Pin one piece of advice to a company's sketch.")),
    Persona(
        "organiser",
        "organiser",
        _("Organiser of a community"),
        _("See how many come to the day of workshops, and write a line."),
    ),
    Persona(
        "declined",
        "maker",
        _("Company that was not chosen"),
        _("Read what can be done next, and go on with the draft for term 2."),
    ),
    Persona("contractor", "maker", _("Contractor"), _("Open an entry of term 1 and read its papers.")),
    Persona("nushi", "supporter", _("Host with a trouble"), _("See how many come to weed the field of myoga.")),
    Persona("lead", "leader", _("Group leader"), _("Answer in the channel where work is passed on.")),
    Persona("fan", "supporter", _("Fan from outside"), _("Join the outing of the fans; it needs three more.")),
    Persona("student", "member", _("Pupil"), _("Write down one small trouble of your day.")),
)


def persona_cards(users: list[User]) -> list[PersonaCard]:
    """The cards for the accounts that exist, in the order in which one best meets the product."""
    by_key = {user.persona: user for user in users}
    known = [(by_key.pop(p.key), p) for p in PERSONAS if p.key in by_key]
    cards = [PersonaCard(user, HEAD_OF.get(user.avatar, p.head), p.label, p.tries) for user, p in known]
    return cards + [PersonaCard(user, "member", user.name, "") for user in by_key.values()]
