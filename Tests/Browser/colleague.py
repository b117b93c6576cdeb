"""Somebody who works on a dossier together with other organisations, and what they do in it."""

import datetime
import html

from eyes import DESK
from member import Member

STEIGER, BOEI, WAAG = "Jeugdhulp De Steiger", "Recherche De Boei", "Officier De Waag"
KADE, HAVENREDE = "Ziekenhuis De Kade", "Gemeente Havenrede"
TABS = ["overview", "persons", "timeline", "safety", "parts", "sharing", "tasks"]
WIDER = "() => document.documentElement.scrollWidth > innerWidth"


class Colleague(Member):
    """Goes about in the dossier of the story; what it is called is known to the house."""

    def look(self, status=200):
        super().look(status)
        assert not self.page.evaluate(WIDER), f"{self.page.url} scrolls sideways at {self.size['width']} pixels"

    def dossier(self, tab="overview", status=200):
        self.open(self.at(tab), status)

    def at(self, tab="overview"):
        return f"/{self.language}/dossiers/{self.house.dossier}" + ("" if tab == "overview" else "/" + tab)

    def step(self, tab):
        """By the menu of the dossier, as one does."""
        self.page.locator(".tabs").get_by_role("link", name=self.words("dossier.tab." + tab), exact=True).click()
        self.page.wait_for_load_state()
        self.look()

    def unfold(self, deed):
        folded = self.page.locator(f"details#{deed}:not([open]) > summary")
        if folded.count():
            folded.click()

    def form(self, deed):
        return self.page.locator(f'form[action$="/{deed}"]').last

    def does(self, deed, fields=None, status=200):
        """Fills in the form of a deed, by the names of its fields, and sends it."""
        self.unfold(deed)
        form = self.form(deed)
        for name, value in (fields or {}).items():
            answer(form, name, value)
        self._on(form.locator("button[type=submit]").last, status)
        if "?done=" in self.page.url:
            address, done = self.page.url.split("?done=")
            told = next(name for name in ["retention", "dossier", "task"] if f"/{name}" in address)
            self.sees(self.words(f"{told}.done.{done.split('&')[0]}"))

    def typed(self, deed, name):
        return self.form(deed).locator(f'[name="{name}"]').input_value()

    def is_refused_at(self, deed, *fields):
        """Each of these fields says what is wrong, the list on top leads there, and nothing else is named."""
        named = [link.get_attribute("href") for link in self.page.locator("#error-summary a").all()]
        for address in named:
            assert self.page.locator(address).count() == 1, f"{address} leads nowhere"
        wanted = ["#f-" + "".join(c if c.isalnum() else "-" for c in field) for field in fields]
        assert named == wanted, f"{deed} is refused at {named}, not at {wanted}"
        assert self.page.locator(".error").count() >= len(fields)

    def shares(self, part, receiver, basis, what, earlier="all", status=200, **changed):
        self.chooses(part, receiver, basis)
        self.does("share", {"share.what": what, "earlier": earlier} | grounds(basis) | changed, status)

    def chooses(self, part, receiver, basis):
        """The first page of sharing."""
        self.dossier("sharing")
        self.unfold("share")
        form = self.page.locator("details#share form")
        for name, value in [("part", part), ("receiver", self.id(receiver)), ("basis", basis)]:
            answer(form, name, value)
        self.press(self.words("sharing.next"))

    def begins(self, form, basis):
        """The first page of calling a meeting, or of handing over: on which ground."""
        self.dossier("tasks")
        self.follow(self.words({"call": "tasks.call", "offer": "tasks.transfer"}[form]))
        self.page.locator('[name="basis"]').select_option(basis)
        self.press(self.words("sharing.next"))

    def offers(self, receiver, reason, warm=None, basis="cooperationAct"):
        self.begins("offer", basis)
        fields = {"receiver": self.id(receiver), "offer.reason": reason, "warm": "until" if warm else "not"}
        self.does("offer", fields | (day(warm) if warm else {}) | grounds(basis))

    def asks(self, what, of, part, status=200):
        self.dossier("tasks")
        self.does("ask", {"task.text": what, "part": part, "responsible": self.id(of)}, status)

    def task(self, title):
        """From the tasks of the dossier to one of them."""
        self.dossier("tasks")
        self.unfold_all()
        self.follow(title)

    def unfold_all(self):
        while (folded := self.page.locator("main details:not([open]) > summary:visible")).count():
            folded.first.click()

    def opened_from_day(self, name):
        self.open(f"/{self.language}/day")
        self.follow(name)

    def id(self, organisation):
        return self.house.cast.organisations[organisation]["id"]

    def reads_everywhere(self, *sentences):
        """Which of these stand in the pages of the dossier as they come from the server, seen or not."""
        answers = [self.context.request.get(self.at(tab)) for tab in TABS]
        assert all(answer.status == 200 for answer in answers), [answer.status for answer in answers]
        pages = html.unescape(" ".join(answer.text() for answer in answers))
        return [sentence in pages for sentence in sentences]


def colleague(house, organisation, language="nl", role="intake", size=DESK, **options):
    return Colleague(house, language, organisation, role, size=size, **options)


def answer(form, name, value):
    """Chooses, checks or types, as the field asks."""
    control = form.locator(f'[name="{name}"]')
    kind = control.first.evaluate("e => e.type")
    if kind in ["radio", "checkbox"]:
        for chosen in [value] if isinstance(value, str) else value:
            form.locator(f'[name="{name}"][value="{chosen}"]').check()
    elif kind == "select-one":
        control.select_option(value)
    else:
        control.fill(value)


def day(ahead, name="due"):
    """The three fields of a day, so many days from now."""
    date = datetime.date.today() + datetime.timedelta(days=ahead)
    return {f"{name}.day": str(date.day), f"{name}.month": str(date.month), f"{name}.year": str(date.year)}


QUESTIONS = {
    "consent": ["consentBy", "consentFor", "consentHow"], "vitalInterest": ["dangerAverted", "whyNoConsent"],
    "publicTask": ["taskAndArticle"], "policeAct": ["article", "covenant", "authorisedBy"],
    "conflictOfDuties": ["seriousHarm", "noOtherWay", "consentTried", "conscience", "certainToHelp", "asLittleAsPossible"],
    "cooperationAct": ["whichBody", "signal"], "anonymousConsultation": ["leftOut"],
}


def grounds(basis):
    """An answer to everything that the law of this ground asks."""
    asked = {"grounds.purpose": "Zodat zij vandaag kunnen helpen."}
    asked |= {"answer." + question: f"Antwoord op {question}." for question in QUESTIONS[basis]}
    if basis != "anonymousConsultation":
        asked |= {"grounds.proportionality": "Met minder lukt het niet.", "grounds.subsidiarity": "Anders is het te laat."}
        if basis != "consent":
            asked["view"] = "agreed"
    return asked
