"""Two pictures, before and after, on any page."""

import gc
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Pixels
from wagtail.blocks import StructBlockValidationError
from wagtail.images import get_image_model

from home.actions.pages import ensure_page
from home.models import HomePage, StandardPage
from home.sections.before_after import BeforeAfterBlock
from tests.factories.home import NOW

pytestmark = pytest.mark.django_db

SCRIPT = "hiroba/pages/compare"


@pytest.fixture
def photo(settings: Any, tmp_path: Path) -> Any:
    """A picture of the site's library."""
    settings.MEDIA_ROOT = tmp_path
    dots = BytesIO()
    Pixels.new("RGB", (1600, 1000), "white").save(dots, "PNG")
    return get_image_model().objects.create(title="写真", file=SimpleUploadedFile("photo.png", dots.getvalue()))


def side(drawing: str = "", image: int | None = None, caption: str = "ひとこと", alt: str = "") -> dict[str, Any]:
    return {"drawing": drawing, "image": image, "caption": caption, "alt": alt}


BEFORE = side("before-desk", caption="紙と電話")
AFTER = side("inbox-together", caption="一枚の板に", alt="みんなが同じ板を見ている")


def typed(before: dict[str, Any] = BEFORE, after: dict[str, Any] = AFTER, **words: Any) -> dict[str, Any]:
    told = {"title": "はじめの一段", "text": "", "source": "出典：試験", "is_made_up": True}
    return {**told, "before": before, "after": after, **words}


def body(client: Client, site: HomePage, slug: str, value: dict[str, Any]) -> str:
    sections = [("before_after", value)]
    ensure_page(StandardPage, parent=site, slug=slug, title="頁", locale=site.locale, now=NOW, sections=sections)
    response = client.get(f"/{slug}/")
    assert response.status_code == 200
    return response.content.decode().partition("<main")[2]


def checked(**changed: Any) -> Any:
    block = BeforeAfterBlock()
    return block.clean(block.to_python(typed(**changed)))


def test_both_pictures_stand_there_with_their_words(client: Client, site: HomePage):
    text = body(client, site, "drawn", typed())
    for words in ("まえ：紙と電話", "あと：一枚の板に", "before-desk", "inbox-together", "出典：試験", "架空"):
        assert words in text, words
    assert 'alt="みんなが同じ板を見ている"' in text
    assert 'alt=""' not in text.partition("data-compare")[2].partition("</section>")[0]


def test_the_slider_is_added_by_a_script_that_only_such_pages_load(client: Client, site: HomePage):
    text = body(client, site, "sliding", typed())
    assert text.count(SCRIPT) == 1
    assert "<input" not in text.partition("data-compare")[2].partition("</section>")[0]
    assert SCRIPT not in client.get("/visits/").content.decode()


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # Wagtail leaves the file of a new rendition to the collector
def test_a_picture_of_the_library_brings_its_own_size_and_words(client: Client, site: HomePage, photo: Any):
    text = body(client, site, "photo", typed(after=side(image=photo.pk, caption="写真", alt="机の上に何もない")))
    assert 'alt="机の上に何もない" width="1200" height="750"' in text
    gc.collect()


def test_a_picture_that_has_gone_from_the_library_leaves_no_half(client: Client, site: HomePage, photo: Any):
    value = typed(after=side(image=photo.pk, alt="机"))
    photo.delete()
    text = body(client, site, "gone", value)
    assert "data-compare" not in text
    assert "紙と電話" not in text


def test_a_drawing_and_a_picture_with_words_are_accepted(photo: Any):
    assert checked()["after"]["drawing"] == "inbox-together"
    assert checked(after=side(image=photo.pk, alt="机"))["after"]["image"] == photo


@pytest.mark.parametrize("which", ["none", "both", "no words", "no caption", "no such drawing"])
def test_what_some_readers_could_not_know_is_refused(photo: Any, which: str):
    wrong = {
        "none": side(),
        "both": side("harvest", photo.pk, alt="机"),
        "no words": side(image=photo.pk),
        "no caption": side("harvest", caption=""),
        "no such drawing": side("moon"),
    }
    with pytest.raises(StructBlockValidationError):
        checked(after=wrong[which])


def test_search_reads_captions_and_not_names_of_drawings():
    block = BeforeAfterBlock()
    found = block.get_searchable_content(block.to_python(typed()))
    assert "紙と電話" in found
    assert "before-desk" not in found
