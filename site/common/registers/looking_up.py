"""Look-ups in the imported registers; an empty register finds nothing."""

from dataclasses import dataclass

from common.enums import RegisterKind
from common.models import CorporateRecord, PostalArea, RegisterImport

MOST_PLACES = 100


@dataclass(frozen=True)
class Place:
    """What all places of a postcode have in common; `is_whole` when there is only one, down to the town."""

    address: str
    is_whole: bool


@dataclass(frozen=True)
class Company:
    """A company as its register names it."""

    number: str
    name: str
    kana: str
    postal_code: str
    address: str


def registers_there() -> frozenset[str]:
    """Kinds of which a table has been imported; one query."""
    return frozenset(RegisterImport.objects.filter(is_live=True).values_list("kind", flat=True))


def place_of(code: str) -> Place | None:
    """The place of a postcode of seven digits; one query."""
    live = PostalArea.objects.filter(source__kind=RegisterKind.POSTCODES, source__is_live=True, code=code)
    found = list(live.values_list("prefecture", "city", "town")[:MOST_PLACES])
    if not found:
        return None
    if len(found) == 1:
        return Place("".join(found[0]), is_whole=True)
    shared = [set(names) for names in zip(*found, strict=True)][:2]  # prefecture and city; the towns differ
    if len(shared[0]) > 1:
        return None
    return Place("".join(names.pop() for names in shared if len(names) == 1), is_whole=False)


def company_of(number: str) -> Company | None:
    """The company with a corporate number; one query."""
    live = CorporateRecord.objects.filter(source__kind=RegisterKind.CORPORATE_NUMBERS, source__is_live=True)
    found = live.filter(number=number).first()
    if found is None:
        return None
    return Company(found.number, found.name, found.kana, found.postal_code, found.address)
