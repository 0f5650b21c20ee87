"""Six digits by mail: equal answers, one use, five attempts, ten minutes, one browser."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.actions import confirm_login_code, request_login_code
from accounts.models import LoginCode, User
from common.errors import InvalidInput, TooMany
from tests.factories.accounts import NOW, UserFactory
from tests.factories.common import together

MINUTE = timedelta(minutes=1)


def ask(email="taro@example.jp", now=NOW, **more):
    return request_login_code(email=email, now=now, **more)


def confirm(code, email="taro@example.jp", now=NOW, **more):
    return confirm_login_code(email=email, code=code, now=now, **more)


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06}"


@pytest.mark.django_db
def test_a_code_opens_the_account(sent):
    user = UserFactory(email="taro@example.jp")
    challenge = ask()
    assert confirm(sent[0].code, challenge=challenge) == user


@pytest.mark.django_db
def test_an_unknown_address_becomes_an_account_without_password(sent):
    ask("Ｔaro@Example.JP ")
    user = confirm(sent[0].code, "taro@example.jp")
    assert (user.email, user.has_usable_password(), User.objects.count()) == ("taro@example.jp", False, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["{} ", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}"])
def test_digits_however_they_are_pasted(sent, typed):
    ask()
    assert confirm(typed.format(sent[0].code)).email == "taro@example.jp"


@pytest.mark.django_db
def test_full_width_digits(sent):
    ask()
    code = sent[0].code.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert confirm(code).email == "taro@example.jp"


@pytest.mark.django_db
def test_a_code_works_once(sent):
    ask()
    confirm(sent[0].code)
    with pytest.raises(InvalidInput):
        confirm(sent[0].code)


@pytest.mark.django_db
@pytest.mark.parametrize(("after", "works"), [(timedelta(minutes=9, seconds=59), True), (timedelta(minutes=10), False)])
def test_a_code_ends_after_ten_minutes(sent, after, works):
    ask()
    if works:
        assert confirm(sent[0].code, now=NOW + after)
    else:
        with pytest.raises(InvalidInput):
            confirm(sent[0].code, now=NOW + after)


@pytest.mark.django_db
@pytest.mark.parametrize(("tries", "works"), [(4, True), (5, False)])
def test_five_wrong_attempts_end_a_code(sent, tries, works):
    ask()
    for _ in range(tries):
        with pytest.raises(InvalidInput):
            confirm(wrong(sent[0].code))
    if works:
        assert confirm(sent[0].code)
    else:
        with pytest.raises(InvalidInput):
            confirm(sent[0].code)


@pytest.mark.django_db
def test_a_strangers_attempts_do_not_lock_the_owner_out(sent):
    mine, theirs = ask(), ask()
    for _ in range(9):
        with pytest.raises(InvalidInput):
            confirm("000000" if sent[1].code != "000000" else "000001", challenge=theirs)
    assert confirm(sent[0].code, challenge=mine)


@pytest.mark.django_db
def test_twin_without_the_challenge_the_latest_request_decides(sent):
    ask()
    ask()
    with pytest.raises(InvalidInput):
        confirm(sent[0].code if sent[0].code != sent[1].code else wrong(sent[1].code))


@pytest.mark.django_db
def test_a_code_does_not_work_for_another_address_or_challenge(sent):
    ask()
    with pytest.raises(InvalidInput):
        confirm(sent[0].code, "hanako@example.jp")
    with pytest.raises(InvalidInput):
        confirm(sent[0].code, challenge=uuid4())


@pytest.mark.django_db
def test_every_refusal_reads_alike(sent):
    ask()
    texts = set()
    for email, code in (
        ("taro@example.jp", wrong(sent[0].code)),
        ("nobody@example.jp", "123456"),
        ("taro@example.jp", ""),
    ):
        with pytest.raises(InvalidInput) as caught:
            confirm(code, email)
        texts.add((tuple(caught.value.fields), str(caught.value)))
    assert len(texts) == 1


@pytest.mark.django_db
def test_a_deactivated_account_stays_shut_and_answers_alike(sent):
    UserFactory(email="taro@example.jp", is_active=False)
    ask()
    with pytest.raises(InvalidInput) as caught:
        confirm(sent[0].code)
    assert list(caught.value.fields) == ["code"]


@pytest.mark.django_db
def test_known_unknown_and_deactivated_cost_the_same_queries(sent, django_assert_num_queries):
    UserFactory(email="known@example.jp")
    UserFactory(email="off@example.jp", is_active=False)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = set()
    for email in ("known@example.jp", "unknown@example.jp", "off@example.jp"):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            ask(email)
        counts.add(len(captured))
    assert len(counts) == 1
    assert len(sent) == 3


@pytest.mark.django_db
def test_the_digits_are_not_in_the_database(sent):
    ask()
    row = LoginCode.objects.values().get()
    assert sent[0].code not in " ".join(str(value) for name, value in row.items() if name in ("digest", "address"))
    assert len(row["digest"]) == 64


@pytest.mark.django_db
@pytest.mark.parametrize("email", ["", "taro", "taro@", "a@b", "x" * 300 + "@example.jp", "a b@example.jp"])
def test_what_is_no_address_gets_a_sentence(sent, email):
    with pytest.raises(InvalidInput) as caught:
        ask(email)
    assert list(caught.value.fields) == ["email"]


@pytest.mark.django_db
def test_one_network_address_asks_five_times_for_one_person(sent):
    for _ in range(5):
        ask(address="203.0.113.9")
    with pytest.raises(TooMany):
        ask(address="203.0.113.9")
    ask(address="203.0.113.10")  # the owner, from elsewhere
    ask("hanako@example.jp", address="203.0.113.9")  # somebody else behind the same address
    ask(address="203.0.113.9", now=NOW + 16 * MINUTE)


@pytest.mark.django_db
def test_one_network_address_asks_thirty_times_in_all(sent):
    for number in range(30):
        ask(f"p{number}@example.jp", address="203.0.113.9")
    with pytest.raises(TooMany):
        ask("p99@example.jp", address="203.0.113.9")


@pytest.mark.django_db
def test_a_flooded_mailbox_gets_no_more_mail_but_its_owner_gets_in(sent):
    for number in range(10):
        ask(address=f"198.51.100.{number}")
    challenge = ask(address="203.0.113.9")
    assert len(sent) == 10
    assert confirm(sent[-1].code, challenge=challenge).email == "taro@example.jp"
    # The shared digits are spent with it, whichever challenge they were first sent for.
    with pytest.raises(InvalidInput):
        confirm(sent[-1].code, challenge=sent[-1].challenge)


@pytest.mark.django_db
def test_old_requests_are_forgotten(sent):
    ask(now=NOW - timedelta(days=2))
    ask("hanako@example.jp")
    assert [row.email for row in LoginCode.objects.all()] == ["hanako@example.jp"]


@pytest.mark.django_db(transaction=True)
def test_two_browsers_at_once_use_a_code_once(sent):
    challenge = ask()
    results = together(2, lambda n: confirm(sent[0].code, challenge=challenge))
    assert sorted(type(r).__name__ for r in results) == ["InvalidInput", "User"]


@pytest.mark.django_db(transaction=True)
def test_twin_reading_before_marking_lets_both_in(sent):
    """Without `update … where used_at is null` both find the code unused."""
    import threading

    ask()
    read = threading.Barrier(2)

    def careless(number):
        unused = LoginCode.objects.filter(used_at=None).exists()
        read.wait(20)
        LoginCode.objects.update(used_at=NOW)
        return unused

    assert together(2, careless) == [True, True]
