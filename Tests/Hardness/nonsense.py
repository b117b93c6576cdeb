"""Junk of every kind, made by seeded chance: each piece with the statuses that may answer it."""

import base64
import dataclasses
import gzip
import io
import string
import zipfile

from client import multipart

FORM = "application/x-www-form-urlencoded"
# Asking for a form begins one, without storing anything: it leads to the form's own address, with a key for the browser.
BEGINS_A_FORM = 303
# What stands behind the door leads to the door.
LEADS_TO_THE_DOOR = 303
# Every page that junk asks for, and what whoever asks for it gets: each the one answer, whatever stands in the headers.
PAGES = {"": 200, "/report/aaaa/1": 200, "/report": BEGINS_A_FORM, "/conversation": 200, "/log-in": 200,
         "/inbox": LEADS_TO_THE_DOOR, "/search": LEADS_TO_THE_DOOR}
METHODS = ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "BREW", "LOCK", "get", "X" * 300]


@dataclasses.dataclass
class Junk:
    kind: str
    request: bytes
    statuses: set
    language: str
    # The framing itself is broken: whoever cannot speak the protocol gets a bare status, or the line is cut.
    may_hang_up: bool = False
    may_be_bare: bool = False
    is_head: bool = False


class Nonsense:
    def __init__(self, client, chance):
        self.client, self.chance = client, chance
        # One form is answered, and remembered while it is open; the other one is only begun.
        page = client.report({})
        self.checked = page.walk.fields["state"]
        page = client.ask("/nl/report")
        self.begun = page.walk.fields["state"]
        self.forms_answered = 1
        self.kinds = [kind for name, kind in vars(Nonsense).items() if name.startswith("make_")]

    def next(self):
        kind = self.chance.choice(self.kinds)
        self.language = self.chance.choice(["nl", "en"])
        self.head = {"Host": "127.0.0.1", "Connection": "close"}
        junk = kind(self)
        junk.kind = kind.__name__[5:].replace("_", " ")
        return junk

    # Pieces

    def letters(self, most=40, alphabet=string.ascii_letters + string.digits + "-._~!$&'()*+,;=:@%"):
        return "".join(self.chance.choices(alphabet, k=self.chance.randint(1, most)))

    def bytes(self, most=2_000):
        return self.chance.randbytes(self.chance.randint(1, most))

    def page(self):
        return f"/{self.language}" + self.chance.choice(list(PAGES))

    def junk(self, method, path, statuses, body=None, kind=None, head=(), **more):
        fields = self.head | dict(head)
        if kind:
            fields["Content-Type"] = kind
        if body is not None:
            fields.setdefault("Content-Length", str(len(body)))
        lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value is not None)
        request = f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode("latin-1", "replace") + (body or b"")
        return Junk("", request, statuses, self.language, **more)

    def post(self, path, fields, statuses):
        body = "&".join(f"{name}={value}" for name, value in fields.items()).encode("latin-1", "replace")
        return self.junk("POST", path, statuses, body, FORM)

    # Addresses and methods

    def make_unknown_addresses(self):
        path = f"/{self.language}/" + self.chance.choice(["", "reports/", "invitation/", "../", "%2e%2e/", "assets/"])
        # Some are so odd that the language in them is not found; then the header decides.
        return self.junk("GET", path + self.letters(), {200, 303, 400, 404}, head={"Accept-Language": self.language},
                         may_hang_up=True, may_be_bare=True)

    def make_addresses_without_language(self):
        head = {"Accept-Language": self.language + self.chance.choice(["", "-NL;q=0.9, de;q=0.1", ",*;q=0.5"])}
        return self.junk("GET", "/x" + self.letters(30, string.ascii_letters), {404}, head=head)

    def make_over_long_addresses(self):
        # Too long to be looked at for its language either: the header decides.
        path = self.page() + "?" + "a" * self.chance.choice([4_100, 9_000])
        return self.junk("GET", path, {414}, head={"Accept-Language": self.language})

    def make_unknown_methods(self):
        return self.junk(self.chance.choice(METHODS), self.page(), {400, 405, 501}, may_be_bare=True)

    def make_head(self):
        page = self.chance.choice(list(PAGES))
        return self.junk("HEAD", f"/{self.language}{page}", {PAGES[page]}, is_head=True)

    def make_options(self):
        return self.junk("OPTIONS", self.page(), {204})

    # Headers

    def make_junk_headers(self):
        names = ["Accept-Language", "Cookie", "Range", "If-None-Match", "Accept", "Accept-Encoding", "Expect", "Via"]
        head = {name: self.letters(200) for name in self.chance.sample(names, 4)}
        head["Accept-Language"] = self.language
        page = self.chance.choice(["", "/report"])
        # Whoever expects what is not known may be told so.
        statuses = {PAGES[page]} | ({417} if "Expect" in head else set())
        return self.junk("GET", f"/{self.language}{page}", statuses, head=head)

    def make_too_many_headers(self):
        head = {f"X-{n}": self.letters(20, string.ascii_letters) for n in range(self.chance.choice([70, 400]))}
        return self.junk("GET", self.page(), {431}, head=head, may_be_bare=True)

    def make_over_long_headers(self):
        return self.junk("GET", self.page(), {431}, head={"X-Long": "a" * 20_000}, may_be_bare=True)

    def make_forged_cookies(self):
        head = {"Cookie": f"session={self.letters()}; __Host-session={self.letters()}; device={self.letters()}"}
        if self.chance.random() < 0.5:
            return self.junk("GET", f"/{self.language}/inbox", {LEADS_TO_THE_DOOR}, head=head)
        return self.junk("POST", f"/{self.language}/search", {403}, b"query=x", FORM, head | {"Sec-Fetch-Site": "none"})

    def make_forms_of_another_site(self):
        head = self.chance.choice([{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
        return self.junk("POST", f"/{self.language}/report", {403}, b"step=subject", FORM, head)

    # Form state

    def state(self):
        whole = self.chance.choice([self.begun, self.checked])
        place = self.chance.randrange(1, len(whole))  # from its very beginning it would be whole
        return self.chance.choice([
            self.letters(400, string.ascii_letters + string.digits + "-_"), whole[:place], whole[place:],
            whole[:place] + self.chance.choice("AZaz09") + "!" + whole[place + 1:], whole + "A", "", "%00",
            base64.urlsafe_b64encode(self.bytes(300)).decode(), whole[::-1],
        ])

    def make_forged_form_state(self):
        step = self.chance.choice(["subject", "check", "words", self.letters()])
        go = self.chance.choice(["next", "send", "back", "add", "remove-99999", "erase", self.letters()])
        return self.post(f"/{self.language}/report", {"state": self.state(), "step": step, "go": go}, {400})

    def make_state_of_another_form(self):
        path = self.chance.choice(["/report/receipt", "/conversation", "/conversation/message", "/conversation/proof",
                                   "/conversation/contact"])
        return self.post(f"/{self.language}{path}", {"state": self.checked, "go": "keep", "group": "AAAA"}, {400, 415})

    def make_unknown_codes(self):
        code = self.letters(60, string.ascii_uppercase + string.digits + " -")
        return self.post(f"/{self.language}/conversation", {"code": code.replace(" ", "+")}, {422})

    def make_impossible_answers(self):
        fields = {"state": self.begun, "step": self.chance.choice(["subject", "age", "signs", "persons"]), "go": "next"}
        for name in ["subject", "age", "signs", "exploitation", "kind.0", "value.0", "whose.0", "kind.99"]:
            fields[name] = self.letters(30, string.ascii_letters)
        return self.post(f"/{self.language}/report", fields, {422})

    # Bodies

    def make_wrong_kinds_of_body(self):
        kind = self.chance.choice(["application/json", "text/plain", "text/xml", "image/png", "multipart/form-data",
                                   "multipart/mixed; boundary=a", self.letters(30, string.ascii_letters)])
        return self.junk("POST", f"/{self.language}/report", {400, 415}, self.bytes(), kind)

    def make_no_kind_of_body(self):
        return self.junk("POST", f"/{self.language}/report", {400, 415}, self.bytes())

    def make_text_that_is_none(self):
        bad = self.chance.choice(["%ff%fe", "%c3%28", "%ed%a0%80", "%00", "a%00b", "%f5%80%80%80", "%e2%28%a1", "%"])
        fields = {"state": self.begun, "step": "words", "words": "x" + bad, "go": "next"}
        return self.post(f"/{self.language}/report", fields, {400})

    def make_over_long_words(self):
        fields = {"state": self.begun, "step": "words", "words": "a" * self.chance.choice([20_001, 90_000]), "go": "next"}
        return self.post(f"/{self.language}/report", fields, {422, 413})

    def make_over_large_forms(self):
        body = b"step=words&words=" + b"a" * self.chance.choice([1_100_000, 3_000_000])
        return self.junk("POST", f"/{self.language}/report", {413}, body, FORM)

    def make_packed_bodies(self):
        body = gzip.compress(b"step=subject&state=" + self.begun.encode())
        return self.junk("POST", f"/{self.language}/report", {400, 415}, body, FORM, {"Content-Encoding": "gzip"})

    def make_wrong_lengths(self):
        head = {"Content-Length": self.chance.choice(["-1", "abc", "99999999999999999999", "1, 2", "0x10"])}
        return self.junk("POST", f"/{self.language}/report", {400, 413}, b"", FORM, head, may_hang_up=True,
                         may_be_bare=True)

    def make_chunked_nonsense(self):
        body = self.chance.choice([b"zz\r\nabc\r\n0\r\n\r\n", b"-5\r\nabc\r\n", b"ffffffffffffffffff\r\nabc",
                                   b"3\r\nabcdef\r\n0\r\n\r\n", b"\x00\x01\x02\r\n\r\n"])
        return self.junk("POST", f"/{self.language}/report", {400}, body, FORM,
                         {"Transfer-Encoding": "chunked", "Content-Length": None}, may_hang_up=True, may_be_bare=True)

    def make_two_framings(self):
        return self.junk("POST", f"/{self.language}/report", {400}, b"0\r\n\r\nGET /nl HTTP/1.1\r\n\r\n", FORM,
                         {"Transfer-Encoding": "chunked", "Content-Length": "5"}, may_hang_up=True, may_be_bare=True)

    def make_no_http_at_all(self):
        request = self.chance.choice([b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + self.bytes(200),
                                      b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"GET /\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n",
                                      self.bytes(200) + b"\r\n\r\n",
                                      b"GET /nl HTTP/1.1\r\nNo colon\r\n\r\n"])
        return Junk("", request, {400, 404, 505}, self.language, may_hang_up=True, may_be_bare=True)

    # Files

    def upload(self, statuses, name, kind, contents):
        body, type = multipart({"state": self.begun, "step": "files", "go": "add"}.items(),
                               [("files", name, kind, contents)])
        return self.junk("POST", f"/{self.language}/report/files", statuses, body, type)

    def make_files_of_wrong_kinds(self):
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("bomb", bytes(200_000))
        name, kind, contents = self.chance.choice([
            ("bomb.zip", "application/zip", bomb.getvalue()), ("bomb.jpg", "image/jpeg", bomb.getvalue()),
            ("bomb.gz", "application/gzip", gzip.compress(bytes(1_000_000))),
            ("a.svg", "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
            ("a.png", "image/png", b"<!doctype html><script>alert(1)</script>"),
            ("a.pdf", "application/pdf", b"MZ\x90\x00" + self.bytes()), ("a.html", "text/html", b"<b>hello</b>"),
            ("a.docx", "image/png", b"PK\x03\x04" + self.bytes()), ("empty.png", "image/png", b""),
            ("\u202egnp.exe", "image/png", self.bytes()), ("a" * 900 + ".png", "image/png", b"none"),
        ])
        return self.upload({422, 400}, name, kind, contents)

    def make_broken_multipart(self):
        body, kind = multipart({"state": self.begun, "step": "files", "go": "next"}.items(),
                               [("files", "a.png", "image/png", self.bytes())])
        place = self.chance.randrange(len(body) - 1)
        boundary = kind.partition("boundary=")[2].encode()
        body = self.chance.choice([
            body[:place], body[place:], body[:place] + self.bytes(50), body.replace(b"\r\n", b"\n"),
            body.replace(b'name="files"', b""), body.replace(b"Content-Disposition", b"X" * 20_000),
            body.replace(b"form-data", b"attachment"), body.replace(boundary, boundary[:-1]),
            (b"--" + boundary + b'\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n') * 3_000,
        ])
        return self.junk("POST", f"/{self.language}/report/files", {400, 413, 415, 422}, body, kind)
