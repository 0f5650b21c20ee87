"""PDFs written by hand: with text, pictures, scripts, passwords."""

import io
import zlib
from collections.abc import Sequence

from PIL import Image

A4 = "0 0 595 842"


def pdf_of(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A whole PDF from its numbered objects; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d /Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A packed stream object."""
    packed = zlib.compress(content)
    return b"<<%s /Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream" % (entries, len(packed), packed)


def one_page(catalogue: bytes = b"", page: bytes = b"", more: Sequence[bytes] = ()) -> bytes:
    """One empty page; `more` begins with object 4."""
    return pdf_of(
        [
            b"<</Type /Catalog /Pages 2 0 R %s>>" % catalogue,
            b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
            b"<</Type /Page /Parent 2 0 R /MediaBox [%s] %s>>" % (A4.encode(), page),
            *more,
        ]
    )


def with_pages(pages: int) -> bytes:
    """A4 pages as a plan has them: forty lines of text and a photograph each."""
    photo = io.BytesIO()
    Image.effect_noise((300, 200), 80).resize((1200, 800)).convert("RGB").save(photo, "JPEG", quality=80)
    kids = b" ".join(b"%d 0 R" % (5 + 2 * number) for number in range(pages))
    objects = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [%s] /Count %d>>" % (kids, pages),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
        b"<</Type /XObject /Subtype /Image /Width 1200 /Height 800 /ColorSpace /DeviceRGB /BitsPerComponent 8"
        b" /Filter /DCTDecode /Length %d>>\nstream\n%s\nendstream" % (len(photo.getvalue()), photo.getvalue()),
    ]
    for number in range(pages):
        content = 6 + 2 * number
        objects.append(
            b"<</Type /Page /Parent 2 0 R /MediaBox [%s] /Contents %d 0 R /Resources"
            b" <</Font <</F 3 0 R>> /XObject <</P 4 0 R>>>>>>" % (A4.encode(), content)
        )
        objects.append(stream(_plan(number)))
    return pdf_of(objects)


def _plan(number: int) -> bytes:
    words = b"Six workshops pass parts along and tell each other when a lorry drives half empty."
    lines = b" ".join(b"(%d.%d %s) Tj T*" % (number + 1, line, words) for line in range(40))
    return b"q 480 0 0 240 57 60 cm /P Do Q BT /F 11 Tf 14 TL 57 790 Td %s ET" % lines


def with_script() -> bytes:
    """Runs JavaScript when it is opened."""
    return one_page(b"/OpenAction <</S /JavaScript /JS (app.alert\\('hello'\\))>>")


def with_hidden_script() -> bytes:
    """The same with the name spelt in escapes."""
    return one_page(b"/OpenAction <</S /Java#53cript /JS (app.alert\\(1\\))>>")


def with_packed_script() -> bytes:
    """The same inside a packed stream of objects."""
    return one_page(more=[stream(b"9 0 <</S /JavaScript /JS (app.alert\\(1\\))>>", b"/Type /ObjStm /N 1 /First 4")])


def with_launch() -> bytes:
    """A link that starts a program."""
    action = b"<</S /Launch /F (calc.exe)>>"
    return one_page(page=b"/Annots [<</Type /Annot /Subtype /Link /Rect [0 0 595 842] /A %s>>]" % action)


def with_attachment() -> bytes:
    """A file inside the file."""
    return one_page(
        b"/Names <</EmbeddedFiles <</Names [(a.exe) 4 0 R]>>>>",
        more=[b"<</Type /Filespec /F (a.exe) /EF <</F 5 0 R>>>>", stream(b"MZ", b"/Type /EmbeddedFile")],
    )


def packed_bomb() -> bytes:
    """A stream of objects that unpacks to more than anybody has room for."""
    return one_page(more=[stream(b"9 0 " + b" " * (80 * 1024 * 1024), b"/Type /ObjStm /N 1 /First 4")])


def with_metadata(secret: bytes) -> bytes:
    """Names its author, as most PDFs do."""
    return one_page(more=[b"<</Author (%s)>>" % secret])


# One empty page behind the password "x" (RC4, 40 bit).
LOCKED = b"\n".join(
    [
        b"%PDF-1.4",
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj",
        b"4 0 obj<</Filter/Standard/V 1/R 2/O<5ebf03a81c46fe6414bb929adb4b55cd0b2fe10c4bfff258570738d56ed3036f>/U"
        b"<9bfb1ca1d55234d3715f5aff2f22bc0406beb015a8160188ee19bef5af668b8c>/P -4>>endobj",
        b"xref",
        b"0 5",
        b"0000000000 65535 f ",
        b"0000000009 00000 n ",
        b"0000000052 00000 n ",
        b"0000000101 00000 n ",
        b"0000000162 00000 n ",
        b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID["
        b"<30313233343536373839616263646566><30313233343536373839616263646566>]>>",
        b"startxref",
        b"345",
        b"%%EOF",
    ]
)
