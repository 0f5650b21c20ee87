"""Pictures: what is written anew, in which colours and sizes, and what is refused."""

import io

import pytest
from PIL import Image, ImageCms

from common.decoder import pictures
from common.decoder.refusal import Refused
from tests.factories.common import heic_bytes, picture_bytes

PIXELS = 10**7
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.fixture
def rewritten(tmp_path):
    def run(content, media_type="image/png", pixels=PIXELS):
        (tmp_path / "source").write_bytes(content)
        return pictures.rewrite(str(tmp_path / "source"), str(tmp_path), media_type, pixels)

    return run


def saved(image, form, **options):
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def test_a_picture_becomes_four(rewritten, tmp_path):
    pages = rewritten(picture_bytes("JPEG", (3000, 1000)), "image/jpeg")
    assert [(p["name"], p["width"], p["height"]) for p in pages] == [
        ("original", 3000, 1000), ("page-1", 2400, 800), ("page-1-mid", 1200, 400), ("page-1-thumb", 480, 160),
    ]  # fmt: skip
    assert [Image.open(tmp_path / p["name"]).format for p in pages] == ["JPEG", "WEBP", "WEBP", "WEBP"]


def test_a_small_picture_is_never_enlarged(rewritten):
    assert {(p["width"], p["height"]) for p in rewritten(picture_bytes("PNG", (1, 30)))} == {(1, 30)}


def test_heic_is_read_and_written_as_jpeg(rewritten, tmp_path):
    original = rewritten(heic_bytes((640, 400)), "image/heic")[0]
    assert (original["media_type"], original["width"]) == ("image/jpeg", 640)
    assert Image.open(tmp_path / "original").format == "JPEG"


def test_transparency_stays(rewritten, tmp_path):
    rewritten(saved(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG"))
    assert Image.open(tmp_path / "page-1").convert("RGBA").getpixel((0, 0))[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "LA", "I;16"])
def test_every_colour_mode(rewritten, mode):
    form = "JPEG" if mode == "CMYK" else "PNG"
    assert len(rewritten(saved(Image.new(mode, (50, 40)), form), f"image/{form.lower()}")) == 4


def test_sixteen_bits_of_grey_keep_their_greys(rewritten, tmp_path):
    rewritten(saved(Image.new("I;16", (20, 20), 32768), "PNG"))
    assert Image.open(tmp_path / "original").getpixel((0, 0)) == (128, 128, 128)


def test_a_foreign_colour_profile_is_applied_before_it_goes(rewritten, tmp_path):
    # sRGB under another name, with red and green exchanged.
    swapped = SRGB.replace("sRGB".encode("utf-16-be"), "ours".encode("utf-16-be"))
    swapped = swapped.replace(b"rXYZ", b"----").replace(b"gXYZ", b"rXYZ").replace(b"----", b"gXYZ")
    rewritten(saved(Image.new("RGB", (20, 20), (255, 0, 0)), "PNG", icc_profile=swapped))
    found = Image.open(tmp_path / "original")
    assert "icc_profile" not in found.info
    assert found.getpixel((0, 0)) == (0, 255, 0)


@pytest.mark.parametrize("profile", [SRGB, b"nonsense"])
def test_an_ordinary_or_broken_profile_changes_nothing(rewritten, tmp_path, profile):
    rewritten(saved(Image.new("RGB", (20, 20), (200, 100, 50)), "PNG", icc_profile=profile))
    assert Image.open(tmp_path / "original").getpixel((0, 0)) == (200, 100, 50)


def test_a_broken_note_on_orientation_is_no_reason_to_refuse(rewritten, monkeypatch):
    def fail(image):
        raise KeyError

    monkeypatch.setattr(pictures.ImageOps, "exif_transpose", fail)
    assert len(rewritten(picture_bytes())) == 4


def test_memory_that_runs_out_while_turning_ends_the_process(rewritten, monkeypatch):
    def fail(image):
        raise MemoryError

    monkeypatch.setattr(pictures.ImageOps, "exif_transpose", fail)
    with pytest.raises(MemoryError):
        rewritten(picture_bytes())


def moving(form):
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    return saved(
        frames[0], form, save_all=True, append_images=frames[1:], **({"duration": 100} if form != "MPO" else {})
    )


def test_a_jpeg_with_several_pictures_is_a_still(rewritten):
    assert len(rewritten(moving("MPO"), "image/jpeg")) == 4


@pytest.mark.parametrize(
    ("content", "media_type", "pixels", "reason"),
    [
        (picture_bytes(size=(100, 100)), "image/png", 9999, "pixels"),
        (b"nothing", "image/png", PIXELS, "broken"),
        (picture_bytes("JPEG"), "image/png", PIXELS, "broken"),
        (picture_bytes("JPEG"), "image/heic", PIXELS, "broken"),
        (heic_bytes()[:400], "image/heic", PIXELS, "broken"),
        (heic_bytes().replace(b"ftypheic", b"ftypmsf1"), "image/heic", PIXELS, "animated"),
        (moving("PNG"), "image/png", PIXELS, "animated"),
        (moving("WEBP"), "image/webp", PIXELS, "animated"),
    ],
)
def test_refusals(rewritten, content, media_type, pixels, reason):
    with pytest.raises(Refused, match=reason):
        rewritten(content, media_type, pixels)
