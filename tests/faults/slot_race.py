"""`fault.slot_race`: two hundred people of ten companies want ten hours that lie at the same time, fifty times over.

In every round all of them book at the same instant, each on a connection of their own. Afterwards an hour may hold one
session, a company may sit in one, everybody who was told "booked" must have that session, and whoever was sent away
must have had a reason: the hour is taken, or the own company sits elsewhere. Nobody may read an error.
value = hours and companies booked twice, people told wrongly, and answers that are neither. The twin books without
claiming quarter-hours, and must fail.
"""

import json
import random
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.bench.figures import Measured, measures
from tests.faults.harness import Server, beside, fresh_server, plan
from tests.faults.posting import Poster

PEOPLE, COMPANIES, HOURS = 200, 10, 10
TWIN_ROUNDS = 3
PATIENCE = 180
BOOKED, SENT_AWAY = 303, 409


@measures("fault.slot_race")
def slot_race(database: str) -> Iterator[Measured]:
    """Rounds of bookings, each at another time."""
    seed, size = plan(default=50)
    twin_size = min(size, TWIN_ROUNDS)
    with fresh_server(database) as server, beside(server, without="claims") as twin:
        place = json.loads(server.python(f"from tests.faults.slot_race import fill; fill({size + twin_size})"))
        server.start()
        wrong = Rush(server, place, seed).run(place["rounds"][:size])
        server.stop()
        twin.start()
        twin_wrong = Rush(twin, place, seed).run(place["rounds"][size:])
    extra = {
        "seed": seed, "people": PEOPLE, "companies": COMPANIES, "hours": HOURS, **wrong,
        "twin": "fails" if sum(twin_wrong.values()) else "passes", "twin_violations": sum(twin_wrong.values()),
    }  # fmt: skip
    yield Measured("fault.slot_race", [sum(wrong.values())], n=size * PEOPLE, extra=extra)


class Rush:
    """All two hundred at once."""

    def __init__(self, server: Server, place: dict[str, Any], seed: int) -> None:
        self._server, self._people, self._random = server, place["people"], random.Random(seed)
        self._gate = threading.Barrier(PEOPLE)

    def run(self, rounds: list[list[str]]) -> dict[str, int]:
        """What went wrong in all rounds together."""
        wrong: Counter[str] = Counter(answers=0, hours_twice=0, companies_twice=0, told_wrongly=0)
        with ThreadPoolExecutor(PEOPLE) as pool:
            for hours in rounds:
                wishes = [self._random.choice(hours) for _ in self._people]
                statuses = list(pool.map(self._book, self._arrive(), wishes, self._people))
                wrong["answers"] += sum(status not in (BOOKED, SENT_AWAY) for status in statuses)
                wrong.update(compare(self._booked(hours), self._people, wishes, statuses))
        return dict(wrong)

    def _arrive(self) -> list[Poster]:
        """Everybody connects one after the other: what is tried here is booking, not how many may knock at once."""
        browsers = [Poster(self._server.port, person["session"], PATIENCE) for person in self._people]
        for browser in browsers:
            browser.get("/healthz/ready")
        return browsers

    def _book(self, browser: Poster, hour: str, person: dict[str, str]) -> int:
        """The status that this person got."""
        with browser:
            self._gate.wait(PATIENCE)
            return browser.post(f"/mentors/slots/{hour}/", {"entry": person["entry"]})[0]

    def _booked(self, hours: list[str]) -> list[tuple[str, str]]:
        found = json.loads(self._server.python(f"from tests.faults.slot_race import show; show({hours!r})"))
        return [(hour, entry) for hour, entry in found]


def compare(
    booked: list[tuple[str, str]], people: list[dict[str, str]], wishes: list[str], statuses: list[int]
) -> dict[str, int]:
    """Hours and companies that are booked twice, and people whose answer does not fit what is written."""
    taken, sitting = {hour for hour, _entry in booked}, {entry for _hour, entry in booked}
    told = 0
    for person, hour, status in zip(people, wishes, statuses, strict=True):
        if status == BOOKED:
            told += (hour, person["entry"]) not in booked
        elif status == SENT_AWAY:
            told += hour not in taken and person["entry"] not in sitting
    twice = {"hours_twice": len(booked) - len(taken), "companies_twice": len(booked) - len(sitting)}
    return {**twice, "told_wrongly": told}


def fill(rounds: int) -> None:
    """In the server's settings: ten mentors with an hour each at every time, ten adopted companies of twenty people."""
    from datetime import timedelta

    from django.utils import timezone

    from tests.factories.cohorts import make_cohort
    from tests.factories.mentoring import adopted_entry, make_mentor, make_slot

    start = (timezone.now() + timedelta(days=2)).replace(minute=0, second=0, microsecond=0)
    mentors, cohort = [make_mentor() for _ in range(HOURS)], make_cohort()
    times = [start + timedelta(hours=number) for number in range(rounds)]
    hours = [[str(make_slot(mentor, at).public_id) for mentor in mentors] for at in times]
    people = [person for _ in range(COMPANIES) for person in colleagues(adopted_entry(cohort), PEOPLE // COMPANIES)]
    print(json.dumps({"rounds": hours, "people": people}))


def colleagues(entry: Any, count: int) -> list[dict[str, str]]:
    """The people of one company, each logged in."""
    from accounts.enums import MemberRole
    from accounts.models import OrganisationMember
    from tests.factories.accounts import UserFactory
    from tests.faults.sessions import open_session

    people = [entry.applicant, *(UserFactory() for _ in range(count - 1))]
    for person in people[1:]:
        OrganisationMember.objects.create(organisation=entry.organisation, user=person, role=MemberRole.STAFF)
    return [{"entry": str(entry.public_id), "session": open_session(person.email)} for person in people]


def show(hours: list[str]) -> None:
    """In the server's settings: hour and entry of each booked session."""
    from mentoring.enums import SessionState
    from mentoring.models import Session

    booked = Session.objects.filter(slot__public_id__in=hours, state=SessionState.BOOKED)
    print(json.dumps([[str(hour), str(entry)] for hour, entry in booked.values_list(
        "slot__public_id", "entry__public_id")]))  # fmt: skip
