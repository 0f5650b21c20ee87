"""The pages as they are read: both languages, headings, one next step, no inline style, few queries, live figures."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cohorts.enums import CohortState, EntryState
from cohorts.models import Cohort, Entry
from home.models import HomePage, ProgrammePage, ShowcasePage
from tests.factories.cohorts import close_call, make_cohort, make_entry
from tests.factories.home import make_case
from tests.factories.mentoring import make_mentor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

PATHS = ["/", "/programmes/", "/programmes/kdx/", "/cases/", "/cases/pass-it-on/", "/cases/living-lab/", "/privacy/"]
BOTH = [*PATHS, *(f"/en{path}" for path in PATHS)]


class Outline(HTMLParser):
    """Headings, pictures and styles of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.images: list[dict[str, str | None]] = []
        self.styled: list[str] = []
        self.primary = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "img":
            self.images.append(found)
        if "style" in found or any(name.startswith("on") for name in found):
            self.styled.append(tag)
        self.primary += found.get("class") == "next"


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.fixture
def first_term() -> Cohort:
    """Three entries, two adopted, announced; the second term is open."""
    cohort = make_cohort(key="kdx1", name="第1期", number=1)
    entries = [make_entry(cohort, track=track) for track in ("value", "value", "work")]
    Entry.objects.filter(pk__in=[entry.pk for entry in entries[:2]]).update(state=EntryState.ADOPTED)
    Entry.objects.filter(pk=entries[2].pk).update(state=EntryState.DECLINED)
    close_call(cohort)
    Cohort.objects.filter(pk=cohort.pk).update(state=CohortState.ANNOUNCED)
    make_cohort(key="kdx2", number=2, translations={"en": {"name": "Term 2"}})
    return cohort


@pytest.mark.parametrize("path", BOTH)
def test_page_is_well_formed(client: Client, path: str, first_term: Cohort):
    text = page(client, path)
    outline = Outline(text)
    language = "en" if path.startswith("/en/") else "ja"
    assert f'<html lang="{language}">' in text
    assert outline.levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(outline.levels, outline.levels[1:], strict=False))
    assert outline.levels[0] == 1
    assert outline.styled == []
    assert all(image.get("alt") is not None and image.get("width") and image.get("height") for image in outline.images)
    assert not re.search(r"(src|href)=\"(https?:)?//(?!testserver)", text)


@pytest.mark.parametrize("path", [path for path in BOTH if "privacy" not in path])
def test_page_ends_with_one_next_step(client: Client, path: str, first_term: Cohort):
    assert Outline(page(client, path)).primary == 1


@pytest.mark.parametrize("path", PATHS)
def test_language_switch_keeps_the_page(client: Client, path: str):
    assert f'href="/en{path}" hreflang="en" lang="en"' in page(client, path)
    assert f'href="{path}" hreflang="ja" lang="ja"' in page(client, f"/en{path}")


def test_switch_of_an_untranslated_page_leads_to_the_front(client: Client, site: HomePage):
    twin = site.get_translations().get().get_descendants().get(slug="privacy")
    twin.unpublish()
    assert 'href="/en/" hreflang="en"' in page(client, "/privacy/")
    assert 'href="/en/privacy/"' not in page(client, "/privacy/")


def test_front_page_shows_the_open_call(client: Client, first_term: Cohort):
    text = page(client, "/")
    assert "第2期 エントリー募集" in text
    assert 'href="/programmes/kdx/"' in text
    second = Cohort.objects.get(key="kdx2")
    close_call(second)
    assert "エントリー募集" not in page(client, "/")


def test_two_calls_stand_below_each_other(client: Client, first_term: Cohort):
    make_cohort(key="kdx3", number=3, name="第3期")
    text = page(client, "/")
    assert text.index("第2期 エントリー募集") < text.index("第3期 エントリー募集")


def test_funnel_is_data(client: Client, first_term: Cohort):
    assert "3社が手を挙げ、2社を採択。見送りの1社には次の一歩を案内しました。" in page(client, "/")
    Entry.objects.filter(state=EntryState.DECLINED).update(state=EntryState.ADOPTED)
    assert "3社が手を挙げ、全社を採択しました。" in page(client, "/")
    assert "3 companies raised their hand, and all of them were adopted." in page(client, "/en/")


def test_funnel_hides_results_before_the_announcement(client: Client, first_term: Cohort):
    Cohort.objects.filter(pk=first_term.pk).update(state=CohortState.REVIEWING)
    text = page(client, "/")
    assert "3社が手を挙げました。" in text
    assert "2社を採択" not in text


def test_funnel_shows_completion_once_the_term_runs(client: Client, first_term: Cohort):
    Cohort.objects.filter(pk=first_term.pk).update(state=CohortState.FINISHED)
    assert '<th scope="row">修了</th>' not in page(client, "/")
    Entry.objects.filter(state=EntryState.ADOPTED).update(state=EntryState.FINISHED)
    assert ">修了<" in page(client, "/")


def test_front_page_without_any_term(client: Client):
    text = page(client, "/")
    assert "エントリーから採択へ" not in text
    assert "飛騨市の人口とファン" in text


@pytest.mark.parametrize("path", ["/", "/cases/", "/cases/pass-it-on/"])
def test_queries_stay_few_and_constant(
    client: Client, path: str, first_term: Cohort, django_assert_max_num_queries: Any
):
    make_case()
    counts = []
    for more in range(2):
        for _nth in range(2 * more):
            make_case()
        page(client, path)
        with django_assert_max_num_queries(8) as captured:
            page(client, path)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_programme_page_tells_everything(client: Client, first_term: Cohort):
    make_mentor(profile="マーケティングの実務家")
    text = page(client, "/programmes/kdx/")
    for words in (
        "いまここ",
        "働き方改革部門",
        "価値創造部門",
        "地域の課題への貢献",
        "業種や規模の制限はありますか。",
        "マーケティングの実務家",
    ):
        assert words in text, words
    entry_url = reverse("cohorts:entry_start", args=[Cohort.objects.get(key="kdx2").public_id])
    assert f'href="{entry_url}"' in text
    assert "67%" in text


def test_programme_page_without_open_call_has_no_entry_button(client: Client, first_term: Cohort):
    close_call(Cohort.objects.get(key="kdx2"))
    text = page(client, "/programmes/kdx/")
    assert "いまは募集していません" in text
    assert "エントリーする" not in text


def test_programme_page_of_an_unknown_programme(client: Client, site: HomePage):
    ProgrammePage.objects.update(program_key="nothing")
    assert "よくある質問" in page(client, "/programmes/kdx/")


def test_programme_list_names_the_state(client: Client, first_term: Cohort):
    assert "いま募集中" in page(client, "/programmes/")
    assert "あと21日" in page(client, "/programmes/")
    close_call(Cohort.objects.get(key="kdx2"))
    assert "いま募集中" not in page(client, "/programmes/")


def test_case_names_what_did_not_work_and_its_source(client: Client, first_term: Cohort):
    text = page(client, "/cases/pass-it-on/")
    for words in ("うまくいかなかったこと", "支える側の人材も要る", "出典：視察報告書", "架空", "まえ：", "あと："):
        assert words in text, words
    assert "第2期の締切は" in text


def test_cases_can_be_narrowed_by_field(client: Client):
    text = page(client, "/cases/?tag=関係人口")
    assert "観光客以上、移住者未満" in text
    assert "断っていた仕事を、仲間で受ける" not in text.split("<main")[1]


def test_figure_numbers_are_a_csv(client: Client, first_term: Cohort):
    links = re.findall(r'href="(/figures/[^"]+\.csv)"', page(client, "/"))
    assert len(links) == 3
    answer = client.get(links[0])
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.decode("utf-8-sig").splitlines()[1].startswith("エントリー,")
    split = re.findall(r'href="(/figures/[^"]+\.csv)"', page(client, "/programmes/kdx/"))
    assert "働き方改革部門" in client.get(split[0]).content.decode()


def test_unknown_figure_is_not_found(client: Client, site: HomePage):
    unknown = "00000000-0000-4000-8000-000000000000"
    assert client.get(f"/figures/{unknown}/{unknown}.csv").status_code == 404
    assert client.get(f"/figures/{site.translation_key}/{unknown}.csv").status_code == 404


@pytest.mark.parametrize(
    "path", ["/nothing/", "/en/nothing/", "/cases/nothing/", "/hiroba-ja/", "/cases/cases/pass-it-on/"]
)
def test_missing_page_is_not_found(client: Client, path: str):
    assert client.get(path).status_code == 404


def test_draft_page_is_not_found(client: Client, site: HomePage):
    site.get_descendants().get(slug="privacy").unpublish()
    assert client.get("/privacy/").status_code == 404


def test_days_left_count_whole_days(client: Client):
    make_cohort(key="kdx2", closes_in=timedelta(hours=1))
    closes = Cohort.objects.get(key="kdx2").closes_at
    assert closes - timezone.now() < timedelta(hours=1)
    assert re.search(r'class="big">[01]<', page(client, "/"))


@pytest.mark.parametrize("place", ["itself", "another"])
def test_a_restricted_case_is_told_nowhere(site: HomePage, client: Client, place: str):
    case = ShowcasePage.objects.live().filter(locale__language_code="ja").first()
    assert case.title in client.get("/cases/").content.decode()
    about = case if place == "itself" else ShowcasePage.objects.live().exclude(pk=case.pk).first()
    PageViewRestriction.objects.create(page=about, restriction_type=PageViewRestriction.LOGIN)
    cache.clear()
    shown = client.get("/cases/").content.decode()
    assert (about.title in shown, case.title in shown) == (False, place == "another")
