"""What the hardness tests share: a server to start and kill, and a person who fills in the form."""

import html
import os
import pathlib
import re
import secrets
import socket
import subprocess
import time
import typing
import urllib.error
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
BAKEN = ROOT / ".build/debug/baken"

# The answers of each page of the form, in the order in which they are asked.
ANSWERS = {
    "subject": {"subject": "victim"}, "role": {"role": "bystander"}, "danger": {"danger": "no"},
    "place": {"placeUnknown": "yes"}, "age": {"age": "minor"}, "exploitation": {"exploitation": "sexual"},
    "contact": {"contact": "siteOnly"},
}

NOT_SENT = "Niet verstuurd. Er is niets opgeslagen."
NOT_ARRIVED = "picture.png is niet aangekomen. Kies het bestand zo nog een keer."


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """`baken demo` or `baken serve` on a folder, perhaps with a PostgreSQL address."""

    def __init__(self, folder, database=None):
        self.folder, self.database, self.process = str(folder), database, None

    def start(self, command="serve", before=None, log=None):
        """Starts it and waits until it answers; `before` runs in the new process first."""
        self.port, self.operations = free_port(), free_port()
        words = [BAKEN, command, "--data", self.folder, "--port", str(self.port),
                 "--operations-port", str(self.operations)]
        if self.database:
            words += ["--database", self.database]
        with open(log or self.folder + ".log", "ab") as out:
            self.process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=out, preexec_fn=before)
        for _ in range(1_800):
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.2).close()
                return self
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit("the server did not start: see " + (log or self.folder + ".log"))
                time.sleep(0.05)
        raise SystemExit("the server did not answer within a minute and a half")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.terminate()
        assert self.process.wait(70) == 0, "the server did not stop gracefully"

    def run(self, *words):
        """Another command on the same installation; whether it went well."""
        words = [BAKEN, *words, "--data", self.folder]
        return subprocess.run(words + (["--database", self.database] if self.database else [])).returncode == 0

    def verify(self):
        return self.run("verify")

    def figure(self, name):
        """A figure of `/metrics`."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.operations}/metrics", timeout=30) as answer:
            return float(re.search(rf"^{name} (\S+)$", answer.read().decode(), re.M)[1])


class Answer(typing.NamedTuple):
    status: int
    text: str
    headers: typing.Any

    @property
    def code(self):
        found = re.search(r'data-code="([^"]+)"', self.text)
        return found[1] if found else None

    def carried(self, name):
        """What a hidden field of the form on this page carries."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        return html.unescape(found[1]) if found else None

    def assert_refused(self, sentence=NOT_SENT):
        """Nothing was stored, the person is told so, and the browser when to try again."""
        assert self.status == 503, f"refused with {self.status}"
        assert int(self.headers["Retry-After"]) > 0
        assert sentence in html.unescape(self.text), "the page does not say that nothing was stored"


def ask(server, path, fields=None, files=()):
    """Gets a page, or posts fields to it, and files as (field, name, type, bytes)."""
    headers, data = {}, None
    if files:
        headers["Content-Type"], data = multipart(fields, files)
    elif fields is not None:
        data = urllib.parse.urlencode(fields, doseq=True).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{server.port}{path}", data=data, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return Answer(answer.status, answer.read().decode(), answer.headers)
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.read().decode(), error.headers)


def multipart(fields, files):
    boundary = "baken" + secrets.token_hex(12)
    body = b""
    for name, value in fields.items():
        body += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    for field, name, kind, contents in files:
        body += (f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
                 f"Content-Type: {kind}\r\n\r\n").encode() + contents + b"\r\n"
    return f"multipart/form-data; boundary={boundary}", body + f"--{boundary}--\r\n".encode()


def picture(size):
    """Bytes that count as a picture, and that nothing makes smaller."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + os.urandom(size)


def fill_in(server, words, until="check"):
    """Walks the form up to a page of it. `server` may be a function that names one for each page."""
    where = server if callable(server) else lambda: server
    page = ask(where(), "/nl/report")
    while page.carried("step") != until:
        assert page.status == 200, f"{page.status} at {page.carried('step')}"
        step = page.carried("step")
        answers = {"words": words} if step == "words" else ANSWERS.get(step, {})
        page = ask(where(), "/nl/report", {"state": page.carried("state"), "step": step, "go": "next"} | answers)
    return page


def press_send(server, page):
    """Presses "send" on the check page."""
    return ask(server, "/nl/report", {"state": page.carried("state"), "step": "check", "go": "send"})


def is_wait(answer):
    """Whether the person was asked to wait, because much is sent."""
    return answer.status == 200 and answer.code is None


def send_patiently(server, page):
    """Presses "send", and again after the time that the page names if it asks to wait."""
    answer = press_send(server, page)
    while is_wait(answer):
        time.sleep(int(answer.headers["Retry-After"]))
        answer = press_send(server, answer)
    return answer


def upload(server, page, contents):
    """Sends a picture from the page with files."""
    fields = {"state": page.carried("state"), "step": "files", "go": "add"}
    return ask(server, "/nl/report/files", fields, [("files", "picture.png", "image/png", contents)])


def send(server, words):
    """Walks the form and sends it; the receipt code, or None when the server asked to wait."""
    answer = press_send(server, fill_in(server, words))
    assert answer.status in (200, 503), f"{answer.status} when sending"
    return answer.code


def read(server, code):
    """The page that the holder of a code sees."""
    return ask(server, "/nl/conversation", {"code": code})


def lost(server, acknowledged):
    """Which of the reports, words by code, cannot be read back."""
    return [words for code, words in acknowledged.items() if words not in html.unescape(read(server, code).text)]
