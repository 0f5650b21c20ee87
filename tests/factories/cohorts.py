"""Programmes, terms and entries for tests, made through the real actions where a state matters."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.enums import RoleKind
from accounts.models import User
from cohorts.actions import (
    check_entry,
    create_cohort,
    create_program,
    decide_entry,
    declare_conflict,
    save_answers,
    score_entry,
    start_entry,
    submit_entry,
    take_diagnosis,
)
from cohorts.diagnosis import AXES
from cohorts.enums import CohortState, EntryState, MilestoneKind, Outcome, Reason
from cohorts.models import Cohort, Criterion, Diagnosis, Entry, Program, Review
from tests.factories.accounts import UserFactory, user_with_role

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)

CRITERIA = [
    {"name": "地域の課題への貢献", "weight": 25, "help": "町のだれが助かるか。"},
    {"name": "新しさ・独自性", "weight": 20, "help": "ほかの地域にない工夫があるか。"},
    {"name": "地域との相性", "weight": 15, "help": "この町だからできることか。"},
    {"name": "実現できるか（人・時間・お金）", "weight": 25, "help": "進める人と時間の見込みがあるか。"},
    {"name": "熱意と変わる覚悟", "weight": 15, "help": "自分たちの言葉で語っているか。"},
]
TRACKS = [
    {
        "key": "work",
        "name": "働き方改革部門",
        "lead": "デジタルで業務を軽く",
        "for_you": ["紙や電話の手間を減らしたい", "時間を生み出したい"],
        "drawing": "homework",
        "expected": 9,
    },
    {
        "key": "value",
        "name": "価値創造部門",
        "lead": "新しい事業をつくる",
        "for_you": ["新しいサービスを始めたい", "地域の課題を仕事にしたい"],
        "drawing": "village360",
        "expected": 4,
    },
]
SCALE = ["弱い", "やや弱い", "ふつう", "良い", "とても良い"]

ANSWERS: dict[str, Any] = {
    "eligible_place": "yes",
    "eligible_size": "yes",
    "eligible_terms": "yes",
    "kind": "company",
    "corporate_number": "5900000000037",
    "org_name": "製造業A社（金属加工）",
    "org_kana": "せいぞうぎょうえーしゃ",
    "postal_code": "９６３８６０１",
    "address": "福島県郡山市朝日1-23-7",
    "industry": "E",
    "employees": "20",
    "rep_family": "髙﨑",
    "rep_given": "代表",
    "rep_kana": "タカサキ ダイヒョウ",
    "rep_title": "代表取締役",
    "phone": "024-000-0000",
    "second_same": True,
    "second_family": "",
    "second_given": "",
    "second_email": "",
    "track": "value",
    "title": "空いた荷台の見える化",
    "trouble": "帰りの便は荷台が半分空いたまま走る。",
    "plan": "空きが地図に出て、農家や店が「乗せたい」と手を挙げられる。",
    "spare": "買い物に困る地区へ、週に1回の便を出したい。",
    "sdgs": ["9", "11"],
    "publish_company": False,
    "publish_title": True,
    "publish_content": False,
    "consent_privacy": True,
    "consent_clean": True,
}


def make_program(key: str = "kdx") -> Program:
    return create_program(
        key=key,
        name="こおりやまDXプラットフォーム",
        by=None,
        now=NOW,
        area="郡山市",
        summary="DXにチャレンジしたい中小企業・個人事業者を、専門家の相談と異業種のつながりで応援します。",
        operator_name="受託事業者",
        faq=[{"q": "何分かかりますか。", "a": "10〜15分です。"}],
    )


def make_cohort(
    *, key: str = "kdx2", state: str = CohortState.OPEN, closes_in: timedelta | None = None, **data: Any
) -> Cohort:
    """An open term with two divisions, a rubric and dates round the present."""
    now = timezone.now()
    closes_at = now + (closes_in if closes_in is not None else timedelta(days=21))
    values = {
        "number": Cohort.objects.count() + 1,
        "name": "第2期",
        "prefix": key.upper(),
        "fiscal_year": 2026,
        "capacity": 12,
    }
    milestones = [
        {"title": "説明会", "kind": MilestoneKind.BRIEFING, "starts_at": closes_at - timedelta(days=28)},
        {
            "title": "面談",
            "kind": MilestoneKind.INTERVIEW,
            "starts_at": closes_at + timedelta(days=9),
            "note": "オンライン20分",
        },
        {"title": "結果", "kind": MilestoneKind.DECISION, "starts_at": closes_at + timedelta(days=24)},
    ]
    return create_cohort(
        program=make_program(),
        key=key,
        dates=(closes_at - timedelta(days=35), closes_at),
        tracks=TRACKS,
        criteria=CRITERIA,
        milestones=milestones,
        scale=SCALE,
        by=None,
        now=NOW,
        state=state,
        **{**values, **data},
    )


def make_draft(cohort: Cohort, applicant: User | None = None, **answers: Any) -> Entry:
    """A complete draft; `answers` replace the usual ones."""
    applicant = applicant or UserFactory()
    entry = start_entry(cohort=cohort, applicant=applicant, by=applicant, now=timezone.now())
    values = {**ANSWERS, "corporate_number": "", **answers}
    return save_answers(entry=entry, values=values, by=applicant, now=timezone.now()).entry


def make_entry(
    cohort: Cohort, applicant: User | None = None, state: str = EntryState.RECEIVED, **answers: Any
) -> Entry:
    """An entry that was handed in and, for `reviewing`, checked."""
    draft = make_draft(cohort, applicant, **answers)
    entry = submit_entry(entry=draft, by=draft.applicant, now=timezone.now())
    if state == EntryState.REVIEWING:
        entry = check_entry(entry=entry, by=user_with_role(RoleKind.STAFF), now=timezone.now())
    return entry


def score(entry: Entry, juror: User, value: int | None = 4, comment: str = "") -> Review:
    """All criteria with the same value, after a declaration of no conflict."""
    declare_conflict(entry=entry, has_conflict=False, by=juror, now=timezone.now())
    criteria = Criterion.objects.filter(rubric__cohort=entry.cohort)
    scores = {item.public_id: value for item in criteria}
    return score_entry(entry=entry, scores=scores, comment=comment, by=juror, now=timezone.now())


def decide(entry: Entry, staff: User, outcome: str = Outcome.ADOPTED, **data: Any) -> None:
    reason = Reason.MERIT if outcome == Outcome.ADOPTED else Reason.CAPACITY
    decide_entry(entry=entry, outcome=outcome, reason=reason, by=staff, now=timezone.now(), **data)


def close_call(cohort: Cohort) -> Cohort:
    """Let the deadline lie behind us."""
    Cohort.objects.filter(pk=cohort.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    cohort.refresh_from_db()
    return cohort


def make_diagnosis(*, now: datetime | None = None, **levels: tuple[int, int]) -> Diagnosis:
    """A result with a gap of two everywhere; `levels` name other pairs by axis."""
    usual = {axis.key: (1, 3) for axis in AXES}
    return take_diagnosis(levels={**usual, **levels}, client_id=uuid4(), now=now or timezone.now())
