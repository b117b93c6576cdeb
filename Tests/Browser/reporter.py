"""Somebody who reports: the story's bystander, and how they fill in the form."""

import re

from visitor import Visitor

CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}")


class Reporter(Visitor):
    """On a phone, and without JavaScript unless asked for."""

    def next(self, status=200):
        self.press(self.words("form.next"), status)

    def answer(self, *keys):
        self.choose(*map(self.words, keys))
        self.next()

    def begin(self):
        self.open(f"/{self.language}")
        self.follow(self.words("home.start"))

    def report_here(self):
        """From the advice on to the report, with one press."""
        self.press(self.words("advice.here.button"))

    def place(self, typed):
        self.fill(self.words("step.place.label"), typed)
        self.next()

    def identifier(self, n, kind, value, whose):
        self.page.locator(f'[name="kind.{n}"]').select_option(kind)
        self.page.locator(f'[name="value.{n}"]').fill(value)
        self.page.locator(f'[name="whose.{n}"]').select_option(whose)

    def contact_by_phone(self, number, safely):
        self.choose(self.words("code.contact.telephone"))
        self.fill(self.words("step.contact.phone"), number)
        self.fill(self.words("step.contact.safe"), safely)
        self.next()

    def walk_to_files(self, story, age="minor", place=None, clues=()):
        """The shortest way: only what must be answered, and one's own words; a place and clues where they are known."""
        self.begin()
        self.answer("code.subject.victim")
        self.answer("code.role.bystander")
        self.answer("step.danger.no")
        if place:
            self.place(place)
        else:
            self.choose(self.words("step.place.unknown"))
            self.next()
        self.answer(f"code.age.{age}")
        self.answer("code.exploitation.unknown")
        self.next()
        self.report_here()
        self.next()
        self.fill(self.words("step.words.label"), story)
        self.next()
        for n, clue in enumerate(clues):
            if n:
                self.press(self.words("step.persons.add"))
            self.identifier(n, *clue)
        self.next()

    def walk_to_check(self, story, age="minor", place=None, clues=()):
        self.walk_to_files(story, age, place, clues)
        self.next()
        self.answer("code.contact.siteOnly")

    def send(self):
        self.press(self.words("step.check.send"))
        return self.code()

    def code(self):
        """The code that the page shows; it never stands in the address."""
        code = self.page.get_attribute(".receipt-code", "data-code")
        assert CODE.fullmatch(code), code
        assert code not in self.page.url and code.replace("-", "") not in self.page.url
        return code

    def reference(self):
        """What the conversation page calls the report."""
        return self.page.locator("main").inner_text().split(self.words("dialogue.reference", reference=""))[1].split()[0]

    def come_back(self, code):
        self.open(f"/{self.language}/conversation")
        self.fill(self.words("dialogue.enter.label"), code)
        self.press(self.words("dialogue.enter.button"))
        assert code not in self.page.url
