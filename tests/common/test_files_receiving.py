"""What is taken, what is refused with which sentence, and that nothing is left behind."""

import io
import struct
import zlib
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image

from common.enums import FileState
from common.errors import InvalidInput
from common.files import files_for, receive_file, remove_file
from common.files.stores import StoreAway
from common.models import StoredFile
from tests.common.conftest import path_of, stored
from tests.factories.accounts import UserFactory
from tests.factories.common import NOW, heic_bytes, pdf, pdf_bytes, picture, picture_bytes, together
from tests.factories.documents import LOCKED
from tests.factories.office import locked_office, office_bytes

SUBJECT = uuid4()


def receive(upload, kind="open", **more):
    return receive_file(**{"upload": upload, "kind": kind, "subject": SUBJECT, "by": None, "now": NOW, **more})


def upload(name, content):
    return SimpleUploadedFile(name, content)


@pytest.mark.django_db
@pytest.mark.parametrize(("form", "name"), [("PNG", "図.png"), ("JPEG", "写真.JPG"), ("WEBP", "絵.webp")])
def test_pictures_are_ready_at_once(open_kind, form, name):
    person = UserFactory()
    file = receive(picture(name, form, (3000, 1500)), by=person)
    sizes = {v.name: (v.width, v.height, v.media_type) for v in file.variants.all()}
    assert sizes == {
        "original": (3000, 1500, f"image/{form.lower()}"),
        "page-1": (2400, 1200, "image/webp"),
        "page-1-mid": (1200, 600, "image/webp"),
        "page-1-thumb": (480, 240, "image/webp"),
    }
    assert (file.state, file.pages, file.original_name, file.uploaded_by) == (FileState.READY, 1, name, person)


@pytest.mark.django_db
def test_metadata_is_gone_and_the_picture_is_turned(open_kind):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010F] = "SECRET-CAMERA"
    exif.get_ifd(0x8825)[2] = (35.0, 40.0, 1.0)
    content = picture_bytes("JPEG", (600, 400), exif=exif)
    assert b"SECRET-CAMERA" in content  # the twin: what came does carry it
    file = receive(upload("a.jpg", content))
    for variant in file.variants.all():
        found = path_of(variant.storage_key).read_bytes()
        assert b"SECRET-CAMERA" not in found
        opened = Image.open(io.BytesIO(found))
        assert not opened.getexif()
        assert opened.height > opened.width


@pytest.mark.django_db
def test_text_chunks_and_trailing_data_are_gone(open_kind):
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "SECRET")
    buffer = io.BytesIO()
    Image.new("RGBA", (40, 40)).save(buffer, "PNG", pnginfo=info)
    file = receive(upload("a.png", buffer.getvalue() + b"<script>SECRET</script>"))
    assert all(b"SECRET" not in path_of(v.storage_key).read_bytes() for v in file.variants.all())


def bomb(width, height):
    """A PNG header that promises more pixels than anybody has memory for."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def animated(form):
    buffer = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(buffer, form, save_all=True, append_images=frames[1:], duration=100)
    return buffer.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED = [
    ("計画.zip", b"PK\x03\x04xxxx", "「計画.zip」は添付できない形式です。"),
    ("図.svg", SVG, "添付できない形式です"),
    ("図.png", SVG, "名前と中身が合っていません"),
    ("頁.html", b"<html>", "添付できない形式です"),
    ("頁.pdf", b"<html>", "名前と中身が合っていません"),
    ("図.jpg", picture_bytes("PNG"), "名前と中身が合っていません"),
    ("図.png", picture_bytes("PNG")[:300], "開けませんでした"),
    ("図.jpg", picture_bytes("JPEG")[:200], "開けませんでした"),
    ("図.png", bomb(100_000, 100_000), "画素数が大きすぎます"),
    ("動く.webp", animated("WEBP"), "動く画像です"),
    ("動く.png", animated("PNG"), "動く画像です"),
    ("空.pdf", b"", "中身が空です"),
    ("壊.pdf", b"%PDF-1.7\n%%EOF", "開けませんでした"),
    ("長.pdf", pdf_bytes(21), "ページが多すぎます。20ページまで"),
    ("名なし", picture_bytes("PNG"), "添付できない形式です"),
    ("文.docx", b"PK\x03\x04broken", "開けませんでした"),
    ("文.docx", locked_office(), "パスワード"),
    ("旧.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "名前と中身が合っていません"),
    ("絵.heic", picture_bytes("JPEG"), "名前と中身が合っていません"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "content", "sentence"), REFUSED, ids=[f"{r[0]}-{r[2][:8]}" for r in REFUSED])
def test_refused_with_a_sentence_and_nothing_left(open_kind, private, name, content, sentence):
    file = upload(name, content or b"x")
    if not content:
        file.size = 0
    with translation.override("ja"), pytest.raises(InvalidInput) as caught:
        receive(file)
    assert sentence in str(caught.value.fields["file"])
    assert (stored(private), StoredFile.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_locked_pdf_is_refused(open_kind):
    with translation.override("ja"), pytest.raises(InvalidInput) as caught:
        receive(upload("鍵.pdf", LOCKED))
    assert "パスワード" in str(caught.value)


@pytest.mark.django_db
def test_size_is_capped_by_kind_and_setting(open_kind, settings):
    settings.FILE_MAX_BYTES = 1024
    with translation.override("ja"), pytest.raises(InvalidInput) as caught:
        receive(upload("大.pdf", pdf_bytes() + b" " * 2000))
    assert "大きすぎます" in str(caught.value)


@pytest.mark.django_db
def test_the_number_of_files_is_capped(open_kind):
    for _ in range(3):
        receive(picture())
    with translation.override("ja"), pytest.raises(InvalidInput) as caught:
        receive(picture())
    assert str(caught.value) == "添付できるのは3個までです。先に1つ消してください。"
    receive(picture(), subject=uuid4())


@pytest.mark.django_db
def test_a_kind_takes_only_what_it_accepts(open_kind):
    with pytest.raises(InvalidInput):
        receive(upload("文.docx", office_bytes()), kind="shut")


@pytest.mark.django_db
def test_office_files_are_kept_for_saving_only(open_kind):
    file = receive(upload("計画.docx", office_bytes()))
    assert (file.state, file.pages, [v.name for v in file.variants.all()]) == (FileState.READY, 0, ["original"])


@pytest.mark.django_db
@pytest.mark.parametrize("content", [office_bytes(parts={"word/vbaProject.bin": b"x"}), office_bytes()[:-30]])
def test_office_files_with_macros_or_damage_are_refused(open_kind, content):
    with pytest.raises(InvalidInput):
        receive(upload("計画.docx", content))
    with pytest.raises(InvalidInput):
        receive(upload("計画.xlsx", office_bytes()))


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_listing_costs_two_queries(open_kind, django_assert_num_queries, count):
    for _ in range(count):
        receive(picture())
    with django_assert_num_queries(2):
        assert [len(file.variants.all()) for file in files_for(SUBJECT, "open")] == [4] * count


@pytest.mark.django_db
def test_a_pdf_is_received_with_its_pages_counted(open_kind):
    file = receive(pdf(pages=3))
    assert (file.state, file.pages, [v.name for v in file.variants.all()]) == (FileState.RECEIVED, 3, ["original"])


@pytest.mark.django_db
def test_heic_is_kept_as_jpeg_under_a_name_that_says_so(open_kind):
    exif = Image.Exif()
    exif[0x010F] = "SECRET-CAMERA"
    content = heic_bytes((600, 400), exif=exif.tobytes())
    assert b"SECRET-CAMERA" in content
    file = receive(upload("IMG_1.HEIC", content))
    assert (file.original_name, file.media_type) == ("IMG_1.jpg", "image/jpeg")
    assert all(b"SECRET" not in path_of(v.storage_key).read_bytes() for v in file.variants.all())


@pytest.mark.django_db
def test_the_quota_of_an_account_holds_across_its_files(open_kind, settings):
    settings.FILE_QUOTA_BYTES = 3 * len(pdf_bytes(1))
    person, other = UserFactory(), UserFactory()
    for _ in range(3):
        receive(upload("a.pdf", pdf_bytes(1)), by=person, subject=uuid4())
    with translation.override("ja"), pytest.raises(InvalidInput) as caught:
        receive(upload("a.pdf", pdf_bytes(1)), by=person, subject=uuid4())
    assert "空きがありません" in str(caught.value)
    receive(upload("a.pdf", pdf_bytes(1)), by=other, subject=uuid4())
    remove_file(file=StoredFile.objects.filter(uploaded_by=person).first())
    receive(upload("a.pdf", pdf_bytes(1)), by=person, subject=uuid4())


def all_at_once(kind):
    """Five uploads at the same moment, where three fit."""
    person = UserFactory()
    content = pdf_bytes(1)

    def work(number):
        return receive(upload("a.pdf", content), by=person, kind=kind)

    found = together(5, work)
    return sum(isinstance(one, StoredFile) for one in found)


@pytest.mark.django_db(transaction=True)
def test_uploads_at_once_do_not_pass_the_limit_together(open_kind):
    assert all_at_once("open") == StoredFile.objects.count() == 3


@pytest.mark.django_db
def test_a_store_that_is_away_is_told_under_the_field(open_kind, private, monkeypatch):
    def away(self, source, key):
        raise StoreAway

    monkeypatch.setattr("common.files.stores.FolderStore.put", away)
    with pytest.raises(InvalidInput) as caught:
        receive(picture())
    assert str(caught.value.fields["file"]) == str(StoreAway.default)
    assert (stored(private), StoredFile.objects.count()) == ([], 0)
