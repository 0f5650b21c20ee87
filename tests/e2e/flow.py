"""What a person does on the way to a goal, counted: presses, choices, typed fields, and how long that takes.

    flow = Flow(somebody)
    flow.press("main a.btn")            # one click, and the page it leads to
    flow.answer({"name": "A社"})         # one field, or one choice
    assert (flow.clicks, flow.fields) == (1, 1)
    assert flow.minutes <= 15

The time is that of somebody slow, not of the test: `PACE` says how many seconds each thing takes. Silent reading of
Japanese goes at 400 to 600 characters a minute and flick input writes some 80; we take 400 and 60, since our measure is
the owner of a small company in the evening.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from tests.e2e.conftest import Walker

PACE = {
    "press": 3.0,  # find the button, reach it, wait for the page
    "choice": 4.0,  # compare what is offered, tap
    "character": 1.0,  # with the conversion to kanji
    "read": 0.15,  # a character of Japanese that is read
    "read_narrow": 0.06,  # a letter of English
    "mail": 60.0,  # over to the mails and back with six digits
}
# Sentences, not the words on buttons and choices: those are paid for with the choice.
SENTENCE = 12


@dataclass
class Flow:
    """One person on the way from a start to a goal."""

    walker: Walker
    clicks: int = 0
    fields: int = 0
    choices: int = 0
    required: int = 0
    passwords: int = 0
    seconds: float = 0.0

    @property
    def page(self) -> Page:
        """What the person sees."""
        return self.walker.page

    @property
    def minutes(self) -> float:
        """The time of everything so far."""
        return self.seconds / 60

    def press(self, target: str | Locator) -> None:
        """A press that leads to another page."""
        with self.page.expect_navigation():
            self.tap(target)

    def tap(self, target: str | Locator) -> None:
        """A press that stays on the page."""
        (self.page.locator(target) if isinstance(target, str) else target).first.click()
        self.clicks += 1
        self.seconds += PACE["press"]

    def answer(self, values: Mapping[str, str | bool]) -> None:
        """Fill in fields by name, as a person would: choose, tick, type."""
        for name, value in values.items():
            field = self.page.locator(f"[name='{name}']")
            kind = field.first.evaluate("node => node.tagName === 'INPUT' ? node.type : node.tagName")
            if kind in {"radio", "checkbox", "SELECT"}:
                choose(self.page, field, kind, str(value))
                self.chose()
            else:
                field.fill(str(value))
                self.fields += 1
                self.seconds += PACE["character"] * len(str(value))

    def chose(self) -> None:
        """One of several was compared with the others and chosen."""
        self.choices += 1
        self.seconds += PACE["choice"]

    def read(self, part: str = "main form") -> None:
        """Every sentence of the page; also counts what the form insists on, and passwords."""
        self.seconds += self.time_to_read(self.page.locator(part).first.inner_text())
        self.required += self.page.locator("main form .need[data-req]").count()
        self.passwords += self.page.locator("input[type=password]").count()

    def time_to_read(self, words: str) -> float:
        """Seconds for the sentences in these words."""
        sentences = (text.strip() for text in re.split(r"[。\n]", words))
        signs = "".join(text for text in sentences if len(text) >= SENTENCE)
        return sum(PACE["read_narrow" if sign.isascii() else "read"] for sign in signs)

    def follow(self, path: str) -> None:
        """A press on a link in a mail."""
        self.walker.go(path)
        self.clicks += 1
        self.seconds += PACE["press"]

    def fetch_mail(self) -> None:
        """Over to the mails and back."""
        self.seconds += PACE["mail"]


def choose(page: Page, field: Locator, kind: str, value: str) -> None:
    """Choose one of several, or tick."""
    if kind == "SELECT":
        field.select_option(value)
    elif kind == "radio":
        page.locator(f"[name='{field.first.get_attribute('name')}'][value='{value}']").check(force=True)
    else:
        # By keyboard: a press with the mouse can miss while the page still moves.
        if not field.first.is_checked():
            field.first.press("Space")
        assert field.first.is_checked()
