"""Pictures: decoded once, written anew without anything but pixels.

All renditions come from the one decoded picture, each smaller one from the next larger, so that a photograph of
12 million pixels costs one decoding and little more (figure `image.renditions`).
"""

import io
import warnings
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from common.decoder.refusal import Refused

PAGE_SIDE = 2400
# "-mid" and "-thumb": the longest side in pixels.
SMALLER = (("mid", 1200), ("thumb", 480))
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/heic": "HEIF"}
# HEIC is read only: hardly anybody but its maker can open it.
WRITTEN_AS = {"HEIF": "JPEG"}
OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 90},
    "PNG": {"compress_level": 6},
    # The quickest method: a tenth more bytes for a third of the time.
    "WEBP": {"quality": 84, "method": 0},
}
SEQUENCES = (b"msf1", b"hevc", b"hevx")
GREY_16 = ("I;16", "I;16B", "I;16L", "I;16N")


def rewrite(source: str, folder: str, media_type: str, max_pixels: int) -> list[dict[str, Any]]:
    """The original's size without metadata, and the renditions of page-1, as files of these names in `folder`."""
    form = FORMATS[media_type]
    image = decoded(Path(source), form, max_pixels)
    form = WRITTEN_AS.get(form, form)
    original = save(image.convert("RGB") if form == "JPEG" else image, Path(folder), "original", form)
    return [original, *renditions(image, Path(folder), "page-1", PAGE_SIDE)]


def renditions(image: Image.Image, folder: Path, name: str, side: int) -> list[dict[str, Any]]:
    """A page for reading, one for phones and one for lists, all WebP, none larger than the picture is."""
    page = _smaller(image, side)
    written = [save(page, folder, name, "WEBP")]
    for suffix, less in SMALLER:
        page = _smaller(page, less)
        written.append(save(page, folder, f"{name}-{suffix}", "WEBP"))
    return written


def save(image: Image.Image, folder: Path, name: str, form: str) -> dict[str, Any]:
    """Write one file and describe it; names say the format that was really written."""
    image.save(folder / name, form, **OPTIONS[form])
    return {"name": name, "width": image.width, "height": image.height, "media_type": f"image/{form.lower()}"}


def _smaller(image: Image.Image, side: int) -> Image.Image:
    """The picture with its longest side at most `side`; halving by boxes first is a fraction of the work."""
    longest = max(image.size)
    if longest <= side:
        return image
    size = (max(1, round(image.width * side / longest)), max(1, round(image.height * side / longest)))
    return image.resize(size, Image.Resampling.BICUBIC, reducing_gap=1.5)


def decoded(source: Path, form: str, max_pixels: int) -> Image.Image:
    """Pixels in sRGB; raises Refused before it decodes what is too large or moves."""
    Image.MAX_IMAGE_PIXELS = None  # our own cap comes before decoding
    warnings.simplefilter("ignore")
    if form == "HEIF":
        _prepare_heif(source)
    try:
        with Image.open(source, formats=[form]) as opened:
            if opened.width * opened.height > max_pixels:
                raise Refused("pixels")
            # A JPEG or HEIC with several pictures is a still (depth, brightness); a PNG or WebP with several moves.
            if form in {"PNG", "WEBP"} and getattr(opened, "n_frames", 1) > 1:
                raise Refused("animated")
            opened.load()
            return _plain(_in_srgb(_upright(opened)))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, RuntimeError, EOFError):
        raise Refused("broken") from None


def _prepare_heif(source: Path) -> None:
    """Teach Pillow to read HEIC; a film in the same container is refused by its brand."""
    import pillow_heif  # noqa: PLC0415 — slow to load, and other pictures do without it

    pillow_heif.register_heif_opener(thumbnails=False)
    with source.open("rb") as file:
        if file.read(12)[8:] in SEQUENCES:
            raise Refused("animated")


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the camera said, because that note is about to go with the other metadata."""
    try:
        return ImageOps.exif_transpose(image)
    except MemoryError:
        raise
    except Exception:
        return image  # a broken note is no reason to refuse the picture


def _in_srgb(image: Image.Image) -> Image.Image:
    """Colours as every screen understands them: phones write wider ones, printers write ink."""
    if image.mode in GREY_16:
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "RGBA", "CMYK"}:
        return image
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(given).lower():
            return image
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        turned = ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image
    return turned or image


def _plain(image: Image.Image) -> Image.Image:
    """Pixels only: no palette, profile, text chunk or position stays."""
    see_through = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    plain = image.convert("RGBA" if see_through else "RGB")
    plain.info = {}
    return plain
