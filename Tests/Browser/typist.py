"""Somebody who never touches a pointer: a reporter or a member with a keyboard alone."""

from eyes import DESK
from reporter import Reporter
from visitor import Visitor

# Of a box for several lines the browser brings the line into sight on which one types, not the whole box.
FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body || at.id === "main") return null;
  const box = at.getClientRects()[0] ?? at.getBoundingClientRect(), style = getComputedStyle(at);
  const from = Math.max(0, box.top), to = Math.min(innerHeight, box.bottom), isTall = box.height > innerHeight;
  const above = document.elementFromPoint(box.x + Math.min(box.width / 2, 100), (from + to) / 2);
  return {
    text: (at.getAttribute("aria-label") || at.innerText || at.labels?.[0]?.innerText || "").trim(),
    name: at.name ?? "", kind: at.type ?? at.tagName, place: [...document.querySelectorAll("*")].indexOf(at),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inSight: box.width > 0 && (isTall ? to > from
      : from === box.top && (to === box.bottom || at.matches("textarea, [tabindex='0']") && to - from > 40)),
    free: above !== null && (at === above || at.contains(above)),
    top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left, right: box.right,
  };
}"""
# Where Tab must stop: everything that can be used, of a group of radio buttons the one that is chosen or the first.
STOPS = """() => {
  const all = [...document.querySelectorAll("*")];
  const usable = all.filter((e) => e.matches("a[href], button, input, select, textarea, summary, [tabindex='0']")
    && e.type !== "hidden" && !e.disabled && e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true }));
  const group = (e) => usable.filter((other) => other.type === "radio" && other.name === e.name && other.form === e.form);
  return usable.filter((e) => e.type !== "radio" || e === (group(e).find((other) => other.checked) ?? group(e)[0]))
    .map((e) => [all.indexOf(e), e.outerHTML.slice(0, 120)]);
}"""
MOST_STOPS = 200


class Typing:
    """What is done with keys; each page that comes is walked from its first stop to its last, and back."""

    walked = set()

    def look(self, status=200):
        super().look(status)
        # A page on which something has the focus from the beginning is gone on with from there.
        page = (self.language, self.page.url.split("?")[0], self.page.locator("h1").inner_text(), self.is_public)
        if status == 200 and page not in self.walked and not self.page.evaluate(FOCUS):
            self.walk()
            self.walked.add(page)

    def walk(self):
        """Tab stops at everything that can be used, in the order in which the page is read, and leaves the page again."""
        stops = self.stops("Tab")
        for before, after in zip(stops, stops[1:]):
            assert after["place"] > before["place"], f"the order jumps back from {before} to {after}"
            assert after["bottom"] > before["top"] or after["left"] >= before["right"], \
                f"one reads {after} before {before}"
        reached = {stop["place"] for stop in stops}
        for place, source in self.page.evaluate(STOPS):
            assert place in reached, f"Tab does not stop at {source}"
        back = [stop["place"] for stop in self.stops("Shift+Tab")]
        assert back[-1] == stops[0]["place"], f"going back ends at {back[-1]}"

    def stops(self, key):
        """From one end of the page to the other; after it the focus is outside of the page, as it was before."""
        stops = []
        while len(stops) < MOST_STOPS:
            at = self.tab(key)
            if not at:
                assert stops, "nothing on the page can be reached"
                return stops
            stops.append(at)
        raise AssertionError(f"{key} does not leave the page")

    def tab(self, key="Tab"):
        self.page.keyboard.press(key)
        at = self.page.evaluate(FOCUS)
        if at:
            assert at["outlined"], f"one does not see that one is at {at}"
            assert at["inSight"] and at["free"], f"what has the focus is out of sight or covered: {at}"
        return at

    def reach(self, text=None, name=None):
        """Tabs on until something with this text or name; the way there follows the page."""
        last = -1
        for _ in range(MOST_STOPS):
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

    def go(self, text, status=200):
        """Reaches the link or button that says this, and uses it."""
        self.reach(text)
        self.enter(status)

    def type(self, name, text):
        self.reach(name=name)
        self.page.keyboard.type(text)

    def skip(self):
        """The first thing on each page leads past what every page has."""
        assert self.tab()["text"] == self.words("shell.skip")
        self.page.keyboard.press("Enter")

    def stands_at(self, sentence):
        """After a deed the focus is on what was done: it is read out, and what comes next follows."""
        at = self.page.evaluate("document.activeElement.innerText")
        assert sentence in at and len(at) < 500, f"the focus is on {at[:500]}"


class TypingReporter(Typing, Reporter):
    """At a large screen, where more fits beside each other."""

    def __init__(self, house, language, size=DESK):
        super().__init__(house, language, size=size)

    def take(self, name, downs=0):
        """Chooses a radio button: the first, or so many further down."""
        self.skip()
        self.reach(name=name)
        self.page.keyboard.press("Space")
        for _ in range(downs):
            self.page.keyboard.press("ArrowDown")
        self.go(self.words("form.next"))

    def pass_by(self):
        self.skip()
        self.go(self.words("form.next"))


class TypingMember(Typing, Visitor):
    """Logs in with keys too, in a session of their own."""

    def __init__(self, house, language, organisation, role):
        super().__init__(house, language, size=DESK, is_public=False)
        self.open(f"/{language}/log-in")
        fields = house.cast.log_in(house.cast.member(organisation, role))
        self.skip()
        for field in ["name", "password", "code"]:
            self.type(field, fields[field])
        self.enter()

    def unfold(self, title):
        """Opens what is folded away behind its name."""
        self.reach(title)
        self.page.keyboard.press("Enter")
