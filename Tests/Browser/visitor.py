"""Somebody with a browser of their own, and with what a person does in it."""

import re

from eyes import PHONE
from words import Words

KEY = re.compile(r"[0-9a-f]{64}")
LOCALES = {"nl": "nl-NL", "en": "en-GB"}


class Visitor:
    def __init__(self, house, language, scripts=False, size=PHONE, is_public=True, context=None, **options):
        self.house, self.is_public, self.size = house, is_public, size
        self.context = context or house.browser.new_context(
            base_url=house.origin, viewport=size, java_script_enabled=scripts, locale=LOCALES[language], **options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.speak(language)
        self.status, self.elsewhere, self.complaints = None, [], []
        self.page.on("request", self._watch)
        self.page.on("response", self._note)
        self.page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def speak(self, language):
        self.language, self.words = language, Words(language)

    def _watch(self, request):
        """Notes what asks anything of another host. It gets no answer: the browser finds no other host than this machine.
        Nothing is intercepted, because a browser that is intercepted goes back otherwise."""
        if not request.url.startswith((self.house.origin + "/", "data:", "blob:")):
            self.elsewhere.append(request.url)

    def _note(self, answer):
        if answer.request.is_navigation_request():
            self.status = answer.status

    # Going about

    def open(self, path, status=200):
        self.page.goto(path)
        self.look(status)

    def press(self, name, status=200, within="body", n=0):
        """Presses the button that says this, and looks at the page that comes."""
        self._on(self.page.locator(within).get_by_role("button", name=name, exact=True).nth(n), status)

    def follow(self, name, status=200):
        self._on(self.page.get_by_role("link", name=name, exact=isinstance(name, str)).first, status)

    def _on(self, control, status):
        with self.page.expect_navigation():
            control.click()
        self.look(status)

    def switch(self, language, name):
        """Changes the language by the link or button with its own name."""
        self.speak(language)
        control = self.page.locator(".languages").get_by_text(name, exact=True)
        self._on(control, self.status)

    def choose(self, *labels):
        for label in labels:
            self.page.get_by_label(label, exact=True).check()

    def fill(self, label, text):
        self.page.get_by_label(re.compile("^" + re.escape(label))).fill(text)

    # Looking

    @property
    def text(self):
        return self.page.locator("main").inner_text()

    def sees(self, *sentences):
        """Waits a moment: a page that is on its way is not there yet."""
        for _ in range(100):
            text = " ".join(self.page.locator("body").inner_text().split())
            missing = [sentence for sentence in sentences if " ".join(sentence.split()) not in text]
            if not missing:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"“{missing[0]}” is not on the page:\n{self.text[:1500]}")

    def sees_not(self, *sentences):
        for sentence in sentences:
            assert sentence not in self.page.content(), f"“{sentence}” is on the page"

    def look(self, status=200):
        """Every page is looked at; see `eyes.py`."""
        page = self.page
        assert self.status == status, f"{page.url} answered {self.status}, not {status}:\n{self.text[:1500]}"
        faults = self.house.eyes.faults(page.content(), self.language, self.is_public)
        # A browser reports an answer of 400 and above in its console: those are looked for by the status.
        faults += [f"the console says {said}" for said in self.complaints if "the server responded" not in said]
        faults += [f"it asked {address}" for address in self.elsewhere]
        if self.is_public:
            faults += self._cookie_faults()
        self.complaints, self.elsewhere = [], []
        assert not faults, f"{page.url} “{page.title()}”: " + "\n  ".join(faults)

    def _cookie_faults(self):
        """A visitor has one cookie while a form is open, for its pages in each language, and no other."""
        for cookie in self.context.cookies():
            if cookie["name"] != "baken-form" or cookie["path"] not in ["/nl/report", "/en/report"]:
                yield f"it left the cookie {cookie['name']} for {cookie['path']}"
            if not cookie["httpOnly"] or cookie["sameSite"] != "Strict" or cookie["expires"] != -1:
                yield f"its cookie is not as it must be: {cookie}"
            if not KEY.fullmatch(cookie["value"]):
                yield "its cookie holds more than a key"

    def waits_for(self, condition):
        for _ in range(100):
            if condition():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("it did not come about in five seconds")

    def close(self):
        self.context.close()
