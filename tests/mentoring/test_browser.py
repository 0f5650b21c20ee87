"""Two people at one drawing in real browsers: zoom, pins by mouse and keyboard, live cards that leave focus alone."""

from collections.abc import Iterator

import pytest

from tests.e2e.conftest import DESK, PHONE, Walker, browser, walker
from tests.faults.harness import Server, fresh_server

pytestmark = pytest.mark.e2e
__all__ = ["browser", "walker"]

MAKE = """
from tests.factories.mentoring import make_mentor, make_pin, make_sketch, adopted_entry
from tests.factories.common import picture
from tests.faults.sessions import open_session
from accounts.actions import ensure_persona
from django.utils import timezone
now = timezone.now()
def person(name):
    return ensure_persona(persona=name, email=f"{name}@example.jp", display_name=name, now=now)
people = {name: person(name) for name in ("owner", "mentor")}
make_mentor(people["mentor"])
sketch = make_sketch(adopted_entry(applicant=people["owner"]), upload=picture(size=(1200, 750)))
make_pin(sketch, people["mentor"])
print(sketch.public_id, *(open_session(person.email) for person in people.values()))
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server with one sketch and a pin on it."""
    with fresh_server("sqlite") as running:
        running.start()
        yield running


@pytest.fixture(scope="module")
def made(server: Server) -> dict[str, str]:
    """The sketch, and a login session for each of the two people."""
    return dict(zip(("sketch", "owner", "mentor"), server.python(MAKE).split(), strict=True))


@pytest.fixture(scope="module")
def address(made: dict[str, str]) -> str:
    return f"/sketches/{made['sketch']}/"


def at_the_drawing(walker, session: str, path: str, viewport: dict[str, int], **options) -> Walker:
    person = walker(viewport, "en" if path.startswith("/en/") else "ja", **options)
    person.hold(session)
    person.go(path)
    return person


def cards(person: Walker) -> int:
    return person.page.locator(".threads > li").count()


def test_two_people_at_one_drawing(walker, made, address):
    mentor = at_the_drawing(walker, made["mentor"], address, DESK)
    owner = at_the_drawing(walker, made["owner"], f"/en{address}", PHONE)
    mentor.check()
    owner.check()
    before = cards(mentor)

    # The owner is writing while the mentor sets a pin: nothing is taken away, nothing moves the focus.
    field = owner.page.locator(".thread textarea").first
    field.focus()
    field.fill("I am writing")
    page = mentor.page
    page.get_by_role("button", name="ピンを打つ").click()
    box = page.locator("[data-viewer]").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.6)
    page.keyboard.type("ここに受付をひとり。")
    page.get_by_role("button", name="ここに打つ").click()
    owner.page.locator(".threads > li").nth(before).wait_for()
    assert cards(mentor) == cards(owner) == before + 1
    assert field.input_value() == "I am writing"
    assert field.evaluate("field => field === document.activeElement")
    assert owner.page.locator("[data-announce]").inner_text().startswith("New on this sketch")
    pin = owner.page.locator(".pin").last
    assert abs(float(pin.get_attribute("data-exact-x")) - 25) < 1

    # By keyboard alone.
    page.locator("[data-pin-button]").focus()
    for key in ("Enter", "ArrowRight", "ArrowRight", "ArrowUp", "Enter"):
        page.keyboard.press(key)
    page.keyboard.type("矢印で打ちました。")
    page.get_by_role("button", name="ここに打つ").press("Enter")
    owner.page.locator(".threads > li").nth(before + 1).wait_for()

    # An answer and a settled pin arrive too.
    owner.page.get_by_role("button", name="Send the answer").first.click()
    page.get_by_text("I am writing").first.wait_for()
    owner.page.get_by_role("button", name="Settle").first.click()
    page.locator(".pin[data-state=done]").first.wait_for()
    assert page.locator(".thread[data-state=done]").count() == 1
    mentor.check()
    owner.check()


CARRY = """
from django.utils import timezone
from mentoring.actions import add_version
from mentoring.models import Sketch
from tests.factories.common import picture
from tests.factories.mentoring import make_pin, make_sketch
sketch = make_sketch(Sketch.objects.get(public_id='{sketch}').entry, upload=picture(size=(1200, 750)))
pin = make_pin(sketch, x=0.2, y=0.3, body="うつす点")
drawing = picture(size=(1200, 750))
add_version(sketch=sketch, upload=drawing, caption="つぎの絵", by=sketch.created_by, now=timezone.now())
print(sketch.public_id, pin.public_id)
"""


def test_a_carried_pin_is_moved_by_press_and_by_keyboard_and_others_see_it(walker, server, made):
    sketch, pin = server.python(CARRY.replace("{sketch}", made["sketch"])).split()
    address = f"/sketches/{sketch}/"
    owner = at_the_drawing(walker, made["owner"], address, PHONE)
    mentor = at_the_drawing(walker, made["mentor"], address, DESK)
    assert mentor.page.locator(f"#t-{pin} [data-move-form]").count() == 0
    mentor.page.locator(".thread textarea").first.focus()
    seen = mentor.page.locator(f".pin[data-pin='{pin}']")

    page = owner.page
    card = page.locator(f"#t-{pin}")
    card.get_by_text("新しい場所へうごかす").click()
    owner.check()
    card.get_by_role("button", name="絵の上で場所をえらぶ").click()
    box = page.locator("[data-viewer]").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.6)
    move = card.get_by_role("button", name="ここへうごかす")
    assert move.evaluate("button => button === document.activeElement")
    move.press("Enter")
    page.locator(f".pin[data-pin='{pin}'][data-x='70']").wait_for()
    assert page.locator(".pin[data-ghost]").count() == 0
    mentor.page.locator(f".pin[data-pin='{pin}'][data-x='70']").wait_for()
    assert abs(float(seen.get_attribute("data-exact-y")) - 60) < 2
    assert mentor.page.evaluate("document.activeElement.localName") == "textarea"

    # By keyboard, from the middle of the drawing.
    card.get_by_role("button", name="絵の上で場所をえらぶ").focus()
    for key in ("Enter", "ArrowLeft", "Enter", "Enter"):
        page.keyboard.press(key)
    mentor.page.locator(f".pin[data-pin='{pin}']:not([data-x='70'])").wait_for()
    assert float(seen.get_attribute("data-exact-x")) < 50
    owner.check()
    mentor.check()


def test_zoom_by_buttons_wheel_and_keys(walker, made, address):
    person = at_the_drawing(walker, made["owner"], address, DESK)
    page = person.page

    def width() -> float:
        return page.locator(".canvasbox").evaluate("box => box.getBoundingClientRect().width")

    whole = width()
    frame = page.locator("[data-viewer]")
    height = frame.bounding_box()["height"]
    page.locator("[data-zoom=in]").click()
    assert width() > whole
    assert frame.bounding_box()["height"] == height
    page.locator("[data-zoom=out]").click()
    assert width() == whole
    frame.hover()
    page.mouse.wheel(0, -200)
    page.wait_for_timeout(100)
    assert width() == whole, "without focus a wheel scrolls the page"
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    page.wait_for_timeout(100)
    assert width() > whole
    frame.focus()
    page.keyboard.press("0")
    assert width() == whole
    page.keyboard.press("+")
    assert width() > whole
    moved = page.locator(".canvasbox").evaluate("box => box.style.translate")
    page.keyboard.press("ArrowRight")
    assert page.locator(".canvasbox").evaluate("box => box.style.translate") != moved
    assert page.locator(".pin").first.bounding_box()["width"] >= 44


def test_without_a_script_everything_can_be_done(walker, made, address):
    person = at_the_drawing(walker, made["owner"], address, PHONE, java_script_enabled=False)
    before = cards(person)
    page = person.page
    page.locator("#pin-x").fill("20")
    page.locator("#pin-y").fill("30")
    page.locator("#pin-body").fill("スクリプトなしで打ちました。")
    page.get_by_role("button", name="ここに打つ").click()
    assert cards(person) == before + 1
    assert "#t-" in page.url
    assert page.locator(".pin[data-x='20'][data-y='30']").count() == 1
