"""A browser without a window: keeps cookies, reads the forms of a page, sends them, waits when it is asked to wait."""

import html.parser
import http.cookiejar
import secrets
import time
import urllib.error
import urllib.parse
import urllib.request

# What the hurried person answers on each page of the form; pages that are not named are gone by.
ANSWERS = {
    "subject": {"subject": "victim"}, "role": {"role": "bystander"}, "danger": {"danger": "no"},
    "place": {"placeUnknown": "yes"}, "age": {"age": "minor"}, "exploitation": {"exploitation": "sexual"},
    "contact": {"contact": "siteOnly"},
}


class Form:
    def __init__(self, attributes):
        self.action = attributes["action"]
        self.is_query = attributes.get("method") == "get"
        self.is_upload = attributes.get("enctype") == "multipart/form-data"
        # What it carries already; where one types, with the kind of field; and what can be chosen, by label.
        self.fields, self.texts, self.choices, self.files = {}, {}, {}, []


class Page(html.parser.HTMLParser):
    """The forms of a page, and the code that it shows."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.code, self._option = [], None, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.code = attributes.get("data-code", self.code)
        if tag == "form":
            self.forms.append(Form(attributes))
        if not self.forms:
            return
        form, name, kind = self.forms[-1], attributes.get("name"), attributes.get("type")
        if tag == "select":
            self._list, self._name = form.choices.setdefault(name, {}), name
        elif tag == "option":
            self._option = attributes.get("value", "")
            if "selected" in attributes or self._name not in form.fields:
                form.fields[self._name] = self._option
        elif tag == "textarea" or kind in ("text", "search", "tel", "email", "password"):
            form.texts[name] = kind or "textarea"
        elif kind == "file":
            form.files.append(name)
        elif kind == "radio":
            form.choices.setdefault(name, {})[attributes.get("value", "")] = attributes.get("value", "")
            if "checked" in attributes:
                form.fields[name] = attributes.get("value", "")
        elif tag == "input" and (kind == "hidden" or "checked" in attributes):
            form.fields[name] = attributes.get("value", "")

    def handle_data(self, text):
        if self._option is not None:
            self._list[text.strip()] = self._option
            self._option = None


class Answer:
    def __init__(self, address, status, headers, body):
        self.address, self.status, self.headers, self.body = address, status, headers, body

    @property
    def text(self):
        return self.body.decode(errors="replace")

    @property
    def forms(self):
        return Page(self.text).forms

    def form(self, ending):
        """The form whose address ends so."""
        found = [form for form in self.forms if form.action.endswith(ending)]
        assert found, f"{self.address} ({self.status}) has no form {ending}: {[f.action for f in self.forms]}"
        return found[0]

    @property
    def walk(self):
        """The form with the question of this page."""
        return next(form for form in self.forms if "step" in form.fields)

    @property
    def step(self):
        return self.walk.fields["step"]

    @property
    def code(self):
        return Page(self.text).code


def multipart(fields, files):
    """Fields first, then files as (field, name, type, bytes): the body and its type."""
    boundary = "baken" + secrets.token_hex(12)
    body = b""
    for name, value in fields:
        body += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    for field, name, kind, contents in files:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
        body += head.encode() + f"Content-Type: {kind}\r\n\r\n".encode() + contents + b"\r\n"
    return body + f"--{boundary}--\r\n".encode(), "multipart/form-data; boundary=" + boundary


class StaysHere(urllib.request.HTTPRedirectHandler):
    """Does not follow to another page: that a form led there is what its sender was told."""

    def redirect_request(self, *_):
        return None


class Client:
    def __init__(self, server, language="nl", seconds=60, headers=None, cookies=None, follows=True):
        self.root, self.language, self.seconds = f"http://127.0.0.1:{server.port}", language, seconds
        self.headers = headers or {}
        # Cookies may be shared, as two tabs of one browser share them.
        self.cookies = http.cookiejar.CookieJar() if cookies is None else cookies
        handlers = [urllib.request.HTTPCookieProcessor(self.cookies)] + ([] if follows else [StaysHere()])
        self.opener = urllib.request.build_opener(*handlers)

    def ask(self, path, body=None, kind=None):
        headers = {"Sec-Fetch-Site": "same-origin"} | self.headers
        request = urllib.request.Request(self.root + path, data=body, headers=headers)
        if kind:
            request.add_header("Content-Type", kind)
        try:
            with self.opener.open(request, timeout=self.seconds) as answer:
                return Answer(answer.url, answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            return Answer(path, error.code, error.headers, error.read())

    def send(self, form, fields=None, files=()):
        """Sends a form with what it carries and with these fields."""
        values = form.fields | (fields or {})
        if form.is_upload:
            body, kind = multipart(values.items(), files)
            return self.ask(form.action, body, kind)
        return self.ask(form.action, urllib.parse.urlencode(values, doseq=True).encode())

    def report(self, answers):
        """Walks the form to its last page."""
        page = self.ask(f"/{self.language}/report")
        while page.step != "check":
            step, told = page.step, dict(answers.get(page.step) or ANSWERS.get(page.step, {}))
            files = told.pop("files", ())
            page = self.send(page.walk, {"go": "next"} | told, files)
            assert page.status == 200 and page.step != step, f"{page.status} at {step}: {page.text[:2000]}"
        return page

    def deliver(self, page):
        """Presses “send” on the last page until it is accepted, waiting as long as it says each time."""
        while True:
            page = self.send(page.walk, {"go": "send"})
            if page.code:
                return page
            wait = page.headers.get("Retry-After")
            assert wait, f"{page.status} without a code and without a wait: {page.text[:2000]}"
            time.sleep(int(wait))

    def conversation(self, code):
        return self.ask(f"/{self.language}/conversation", urllib.parse.urlencode({"code": code}).encode())

    def log_in(self, cast, member):
        page = self.ask(f"/{self.language}/log-in")
        page = self.send(page.form("/log-in"), cast.log_in(member))
        assert page.status == 200 and not page.address.endswith("/log-in"), f"{member['name']} could not log in"
        return page
