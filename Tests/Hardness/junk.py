#!/usr/bin/env python3
"""10,000 requests that no browser would send, on both engines: junk of every kind that `nonsense.py` makes.

Never a crash, never a fault; the right status, the visitor's language, and nothing stored. Afterwards a report goes
through as if nothing had been. Usage: junk.py [requests [seed]]
"""

import collections
import concurrent.futures
import pathlib
import random
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from client import Client
from nonsense import Nonsense
from person import Server
from postgres import cluster

REQUESTS = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 32)


def exchange(port, junk):
    """Sends the bytes as they are, and gives all that comes back until the server hangs up."""
    with socket.create_connection(("127.0.0.1", port), 30) as line:
        received = b""
        try:
            line.sendall(junk.request)
            if junk.may_hang_up:
                line.shutdown(socket.SHUT_WR)  # so that the server does not wait for an end that never comes
        except OSError:
            pass  # It was refused before all of it was sent: what it said still arrives.
        try:
            while piece := line.recv(65_536):
                received += piece
        except ConnectionError:
            pass
        return received


def faults(said, junk):
    """What is wrong with an answer."""
    if not said:
        if not junk.may_hang_up:
            yield "no answer"
        return
    head, _, body = said.partition(b"\r\n\r\n")
    while head.startswith(b"HTTP/1.1 100"):
        head, _, body = body.partition(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    fields = {name.lower(): value for name, value in re.findall(rb"\r\n([^:\r\n]+): ?([^\r\n]*)", head)}
    if status not in junk.statuses:
        yield f"status {status}, not {sorted(junk.statuses)}"
    if status == 503 and b"retry-after" not in fields:
        yield "503 without Retry-After"
    if status == 405 and b"allow" not in fields:
        yield "405 without Allow"
    if junk.is_head and body:
        yield "HEAD was answered with a body"
    if body and status >= 400:
        language = re.search(rb'<html lang="(\w\w)"', body)
        if not language or language[1].decode() != junk.language:
            yield f"the page is in {language and language[1]}, not in {junk.language}"
        if b"default-src 'none'" not in fields.get(b"content-security-policy", b""):
            yield "no security headers"
    elif status >= 400 and not junk.is_head and not junk.may_be_bare:
        yield "an error without a page"


def slow(port):
    """A body that drips: after half a minute's patience the server hangs up."""
    head = b"POST /nl/report HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    with socket.create_connection(("127.0.0.1", port), 30) as line:
        line.sendall(head + b"Content-Length: 5000\r\n\r\n")
        begun = time.monotonic()
        try:
            while time.monotonic() - begun < 60:
                line.sendall(b"a")
                time.sleep(0.5)
        except OSError:
            return True
    return False


def rows(server):
    """How many rows each table has."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table'"
    if server.database:
        names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ask = lambda statement: subprocess.run(
            ["psql", server.database, "-Atc", statement], capture_output=True, text=True, check=True
        ).stdout.split()
    else:
        file = next(pathlib.Path(server.folder).glob("*.sqlite"))
        base = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        ask = lambda statement: [row[0] for row in base.execute(statement)]
    return {name: int(ask(f'SELECT COUNT(*) FROM "{name}"')[0]) for name in ask(names)}


def drill(engine, server, requests):
    server.start("demo")
    time.sleep(2)  # until the journal has its place for everything that the demonstration wrote
    before = rows(server)
    nonsense = Nonsense(Client(server), random.Random(SEED))
    wrong, kinds = collections.Counter(), collections.Counter()

    def one(junk):
        kinds[junk.kind] += 1
        for fault in faults(exchange(server.port, junk), junk):
            if (junk.kind, fault) not in wrong:
                print(f"{engine}: {junk.kind}: {fault}: {junk.request[:300]!r}")
            wrong[junk.kind, fault] += 1

    begun = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(5) as many:
        dripping = many.submit(slow, server.port)
        list(many.map(one, (nonsense.next() for _ in range(requests))))
        took = time.monotonic() - begun
        if not dripping.result():
            wrong["slow body", "was waited for"] += 1
    after = rows(server)
    # A form that is answered and not sent yet is remembered for an hour. Junk opens none: there are those that this drill
    # itself answered with a browser's key, or fewer when the hour is over, and not one more.
    bound = before["open_form"] + nonsense.forms_answered
    stored = {name: (before[name], after[name]) for name in after
              if (after[name] > bound if name == "open_form" else before[name] != after[name])}
    alive = server.process.poll() is None
    logged = pathlib.Path(server.folder + ".log").read_text(errors="replace")
    incidents = len(re.findall(r"incident", logged))
    client = Client(server)
    words = "a report after the storm"
    code = client.deliver(client.report({"words": {"words": words}})).code
    goes_on = words in client.conversation(code).text
    server.stop()
    print(f"{engine}: {requests} junk requests of {len(kinds)} kinds (seed {SEED}) in {took:.0f} s: "
          f"{sum(wrong.values())} answered wrongly, {incidents} faults, stored {stored or 'nothing'}, "
          f"{'goes on' if alive and goes_on else 'BROKEN'}")
    return not wrong and not incidents and not stored and alive and goes_on


def main():
    root = pathlib.Path(tempfile.mkdtemp(prefix="baken-junk-"))
    root.chmod(0o755)
    address, stop = cluster(root / "pg")
    try:
        outcomes = [drill("SQLite", Server(root / "sqlite"), REQUESTS),
                    drill("PostgreSQL", Server(root / "postgres", address), REQUESTS // 5)]
    finally:
        stop()
        shutil.rmtree(root, ignore_errors=True)
    sys.exit(0 if all(outcomes) else 1)


main()
