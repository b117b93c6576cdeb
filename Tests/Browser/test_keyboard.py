"""With the keyboard alone: Tab, Space, Enter and arrows carry through the whole report; one always sees where one is."""

from eyes import DESK
from reporter import Reporter

FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body || at.id === "main") return null;
  const box = at.getClientRects()[0] ?? at.getBoundingClientRect(), style = getComputedStyle(at);
  const above = document.elementFromPoint(box.x + Math.min(box.width / 2, 100), box.y + box.height / 2);
  return {
    text: (at.getAttribute("aria-label") || at.innerText || at.labels?.[0]?.innerText || "").trim(),
    name: at.name ?? "", kind: at.type ?? at.tagName, place: [...document.querySelectorAll("*")].indexOf(at),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inSight: box.width > 0 && box.top >= 0 && box.bottom <= innerHeight || box.height > innerHeight,
    free: above !== null && (at === above || at.contains(above)),
  };
}"""


class Typist(Reporter):
    """Never touches a pointer."""

    def tab(self):
        self.page.keyboard.press("Tab")
        at = self.page.evaluate(FOCUS)
        if at:
            assert at["outlined"], f"one does not see that one is at {at}"
            assert at["inSight"] and at["free"], f"what has the focus is out of sight or covered: {at}"
        return at

    def reach(self, text=None, name=None, value=None):
        """Tabs on until something with this text or name; the way there follows the page."""
        last = -1
        for _ in range(120):
            at = self.tab()
            if not at:
                continue
            assert at["place"] > last, f"the order jumps back to {at}"
            last = at["place"]
            if (text is None or at["text"] == text) and (name is None or at["name"] == name):
                return at
        raise AssertionError(f"Tab does not reach {text or name}")

    def enter(self, status=200):
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.look(status)

    def skip(self):
        """The first thing on each page leads past what every page has."""
        assert self.tab()["text"] == self.words("shell.skip")
        self.page.keyboard.press("Enter")

    def take(self, name, downs=0):
        """Chooses a radio button: the first, or so many further down."""
        self.skip()
        self.reach(name=name)
        self.page.keyboard.press("Space")
        for _ in range(downs):
            self.page.keyboard.press("ArrowDown")
        self.reach(self.words("form.next"))
        self.enter()

    def pass_by(self):
        self.skip()
        self.reach(self.words("form.next"))
        self.enter()


def test_the_whole_report_by_keyboard(house):
    person = Typist(house, "nl", size=DESK)
    words, keys = person.words, person.page.keyboard
    person.open("/nl")
    assert person.tab()["text"] == words("shell.skip")
    for text in [words("shell.home"), words("shell.exit"), words("shell.danger.call"), "English"]:
        assert person.tab()["text"] == text, text
    person.reach(words("home.start"))
    person.enter()
    person.skip()
    person.reach(words("form.next"))
    person.enter(422)
    # The list of what is wrong has the focus; its link leads to the field.
    assert person.page.evaluate("() => document.activeElement.id") == "error-summary"
    person.tab()
    keys.press("Enter")
    keys.press("Space")
    person.reach(words("form.next"))
    person.enter()
    person.take("role")
    person.take("danger", downs=1)
    person.skip()
    person.reach(name="place")
    keys.type("Amsterdam")
    person.reach(words("form.next"))
    person.enter()
    person.take("age", downs=1)
    person.skip()
    for _ in range(2):
        person.reach(name="exploitation")
        keys.press("Space")
    person.reach(words("form.next"))
    person.enter()
    person.skip()
    person.reach(name="signs")
    keys.press("Space")
    person.reach(words("form.next"))
    person.enter()
    person.skip()
    person.reach(name="words")
    keys.type("Geschreven zonder muis.")
    person.reach(words("form.next"))
    person.enter()
    person.skip()
    person.reach(name="kind.0")
    keys.type("Naam")
    person.reach(name="value.0")
    keys.type("Kim")
    person.reach(name="whose.0")
    keys.press("ArrowDown")
    person.reach(words("form.next"))
    person.enter()
    person.pass_by()
    person.take("contact")
    person.sees(words("step.check.title"), "Amsterdam", "Geschreven zonder muis.", "Kim")
    person.skip()
    person.reach(words("step.check.send"))
    person.enter()
    code = person.code()
    person.skip()
    person.reach(name="group")
    keys.type(code[-4:])
    person.enter()
    person.sees(words("receipt.kept.title"))


def test_leaving_by_keyboard(house):
    person = Typist(house, "nl")
    person.open("/nl/report")
    person.reach(person.words("shell.exit"))
    person.page.keyboard.press("Enter")
    person.page.wait_for_timeout(200)
    assert person.elsewhere and "knmi" in person.elsewhere[0]
