"""Somebody who has a keyboard and nothing else; on the way it is checked that the focus is seen and goes in order."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.e2e.conftest import Walker

# Where the focus is: whether one sees it, and how far down the page. Hidden choices are drawn by their label.
STOP = """() => {
  const at = document.activeElement
  if (!at || at === document.body) return null
  const drawn = (node) => {
    const style = getComputedStyle(node), box = node.getBoundingClientRect()
    const ring = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
    return ring && box.width > 3 && box.height > 3 ? box : null
  }
  let box = null
  for (let node = at, steps = 0; node && !box && steps < 3; node = node.parentElement, steps++) box = drawn(node)
  const seen = box && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
  const what = `${at.tagName.toLowerCase()}#${at.id}[${at.name || at.textContent.trim().slice(0, 20)}]`
  return { what, seen: Boolean(seen), y: box ? box.top + scrollY : 0, form: at.form ? at.form.id : '' }
}"""
NO_MOUSE = """
for (const name of ['mousedown', 'pointerdown', 'touchstart'])
  addEventListener(name, () => { throw new Error('a mouse') }, { capture: true })
"""
MOST = 90


@dataclass
class Hands:
    """Reaches things with Tab and uses them with Space, Enter and the arrows."""

    walker: Walker
    unseen: list[str] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.walker.context.add_init_script(NO_MOUSE)

    @property
    def page(self) -> Page:
        """What the person sees."""
        return self.walker.page

    def key(self, name: str) -> None:
        """One key."""
        self.page.keyboard.press(name)

    def reach(self, selector: str, way: str = "Tab") -> None:
        """Tab until the focus is there; every stop must be seen, and stops of one form go down the page."""
        before = None
        for _stop in range(MOST):
            if self.page.evaluate("(wanted) => Boolean(document.activeElement?.matches(wanted))", selector):
                return
            self.key(way)
            stop = self.page.evaluate(STOP)
            if stop is None:
                continue
            if not stop["seen"]:
                self.unseen.append(stop["what"])
            if way == "Tab" and before and stop["form"] == before["form"] != "" and stop["y"] < before["y"] - 90:
                self.out_of_order.append(f"{before['what']} → {stop['what']}")
            before = stop
        raise AssertionError(f"{selector} is not reached by {way} on {self.page.url}")

    def answer(self, values: Mapping[str, str | bool]) -> None:
        """Fill in fields in the order of the page."""
        for name, value in values.items():
            self.reach(f"[name='{name}']")
            kind = self.page.evaluate("document.activeElement.type")
            if kind == "checkbox":
                if not self.page.evaluate("document.activeElement.checked"):
                    self.key("Space")
            elif kind in {"radio", "select-one"}:
                self._choose(str(value))
            else:
                self.page.keyboard.insert_text(str(value))

    def _choose(self, value: str) -> None:
        if self.page.evaluate("document.activeElement.type") == "radio":
            self.key("Space")
        for _option in range(30):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.key("ArrowDown")
        raise AssertionError(f"{value} cannot be chosen")

    def press(self, selector: str, key: str = "Enter") -> None:
        """Reach a button or a link and use it; it leads to another page."""
        self.reach(selector)
        with self.page.expect_navigation():
            self.key(key)

    def check(self) -> None:
        """Nothing was unseen or out of order on the way."""
        assert (self.unseen, self.out_of_order, self.walker.problems) == ([], [], [])
