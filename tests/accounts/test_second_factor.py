"""The second factor: codes that work once, limits, and who cannot do without."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator

from accounts import hooks, queries
from accounts.actions import (
    grant_role,
    renew_recovery_codes,
    reset_second_factor,
    second_factor,
    turn_off_second_factor,
    turn_on_second_factor,
    use_second_factor,
)
from accounts.models import AccessPolicy, User
from accounts.permissions import is_juror, is_mentor, is_signed_in, is_staff_member, passed_second_factor
from accounts.queries import has_role, has_second_factor, recovery_codes_left, scopes_of
from common.errors import Conflict, InvalidInput, NotAllowed, TooMany
from tests.factories.accounts import (
    NOW,
    SECRET,
    OrganisationMemberFactory,
    UserFactory,
    app_code,
    user_with_role,
    with_second_factor,
)
from tests.factories.common import together

HALF_MINUTE = timedelta(seconds=30)


def use(user, code, now=NOW, address="198.51.100.7"):
    return use_second_factor(user=user, code=code, address=address, now=now)


@pytest.fixture
def told(monkeypatch):
    events, mails = [], []
    monkeypatch.setattr(hooks, "access_changed", [lambda e: events.append((e.kind, e.kept))])
    monkeypatch.setattr(hooks, "mail_wanted", [lambda e: mails.append(e.kind)])
    return events, mails


@pytest.fixture
def _real(settings):
    """As in production: no demonstration."""
    settings.DEMO_MODE = False


@pytest.mark.django_db
def test_setting_up_takes_a_code_and_gives_ten_recovery_codes(told):
    user = UserFactory()
    codes = turn_on_second_factor(user=user, secret=SECRET, code=app_code(NOW), now=NOW, session="here")
    assert (len(set(codes)), has_second_factor(user), recovery_codes_left(user)) == (10, True, codes)
    assert told == ([("sessions_ended", "here")], ["accounts/second_factor_on"])


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["", "12", "000000", "abcdef", "１２３"])
def test_setting_up_with_wrong_digits_changes_nothing(told, code):
    user = UserFactory()
    with pytest.raises(InvalidInput):
        turn_on_second_factor(user=user, secret=SECRET, code=code, now=NOW, session="")
    assert (Authenticator.objects.count(), told) == (0, ([], []))


@pytest.mark.django_db
def test_a_doubled_set_up_is_refused():
    user = UserFactory()
    with_second_factor(user)
    with pytest.raises(Conflict):
        turn_on_second_factor(user=user, secret=SECRET, code=app_code(NOW), now=NOW, session="")


@pytest.mark.django_db
def test_no_secret_can_be_read_from_the_database():
    user = UserFactory()
    codes = with_second_factor(user)
    kept = " ".join(str(a.data) for a in Authenticator.objects.all())
    assert SECRET not in kept
    assert not any(code in kept for code in codes)


@pytest.mark.django_db
@pytest.mark.parametrize(("steps", "works"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_holds_for_its_half_minute_and_one_beside(steps, works):
    user = UserFactory()
    with_second_factor(user, NOW - timedelta(hours=1))
    if works:
        assert use(user, app_code(NOW, steps)).type == "totp"
    else:
        with pytest.raises(InvalidInput):
            use(user, app_code(NOW, steps))


@pytest.mark.django_db
def test_a_code_works_once_and_no_older_one_after_it():
    user = UserFactory()
    with_second_factor(user)
    use(user, app_code(NOW))
    for code in (app_code(NOW), app_code(NOW, -1)):
        with pytest.raises(InvalidInput):
            use(user, code)
    assert use(user, app_code(NOW, 1))


@pytest.mark.django_db
def test_full_width_digits_and_spaces():
    user = UserFactory()
    with_second_factor(user)
    code = app_code(NOW).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert use(user, f"{code[:3]} {code[3:]}")


@pytest.mark.django_db
def test_a_recovery_code_works_once_and_is_mailed_about(monkeypatch):
    mails = []
    user = UserFactory()
    codes = with_second_factor(user)
    monkeypatch.setattr(hooks, "mail_wanted", [mails.append])
    assert use(user, codes[3]).type == "recovery_codes"
    assert [(m.kind, m.context) for m in mails] == [("accounts/recovery_code_used", {"left": 9})]
    with pytest.raises(InvalidInput):
        use(user, codes[3])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("recovery", [False, True])
def test_two_at_once_use_a_code_once(recovery):
    user = UserFactory()
    codes = with_second_factor(user)
    code = codes[0] if recovery else app_code(NOW)
    results = together(2, lambda n: use(User.objects.get(pk=user.pk), code))
    assert sorted(type(r).__name__ for r in results) == ["Authenticator", "InvalidInput"]


@pytest.mark.django_db
def test_new_recovery_codes_end_the_old_ones():
    user = UserFactory()
    old = with_second_factor(user)
    new = renew_recovery_codes(user=user, now=NOW)
    assert not set(old) & set(new)
    with pytest.raises(InvalidInput):
        use(user, old[0])
    assert use(user, new[0])


@pytest.mark.django_db
def test_without_a_second_factor_there_are_no_recovery_codes():
    with pytest.raises(Conflict):
        renew_recovery_codes(user=UserFactory(), now=NOW)


def wrong(now=NOW):
    shown = {app_code(now, step) for step in (-1, 0, 1)}
    return next(code for code in ("000000", "000001", "000002", "000003") if code not in shown)


@pytest.mark.django_db
def test_guessing_is_limited_and_a_recovery_code_still_opens():
    user = UserFactory()
    codes = with_second_factor(user)
    for _ in range(5):
        with pytest.raises(InvalidInput):
            use(user, wrong())
    with pytest.raises(TooMany):
        use(user, app_code(NOW))
    assert use(user, codes[0])
    assert use(user, app_code(NOW), address="203.0.113.5")


@pytest.mark.django_db
def test_twin_without_the_limit_guessing_goes_on(monkeypatch):
    monkeypatch.setattr("accounts.actions.attempts._is_too_many", lambda attempt, now: False)
    user = UserFactory()
    with_second_factor(user)
    for _ in range(7):
        with pytest.raises(InvalidInput):
            use(user, wrong())
    assert use(user, app_code(NOW))


@pytest.mark.django_db
def test_twin_without_the_counter_a_code_works_twice(monkeypatch):
    user = UserFactory()
    with_second_factor(user)
    monkeypatch.setattr(
        second_factor, "_use_app_code", lambda user, code, now: Authenticator.objects.get(user=user, type="totp")
    )
    assert use(user, app_code(NOW))
    assert use(user, app_code(NOW))


@pytest.mark.django_db
def test_a_deactivated_person_proves_nothing():
    user = UserFactory()
    with_second_factor(user)
    user.is_active = False
    with pytest.raises(InvalidInput):
        use(user, app_code(NOW))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["staff", "contractor"])
def test_whoever_works_for_the_operator_has_no_role_without_it(_real, kind):
    user = user_with_role(kind)
    assert (has_role(user, kind), scopes_of(user, kind), passed_second_factor(user)) == (False, set(), False)
    with_second_factor(user)
    user = User.objects.get(pk=user.pk)
    assert (has_role(user, kind), scopes_of(user, kind), passed_second_factor(user)) == (True, {None}, True)


@pytest.mark.django_db
@pytest.mark.parametrize(("factors", "holds"), [(1, False), (2, True)])
def test_the_login_session_has_to_prove_it(_real, factors, holds):
    """That a second factor is set up is not enough for a login session that never asked for it."""
    user = user_with_role("staff")
    with_second_factor(user)
    user.factors = factors
    assert (is_staff_member(user), passed_second_factor(user)) == (holds, holds)


@pytest.mark.django_db
@pytest.mark.parametrize("mark", ["is_staff", "is_superuser"])
def test_administrators_need_it(_real, mark):
    assert passed_second_factor(UserFactory(**{mark: True})) is False


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "holds"), [("juror", is_juror), ("mentor", is_mentor)])
@pytest.mark.parametrize("asked", [True, False])
def test_jurors_and_mentors_need_it_when_the_operator_says_so(_real, kind, holds, asked):
    AccessPolicy.objects.create(pk=1, **{f"{kind}s_need_second_factor": asked})
    assert holds(user_with_role(kind)) is not asked


@pytest.mark.django_db
def test_nobody_else_needs_it(_real):
    member = OrganisationMemberFactory()
    assert passed_second_factor(member.user) is True
    assert is_signed_in(member.user) is True
    ended = user_with_role("staff", ends_on=NOW.date() - timedelta(days=30))
    assert passed_second_factor(ended) is True


@pytest.mark.django_db
def test_nobody_needs_it_in_the_demonstration():
    assert is_staff_member(user_with_role("staff")) is True


@pytest.mark.django_db
def test_twin_without_the_question_staff_come_in_with_one_factor(_real, monkeypatch):
    monkeypatch.setattr(queries, "lacks_second_factor", lambda user: False)
    user = user_with_role("staff")
    user.factors = 1
    assert is_staff_member(user) is True


@pytest.mark.django_db
def test_what_is_compulsory_cannot_be_switched_off(_real):
    user = UserFactory()
    grant_role(user=user, kind="staff", by=None, now=NOW)
    with_second_factor(user)
    with pytest.raises(NotAllowed):
        turn_off_second_factor(user=user, by=user, now=NOW, session="")
    assert has_second_factor(User.objects.get()) is True


@pytest.mark.django_db
def test_switching_off_ends_the_other_login_sessions(told):
    user = UserFactory()
    with_second_factor(user)
    turn_off_second_factor(user=user, by=user, now=NOW, session="here")
    assert (Authenticator.objects.count(), told[0][-1]) == (0, ("sessions_ended", "here"))
    assert told[1][-1] == "accounts/second_factor_off"


@pytest.mark.django_db
def test_the_office_takes_a_lost_one_off(told):
    user = UserFactory()
    with_second_factor(user)
    reset_second_factor(user=user, by=UserFactory(), now=NOW)
    assert (Authenticator.objects.count(), told[0][-1]) == (0, ("sessions_ended", ""))


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_asking_often_costs_the_same(_real, count, django_assert_num_queries):
    user = user_with_role("staff")
    with_second_factor(user)
    user = User.objects.get(pk=user.pk)
    with django_assert_num_queries(2):
        assert all(is_staff_member(user) for _ in range(count))
