"""Moderation: reports, decisions, the one appeal; each step in the audit trail, and who reported is known to few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.rights import allowed
from activity.models import Notice, Record
from common.errors import Closed, InvalidInput
from communities.actions import answer_appeal, appeal_removal, decide_case, remove_message, report_message
from communities.actions.cases import move_case
from communities.cards import cases_card
from communities.enums import CASE_MOVES, CaseState, Decision, MemberRole, RemovalReason
from communities.models import Case, Report
from communities.queries import own_removals, waiting_cases_for
from realtime.models import StreamEvent
from tests.communities.conftest import make_square
from tests.factories.accounts import user_with_role
from tests.factories.communities import member_of, said

NOW = timezone.now()


def at(name, thing):
    return reverse(f"communities:{name}", args=[thing.public_id])


@pytest.fixture
def message(square):
    return said(square.channel, square.other, "買ってください。")


def reported(message, by, reason="advertising", words=""):
    return report_message(message=message, reason=reason, words=words, by=by, now=NOW)


def removed(square, message) -> Case:
    case = reported(message, square.member).case
    return decide_case(case=case, decision="removed", reason="advertising", by=square.organiser, now=NOW)


def test_reports_of_one_message_are_one_case_and_a_doubled_report_is_one(square, message):
    first = reported(message, square.member, words="三回目です。")
    assert reported(message, square.member, reason="hurtful") == first
    reported(message, square.organiser)
    assert (Case.objects.count(), Report.objects.count()) == (1, 2)
    assert list(Record.objects.filter(verb="message_reported").values_list("facts__reason", flat=True)) == [
        "advertising",
        "advertising",
    ]


@pytest.mark.parametrize(("reason", "words"), [("", ""), ("other", "あ" * 501), ("other", "a\0b")])
def test_a_report_that_cannot_be_kept_is_refused(square, message, reason, words):
    with pytest.raises(InvalidInput):
        reported(message, square.member, reason, words)
    assert not Case.objects.exists()


def test_a_kept_message_stays_and_may_be_reported_again(square, message):
    case = reported(message, square.member).case
    assert decide_case(case=case, decision="kept", reason="", by=square.organiser, now=NOW).state == CaseState.DECIDED
    message.refresh_from_db()
    assert (message.is_removed, Notice.objects.count()) == (False, 0)
    assert reported(message, square.member).case != case
    with pytest.raises(Closed):
        decide_case(case=case, decision="removed", reason="hurtful", by=square.organiser, now=NOW)


def test_a_removal_by_others_makes_a_case_and_the_writer_is_told_why(square, message):
    case = removed(square, message)
    assert (case.state, case.decision, case.reason) == (CaseState.DECIDED, Decision.REMOVED, "advertising")
    notice = Notice.objects.get(kind="communities/message_removed")
    assert (notice.person, "取り下げられました" in notice.titles["ja"]) == (square.other, True)
    direct = said(square.channel, square.other)
    remove_message(message=direct, reason=RemovalReason.HURTFUL, by=square.organiser, now=NOW)
    assert Case.objects.get(message=direct).state == CaseState.DECIDED


def test_taking_ones_own_down_closes_the_case(square, message):
    case = reported(message, square.member).case
    remove_message(message=message, reason=RemovalReason.MISTAKE, by=square.other, now=NOW)
    case.refresh_from_db()
    assert (case.state, case.decision, Notice.objects.count()) == (CaseState.CLOSED, Decision.WITHDRAWN, 0)
    with pytest.raises(Closed):
        reported(message, square.organiser)


def test_an_appeal_is_heard_once_and_brings_the_message_back(square, message):
    case = removed(square, message)
    appeal_removal(case=case, words="一度だけです。", by=square.other, now=NOW)
    with pytest.raises(Closed):
        appeal_removal(case=case, words="もう一度", by=square.other, now=NOW)
    answer_appeal(case=case, is_granted=True, answer="戻します。", by=square.organiser, now=NOW)
    message.refresh_from_db()
    assert not message.is_removed
    assert StreamEvent.objects.get(seq=3).kind == "restored"
    assert message.changed_seq == 3
    assert Notice.objects.filter(person=square.other, kind="communities/appeal_answered").count() == 1
    with pytest.raises(Closed):
        answer_appeal(case=case, is_granted=False, answer="", by=square.organiser, now=NOW)
    verbs = set(Record.objects.filter(subject_id=case.public_id).values_list("verb", flat=True))
    assert verbs == {"message_reported", "case_decided", "case_appealed", "case_closed"}


def test_words_of_a_second_objection_are_given_back(square, message, client):
    case = removed(square, message)
    client.force_login(square.other)
    for words in ("一度だけです。", "もう一度だけ言わせてください。"):
        answer = client.post(at("case_appeal", case), {"words": words})
    assert (answer.status_code, "もう一度だけ言わせてください。" in answer.content.decode()) == (409, True)


def test_deciding_twice_leads_to_what_was_decided(square, message, client):
    case = reported(message, square.member).case
    client.force_login(square.organiser)
    for _press in range(2):
        answer = client.post(at("case", case), {"decision": "kept"}, follow=True)
        assert answer.status_code == 200
    assert "すでに決まっています" in answer.content.decode()


@pytest.mark.parametrize("to", CaseState)
@pytest.mark.parametrize("state", CaseState)
def test_only_the_moves_of_the_table_are_possible(square, message, state, to):
    decided = {} if state == CaseState.OPEN else {"decision": Decision.KEPT, "decided_at": NOW}
    case = Case.objects.create(message=message, state=state, **decided)
    if to in CASE_MOVES[state]:
        moved = move_case(case, to=to, decision=Decision.KEPT, decided_at=NOW, by=square.organiser, now=NOW)
        assert (moved.state, moved.rev) == (to, 1)
    else:
        with pytest.raises(Closed):
            move_case(case, to=to, by=square.organiser, now=NOW)


def test_who_decided_first_answers_the_appeal_only_when_nobody_else_can(square, message):
    case = removed(square, message)
    assert allowed(square.organiser, "communities.answer_appeal", case)
    second = member_of(square.community, MemberRole.ORGANISER)
    assert not allowed(square.organiser, "communities.answer_appeal", case)
    assert allowed(second, "communities.answer_appeal", case)


def test_the_writer_sees_no_case_about_themselves_even_as_an_organiser(square, client):
    second = member_of(square.community, MemberRole.ORGANISER)
    case = reported(said(square.channel, second), square.member).case
    assert not allowed(second, "communities.view_case", case)
    assert (list(waiting_cases_for(second)), list(waiting_cases_for(square.organiser))) == ([], [case])
    client.force_login(second)
    assert client.get(at("case", case)).status_code == 404
    assert (cases_card(second, NOW), cases_card(square.organiser, NOW).title) == (None, "運営への知らせ 1件")


def test_a_member_reports_decides_nothing_and_is_named_to_organisers_only(square, message, client):
    client.force_login(square.member)
    channel = client.get(at("channel", square.channel)).content.decode()
    assert at("message_report", message) in channel
    assert "ありがとう" in channel
    assert client.post(at("message_report", message), {}).status_code == 422
    answer = client.post(at("message_report", message), {"reason": "other", "words": "<b>しつこい</b>"})
    assert (answer.status_code, answer["Location"]) == (303, f"{at('channel', square.channel)}#m-{message.public_id}")
    case = Case.objects.get()
    assert client.get(at("case", case)).status_code == 404
    client.force_login(square.organiser)
    html = client.get(at("case", case)).content.decode()
    assert ("検査の町工場" in html, "&lt;b&gt;しつこい&lt;/b&gt;" in html) == (True, True)
    assert "買ってください。" in html
    assert at("case", case) in client.get(reverse("communities:cases")).content.decode()


def test_deciding_and_appealing_through_the_pages(square, message, client):
    case = reported(message, square.member).case
    client.force_login(square.organiser)
    assert client.post(at("case", case), {"decision": "removed"}).status_code == 422
    assert client.post(at("case", case), {"decision": "removed", "reason": "advertising"}).status_code == 303
    client.force_login(square.member)
    assert client.get(at("case_appeal", case)).status_code == 404
    client.force_login(square.other)
    page = client.get(at("case_appeal", case)).content.decode()
    assert ("買ってください。" in page, "検査の町工場" in page, "宣伝のくり返し" in page) == (True, False, True)
    assert client.post(at("case_appeal", case), {"words": " "}).status_code == 422
    assert client.post(at("case_appeal", case), {"words": "一度だけです。"}).status_code == 303
    assert client.post(at("case_appeal", case), {"words": "もう一度"}).status_code == 409
    second = member_of(square.community, MemberRole.ORGANISER)
    client.force_login(square.organiser)
    assert client.post(at("case", case), {"outcome": "upheld"}).status_code == 403
    client.force_login(second)
    assert client.post(at("case", case), {"outcome": "upheld", "answer": "そのままです。"}).status_code == 303
    client.force_login(square.other)
    assert "そのままです。" in client.get(at("case_appeal", case)).content.decode()


def test_the_list_of_cases_costs_the_same_with_one_and_with_three(square, client):
    client.force_login(square.organiser)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            reported(said(square.channel, square.other), square.member)
        client.get(reverse("communities:cases"))
        with CaptureQueriesContext(connection) as queries:
            html = client.get(reverse("communities:cases")).content.decode()
        counts.append((html.count('class="eventrow"'), len(queries)))
    assert counts[0][1] == counts[1][1]
    assert (counts[0][0], counts[1][0]) == (1, 3)


# ---- the writer's way to object, from the tombstone


def pages_with(square, message):
    """The pages on which a tombstone stands: its channel, the fragment of live pages, and its thread."""
    channel = at("channel", square.channel)
    return [channel, f"{at('channel_fragment', square.channel)}?after=0", at("thread", message)]


def test_the_tombstone_leads_its_writer_to_the_appeal_and_nobody_else(square, message, client):
    case = removed(square, message)
    found = {}
    for name in ("other", "member", "organiser"):
        client.force_login(getattr(square, name))
        pages = [client.get(url) for url in pages_with(square, message)]
        assert [page.status_code for page in pages] == [200, 200, 200]
        found[name] = [at("case_appeal", case) in page.content.decode() for page in pages]
    assert found == {"other": [True] * 3, "member": [False] * 3, "organiser": [False] * 3}


def test_whoever_took_their_own_message_down_has_nothing_to_object_to(square, message, client):
    remove_message(message=message, reason=RemovalReason.MISTAKE, by=square.other, now=NOW)
    client.force_login(square.other)
    assert "異議" not in client.get(at("channel", square.channel)).content.decode()


def test_the_newest_removal_counts_after_a_message_came_back(square, message):
    first = removed(square, message)
    appeal_removal(case=first, words="一度だけです。", by=square.other, now=NOW)
    answer_appeal(case=first, is_granted=True, answer="", by=square.organiser, now=NOW)
    message.refresh_from_db()
    assert own_removals(square.other, [message]) == {}
    second = removed(square, message)
    message.refresh_from_db()
    assert own_removals(square.other, [message]) == {message.pk: second.public_id}
    assert own_removals(square.member, [message]) == {}


def test_the_way_to_object_costs_one_query_for_any_number(square, django_assert_num_queries):
    messages = [said(square.channel, square.other) for _ in range(3)]
    with django_assert_num_queries(0):
        own_removals(square.other, messages)
    for message in messages:
        removed(square, message)
        message.refresh_from_db()
    for shown in (messages[:1], messages):
        with django_assert_num_queries(1):
            assert len(own_removals(square.other, shown)) == len(shown)


# ---- the list, from the page of the community


def test_those_who_decide_find_the_list_from_the_page_of_the_community(square, message, client):
    reported(message, square.member)
    page, cases = at("community", square.community), reverse("communities:cases")
    link = f"{cases}?community={square.community.public_id}"
    client.force_login(square.organiser)
    html = client.get(page).content.decode()
    assert (link in html, "運営への知らせ：1件が待っています" in html) == (True, True)
    client.force_login(user_with_role("staff"))
    assert link in client.get(page).content.decode()
    for person in (square.member, square.other, square.outsider, user_with_role("contractor")):
        client.force_login(person)
        assert cases not in client.get(page).content.decode()
    client.logout()
    assert cases not in client.get(page).content.decode()


def test_an_organiser_who_wrote_what_was_reported_does_not_see_it_counted(square, client):
    second = member_of(square.community, MemberRole.ORGANISER)
    reported(said(square.channel, second), square.member)
    client.force_login(second)
    assert "待っているものはありません" in client.get(at("community", square.community)).content.decode()


def test_the_list_shows_one_community_when_asked(square, message, client):
    elsewhere = make_square()
    other = reported(said(elsewhere.channel, elsewhere.other), elsewhere.member).case
    own = reported(message, square.member).case
    cases = reverse("communities:cases")
    client.force_login(user_with_role("staff"))
    everything = client.get(cases).content.decode()
    html = client.get(f"{cases}?community={square.community.public_id}").content.decode()
    assert [at("case", case) in everything for case in (own, other)] == [True, True]
    assert [at("case", case) in html for case in (own, other)] == [True, False]
    assert f"?community={square.community.public_id}&amp;all=" in html
    client.force_login(square.organiser)
    html = client.get(f"{cases}?community={elsewhere.community.public_id}").content.decode()
    assert at("case", other) not in html
    assert client.get(f"{cases}?community=x").status_code == 400
