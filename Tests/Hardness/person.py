"""What the hardness tests share: a server to start and kill, and a person who fills in the form."""

import html
import pathlib
import re
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
BAKEN = ROOT / ".build/debug/baken"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """`baken demo` or `baken serve` on a folder, perhaps with a PostgreSQL address."""

    def __init__(self, folder, database=None):
        self.folder, self.database, self.process = str(folder), database, None

    def start(self, command="serve"):
        self.port = free_port()
        words = [BAKEN, command, "--data", self.folder, "--port", str(self.port)]
        if self.database:
            words += ["--database", self.database]
        self.process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=open(self.folder + ".log", "ab"))
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.2).close()
                return self
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit("the server did not start: see " + self.folder + ".log")
                time.sleep(0.05)
        raise SystemExit("the server did not answer within 30 seconds")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.terminate()
        assert self.process.wait(20) == 0, "the server did not stop gracefully"

    def verify(self):
        words = [BAKEN, "verify", "--data", self.folder]
        return subprocess.run(words + (["--database", self.database] if self.database else [])).returncode == 0


def ask(server, path, fields=None):
    data = urllib.parse.urlencode(fields, doseq=True).encode() if fields is not None else None
    request = urllib.request.Request(f"http://127.0.0.1:{server.port}{path}", data=data)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def carried(page, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return html.unescape(found[1]) if found else None


def send(server, words):
    """Walks the form and sends it; the receipt code, or None when the server asked to wait."""
    page = ask(server, "/nl/report")[1]
    answers = [
        {"subject": "victim"}, {"role": "bystander"}, {"danger": "no"}, {"placeUnknown": "yes"}, {"age": "minor"},
        {"exploitation": "sexual"}, {}, {"words": words}, {}, {}, {"contact": "siteOnly"}, {"go": "send"},
    ]
    for answer in answers:
        fields = {"state": carried(page, "state"), "step": carried(page, "step"), "go": "next"} | answer
        status, page = ask(server, "/nl/report", fields)
        assert status in (200, 503), f"{status} at {fields['step']}"
    code = re.search(r'data-code="([^"]+)"', page)
    return code[1] if code else None


def read(server, code):
    """The page that the holder of a code sees."""
    return ask(server, "/nl/conversation", {"code": code})
