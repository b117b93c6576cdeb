"""Somebody who works here, and what they do with a report."""

from eyes import DESK
from visitor import Visitor


class Member(Visitor):
    """Logged in at a large screen; later in the story with the same session."""

    def __init__(self, house, language, organisation, role, size=DESK, **options):
        super().__init__(house, language, size=size, is_public=False, **options)
        self.person = house.cast.member(organisation, role)
        self.session = (organisation, role)
        if cookies := house.sessions.get(self.session):
            self.context.add_cookies(cookies)
        else:
            self.log_in()

    def log_in(self):
        words = self.words
        self.open(f"/{self.language}/log-in")
        fields = self.house.cast.log_in(self.person)
        self.fill(words("staff.logIn.name"), fields["name"])
        self.fill(words("staff.logIn.password"), fields["password"])
        self.fill(words("staff.logIn.code"), fields["code"])
        self.press(words("staff.logIn.button"))
        self.house.sessions[self.session] = self.context.cookies()

    def case(self, reference):
        self.open(f"/{self.language}/inbox")
        self.follow(reference)

    def deed(self, name, reason=None, chosen=(), status=200, **lists):
        """Opens the form of a deed where it is folded, fills it in, and sends it."""
        form = self.page.locator(f'form[action$="/{name}"]').first
        folded = self.page.locator(f"details#{name}:not([open]) > summary")
        if folded.count():
            folded.click()
        if reason is not None:
            form.locator("textarea, input[type=text]").last.fill(reason)
        for label in chosen:
            form.get_by_label(label, exact=True).check()
        for field, label in lists.items():
            form.locator(f'[name="{field}"]').select_option(label=label)
        self._on(form.locator("button[type=submit]").last, status)
        done = "staff.case.done." + name
        if status == 200 and done in self.words.entries:
            self.sees(self.words(done))

    def search(self, text):
        self.open(f"/{self.language}/search")
        self.fill(self.words("staff.search.query"), text)
        self.press(self.words("staff.search.button"))
