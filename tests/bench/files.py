"""`image.renditions` and `pdf.ten`: what one photograph and one plan cost in CPU time.

`image.renditions` is the product's decoding and its three WebP against Willow making the same three sizes as Wagtail
does, one by one with its own settings. `bytes` is how much larger ours are in all, since we use the
encoder's quickest method.
"""

import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image

from common.decoder.pictures import PAGE_SIDE, SMALLER, decoded, renditions
from tests.bench.figures import Measured, alternate, measures

SIZE = (4000, 3000)
SIDES = (PAGE_SIDE, *(side for _name, side in SMALLER))
PAGES = 10
ROUNDS = 5


@measures("image.renditions", databases=("sqlite",))
def image_renditions(database: str) -> Iterator[Measured]:
    """A photograph of 12 million pixels with detail everywhere, to three WebP."""
    set_up_django()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        photo = folder / "photo.jpg"
        photograph().save(photo, "JPEG", quality=88)
        ours, theirs = alternate(
            lambda: cpu_of(lambda: our_renditions(photo, folder)),
            lambda: cpu_of(lambda: willow_renditions(photo, folder)),
            rounds=ROUNDS,
        )
        ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
        bytes_ = sizes(folder, "page-1*") / sizes(folder, "willow-*")
        extra = {"seconds": round(min(ours), 3), "willow_seconds": round(min(theirs), 3), "bytes": round(bytes_, 2)}
        yield Measured("image.renditions", ratios, floor="Willow, three times open, resize, save_as_webp", extra=extra)


@measures("pdf.ten", databases=("sqlite",))
def pdf_ten(database: str) -> Iterator[Measured]:
    """Ten A4 pages with text and a photograph each, drawn through the real process, its start included."""
    set_up_django()
    from common.files.decoding import draw_pdf_pages
    from tests.factories.documents import with_pages

    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "source"
        source.write_bytes(with_pages(PAGES))
        rounds = []
        for _ in range(ROUNDS):
            before = cpu_of_children()
            draw_pdf_pages(source, Path(name))
            rounds.append(cpu_of_children() - before)
    yield Measured("pdf.ten", rounds, n=PAGES)


def set_up_django() -> None:
    """Willow and the product read settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hiroba.settings.test")
    import django

    django.setup()


def photograph() -> Image.Image:
    """Noise blown up: neither flat nor incompressible, as a photograph is."""
    return Image.effect_noise((SIZE[0] // 4, SIZE[1] // 4), 60).convert("RGB").resize(SIZE, Image.Resampling.BICUBIC)


def our_renditions(photo: Path, folder: Path) -> None:
    """As the decoder's process does it, without the original."""
    renditions(decoded(photo, "JPEG", SIZE[0] * SIZE[1]), folder, "page-1", PAGE_SIDE)


def willow_renditions(photo: Path, folder: Path) -> None:
    """As Wagtail does it: each rendition begins with the file."""
    from willow.image import Image as WillowImage

    for side in SIDES:
        with photo.open("rb") as file, (folder / f"willow-{side}").open("wb") as target:
            size = (side, round(side * SIZE[1] / SIZE[0]))
            WillowImage.open(file).resize(size).save_as_webp(target)


def sizes(folder: Path, pattern: str) -> int:
    """Bytes of some files together."""
    return sum(path.stat().st_size for path in folder.glob(pattern))


def cpu_of(work: Callable[[], object]) -> float:
    """Seconds of CPU of this process."""
    began = time.process_time()
    work()
    return time.process_time() - began


def cpu_of_children() -> float:
    """Seconds of CPU of all processes that this one has started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
