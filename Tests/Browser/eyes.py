"""What every page is looked at for, whoever sees it.

The page's source is shown a second time, without its script, in a browser that lets axe in: the pages themselves let
nobody in, and most visitors of these tests have no JavaScript at all.
"""

import re

from axe_playwright_python.sync_playwright import Axe

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EVERYTHING = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": WCAG}}
CONTRAST = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast"]}}
# Words that must not stand in a tab or a history, where somebody else may read them.
BETRAYING = re.compile(
    r"mensenhandel|uitbuiting|slachtoffer|dader|seks|gevaar|112|traffick|exploit|victim|perpetrator|sexual|danger",
    re.IGNORECASE)
SCRIPT = re.compile(r"<script[^>]*></script>")
CARRIED = re.compile(r'type="hidden" name="\w+" value="[^"]*"|[0-9]')
# What axe does not look at: which words stand where words stand, in which language, and where a link leads.
WORDED = r"lang|hreflang|href|action|value|content|title|alt|placeholder|aria-label|data-[a-z]+"
WORDING = re.compile(rf'(?<=>)[^<>]*[^<>\s][^<>]*(?=<)|\b(?:{WORDED})="[^"]+"')
STRUCTURE = """() => [document.documentElement.lang, document.querySelectorAll("h1").length, document.title,
  document.querySelectorAll("[style], style, [onclick]").length]"""
WIDTH = """() => [document.documentElement.scrollWidth, innerWidth,
  [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
    .map((e) => e.outerHTML.slice(0, 90)).slice(-2).join("; ")]"""


class Eyes:
    def __init__(self, browser, origin):
        self.page = browser.new_context(viewport=PHONE, bypass_csp=True, reduced_motion="reduce").new_page()
        # A page of the site without anything on it, into which others are put, so that axe need not be read anew for each.
        self.page.goto(origin + "/healthz")
        self.axe, self.seen = Axe().axe_script, 0
        self.judged, self.shapes = set(), set()

    def faults(self, source, language, is_public):
        """Everything that is wrong with a page, as sentences. What differs in digits and carried state only is judged
        once; axe judges once what differs in its words only."""
        self.seen += 1
        if (same := CARRIED.sub("", source)) in self.judged:
            return []
        self.judged.add(same)
        self.page.set_content(SCRIPT.sub("", source))
        found = list(self._structure(language, is_public))
        if (shape := WORDING.sub("…", same)) not in self.shapes:
            self.shapes.add(shape)
            found += self._judged(self.page, EVERYTHING, "")
            self.page.emulate_media(color_scheme="dark")
            found += self._judged(self.page, CONTRAST, "in the dark, ")
            self.page.emulate_media(color_scheme="light")
        found += self._sideways("at 360 pixels")
        self.page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
        found += self._sideways("with letters twice as large")
        return found

    def judge_live(self, page):
        """What axe finds on a page with JavaScript, as its script has made it."""
        return list(self._judged(page, EVERYTHING, ""))

    def _structure(self, language, is_public):
        lang, headings, title, own = self.page.evaluate(STRUCTURE)
        if lang != language:
            yield f"its language says {lang}, not {language}"
        if headings != 1:
            yield f"it has {headings} headings of the first level"
        if not title.strip():
            yield "it has no title"
        if is_public and (told := BETRAYING.search(title)):
            yield f"its title tells “{told[0]}”"
        if own:
            yield "it has a style or a script of its own, which the browser refuses"

    def _judged(self, page, rules, when):
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate("source => new Function(source)()", self.axe)
        for violation in page.evaluate("rules => axe.run(document, rules).then((told) => told.violations)", rules):
            where = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
            yield f"{when}axe finds {violation['id']}: {violation['help']} ({where})"

    def _sideways(self, when):
        wide, room, culprits = self.page.evaluate(WIDTH)
        if wide > room:
            yield f"{when} it is {wide} wide where there is room for {room} ({culprits})"
