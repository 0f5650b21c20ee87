"""Files that mean harm or lie, made here byte by byte; none of them comes from anywhere else."""

import io
import struct
import zlib
from dataclasses import dataclass

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.factories import documents as made
from tests.factories.common import heic_bytes, pdf_bytes, picture_bytes
from tests.factories.office import MACRO_TYPE, locked_office, locked_zip, lying_zip, office_bytes, relationships

SECRET = "SECRET-CANARY"
CANARY = SECRET.encode()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F


@dataclass(frozen=True)
class Hostile:
    """A file, the name it comes under, and a part of the Japanese sentence it must get; "" when it is taken."""

    name: str
    content: bytes
    sentence: str = ""


def exif() -> Image.Exif:
    """Position, camera and a turn."""
    found = Image.Exif()
    found[ORIENTATION], found[MAKER] = 6, SECRET
    found.get_ifd(GPS)[2] = (35.0, 40.0, 1.0)
    return found


def png_with_text() -> bytes:
    """Words in every kind of text chunk."""
    info, buffer = PngInfo(), io.BytesIO()
    info.add_text("Comment", SECRET)
    info.add_text("Zipped", SECRET, zip=True)
    info.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET}</x>")
    Image.new("RGB", (40, 40)).save(buffer, "PNG", pnginfo=info)
    return buffer.getvalue()


def png_of(width: int, height: int) -> bytes:
    """A header that promises so many pixels, and next to nothing behind it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def moving(form: str) -> bytes:
    """Two frames."""
    buffer = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(buffer, form, save_all=True, append_images=frames[1:], duration=100)
    return buffer.getvalue()


def pictures() -> list[Hostile]:
    jpeg, png = picture_bytes("JPEG"), picture_bytes("PNG")
    broken, lies = "開けませんでした", "名前と中身が合っていません"
    return [
        Hostile("gps.jpg", picture_bytes("JPEG", exif=exif())),
        Hostile("gps.webp", picture_bytes("WEBP", exif=exif())),
        Hostile("gps.heic", heic_bytes((64, 48), exif=exif().tobytes())),
        Hostile("words.png", png_with_text()),
        Hostile("comment.jpg", picture_bytes("JPEG", comment=CANARY)),
        Hostile("jpeg-and-zip.jpg", jpeg + office_bytes(body=SECRET) + CANARY),
        Hostile("png-and-page.png", png + HTML + CANARY),
        Hostile("gif.png", b"GIF89a" + b"\0" * 40, lies),
        Hostile("picture.svg", SVG, "添付できない形式です"),
        Hostile("svg.png", SVG, lies),
        Hostile("page.html", HTML, "添付できない形式です"),
        Hostile("page.jpg", HTML, lies),
        Hostile("png.jpg", png, lies),
        Hostile("jpeg.heic", jpeg, lies),
        Hostile("cut.jpg", jpeg[:200], broken),
        Hostile("cut.png", png[:300], broken),
        Hostile("cut.heic", heic_bytes()[:400], broken),
        Hostile("bomb.png", png_of(100_000, 100_000), "画素数が大きすぎます"),
        Hostile("line.png", png_of(2**31 - 1, 1), "画素数が大きすぎます"),
        Hostile("moves.png", moving("PNG"), "動く画像です"),
        Hostile("moves.webp", moving("WEBP"), "動く画像です"),
        Hostile("film.heic", heic_bytes().replace(b"ftypheic", b"ftypmsf1"), "動く画像です"),
        Hostile("large.jpg", jpeg + b"\0" * (10 * 1024 * 1024), "大きすぎます"),
        Hostile("empty.png", b"", "中身が空です"),
    ]


def papers() -> list[Hostile]:
    broken, scripted = "開けませんでした", "スクリプトか別のファイル"
    return [
        Hostile("script.pdf", made.with_script(), scripted),
        Hostile("escaped.pdf", made.with_hidden_script(), scripted),
        Hostile("packed.pdf", made.with_packed_script(), scripted),
        Hostile("starts.pdf", made.with_launch(), scripted),
        Hostile("carries.pdf", made.with_attachment(), scripted),
        Hostile("locked.pdf", made.LOCKED, "パスワード"),
        Hostile("bomb.pdf", made.packed_bomb(), "大きくなりすぎます"),
        Hostile("long.pdf", pdf_bytes(21), "ページが多すぎます"),
        Hostile("cut.pdf", made.with_pages(1)[:500], broken),
        Hostile("pdf-and-zip.pdf", made.one_page() + office_bytes(), broken),
        Hostile("page.pdf", HTML, "名前と中身が合っていません"),
        Hostile("empty.pdf", b"", "中身が空です"),
        Hostile("harmless.pdf", made.with_pages(1)),
    ]


def offices() -> list[Hostile]:
    rels = "word/_rels/document.xml.rels"
    link = relationships("attachedTemplate", "https://evil.example/t.dotm")
    table = office_bytes("xlsx", {"xl/vbaProject.bin": b"x"})
    return [
        Hostile("macro.docx", office_bytes(parts={"word/vbaProject.bin": b"x"}), "マクロ"),
        Hostile("macro-type.docx", office_bytes(main_type=MACRO_TYPE), "マクロ"),
        Hostile("macro.docm", office_bytes(main_type=MACRO_TYPE), "添付できない形式です"),
        Hostile("macro-inside.pptx", office_bytes("pptx", {"ppt/embeddings/a.xlsx": table}), "マクロ"),
        Hostile("object.docx", office_bytes(parts={"word/embeddings/oleObject1.bin": b"x"}), "プログラムか埋め込み"),
        Hostile("template.docx", office_bytes(parts={rels: link}), "外部から読み込む"),
        Hostile("dde.docx", office_bytes(body="<instrText>DDEAUTO cmd</instrText>"), "外部から読み込む"),
        Hostile("fetch.xlsx", office_bytes("xlsx", {"xl/connections.xml": "<x/>"}), "外部から読み込む"),
        Hostile("entity.docx", office_bytes(parts={"word/a.xml": "<!DOCTYPE x><x/>"}), "開けませんでした"),
        Hostile("bomb.docx", office_bytes(parts={"word/a.xml": b"\0" * 8_000_000}), "大きくなりすぎます"),
        Hostile("climbs.docx", office_bytes(parts={"../../a.xml": "<x/>"}), "開けませんでした"),
        Hostile("lies.docx", lying_zip(), "開けませんでした"),
        Hostile("cut.docx", office_bytes()[:-30], "開けませんでした"),
        Hostile("locked.docx", locked_office(), "パスワード"),
        Hostile("locked-zip.docx", locked_zip(office_bytes()), "パスワード"),
        Hostile("word.xlsx", office_bytes("docx"), "開けませんでした"),
        Hostile("harmless.docx", office_bytes()),
    ]  # fmt: skip


def names() -> list[Hostile]:
    """Harmless content under names that are not."""
    return [
        Hostile("plan\u202egpj.exe.pdf", made.one_page()),
        Hostile("a\r\nX-Evil: yes\r\n\r\n<script>.pdf", made.one_page()),
        Hostile('"; filename="b.html.pdf', made.one_page()),
        Hostile("../../../../etc/passwd.pdf", made.one_page()),
        Hostile("n" * 300 + ".pdf", made.one_page()),
        Hostile("<img src=x onerror=alert(1)>.pdf", made.one_page()),
        Hostile("nothing", made.one_page(), "添付できない形式です"),
        Hostile(".pdf", made.one_page(), "添付できない形式です"),
    ]


def all_hostile() -> list[Hostile]:
    """Every one of them."""
    return [*pictures(), *papers(), *offices(), *names()]
