"""Load the demonstration once, in one transaction: a kill on the way leaves nothing, the next start begins again."""

from datetime import datetime, timedelta

from django.db import transaction

from cohorts.queries import cohort_by_key
from hiroba.demo import communities, mentoring, programme, site
from hiroba.demo import entries as thirteen
from hiroba.demo.held_session import make_first_talk
from hiroba.demo.people import make_people

# People belong to their communities before anything is said there, so that each finds something unread.
JOINED_BEFORE = timedelta(hours=3)


@transaction.atomic
def load(*, now: datetime) -> bool:
    """Make everything through the actions the pages use; False when it is there already.

    What happened in 2021 is labelled so; that the deadline lies ahead meanwhile is judged by the database's clock.
    Order: people; both terms; the thirteen entries while the deadline lies ahead; the dates of 2021; selection and
    announcement; talk, sketches and pins; the public pages.
    """
    if cohort_by_key("kdx1") is not None:
        return False
    people = make_people(now)
    staff = people["staff"]
    terms = programme.make_terms(staff=staff, now=now)
    entries = thirteen.hand_in(cohort=terms.first, people=people)
    first = programme.close_first_term(cohort=terms.first, staff=staff, now=now)
    site.build_pages(staff=staff, now=now)
    entries = thirteen.select(cohort=first, entries=entries, people=people)
    first.refresh_from_db()
    communities.make_communities(people=people, joined_at=now - JOINED_BEFORE, now=now)
    if first.community is not None:
        communities.make_talk(community=first.community, people=people, joined_at=now - JOINED_BEFORE, now=now)
    mentoring.make_mentors(people=people, now=now)
    mentoring.make_sketches(entries=entries, people=people, now=now)
    make_first_talk(entry=entries[1], people=people, now=now)
    site.publish_cases(entries=entries, staff=staff, now=now)
    thirteen.finish(entries=entries, staff=staff)
    programme.finish_first_term(cohort=first, staff=staff, now=now)
    thirteen.try_again(cohort=terms.second, people=people, now=now)
    return True
