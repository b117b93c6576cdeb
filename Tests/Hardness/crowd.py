#!/usr/bin/env python3
"""64 people send a report at the same moment, each twice at once, and then write a message, on both engines.

Not one is refused for a race, not one that was acknowledged is lost, both sendings have the same code, and whoever is
told to wait gets through after waiting as long as told.
"""

import concurrent.futures
import pathlib
import shutil
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from client import Client
from person import Server
from postgres import cluster

CROWD = 64


def fill_in(server, number):
    client = Client(server)
    return client, client.report({"words": {"words": f"the story of person {number:03}"}})


def send(client, page, number):
    """One person's report and message; the code and when it was acknowledged."""
    with concurrent.futures.ThreadPoolExecutor(2) as hands:
        codes = {page.code for page in hands.map(client.deliver, [page, page])}
    assert len(codes) == 1, f"person {number:03} has {len(codes)} codes"
    acknowledged = time.monotonic()
    code = codes.pop()
    page = client.conversation(code)
    page = client.send(page.form("/message"), {"answer": f"a message of person {number:03}"})
    assert page.status == 200, f"the message of person {number:03} was answered with {page.status}"
    return code, acknowledged


def is_whole(text, number):
    return all(f"{words} of person {number:03}" in text for words in ["the story", "a message"])


def drill(engine, server):
    server.start("demo")
    with concurrent.futures.ThreadPoolExecutor(CROWD) as crowd:
        forms = list(crowd.map(lambda number: fill_in(server, number), range(CROWD)))
        begun = time.monotonic()
        people = [crowd.submit(send, *form, number) for number, form in enumerate(forms)]
    failed = [str(person.exception()) for person in people if person.exception()]
    for failure in failed:
        print(f"{engine}: {failure}")
    kept = {number: person.result() for number, person in enumerate(people) if not person.exception()}
    reader = Client(server)
    lost = [number for number, (code, _) in kept.items() if not is_whole(reader.conversation(code).text, number)]
    server.stop()
    whole = server.verify()
    times = sorted(acknowledged - begun for _, acknowledged in kept.values()) or [0]
    print(f"{engine}: {len(kept)} of {CROWD} reports, each sent twice at once, acknowledged; a third after "
          f"{times[len(times) // 3]:.1f} s, the last after {times[-1]:.0f} s as told; {len(lost)} lost, journal "
          f"{'whole' if whole else 'BROKEN'}")
    return len(kept) == CROWD and len({code for code, _ in kept.values()}) == CROWD and not lost and whole


def main():
    root = pathlib.Path(tempfile.mkdtemp(prefix="baken-crowd-"))
    root.chmod(0o755)
    address, stop = cluster(root / "pg")
    try:
        servers = {"SQLite": Server(root / "sqlite"), "PostgreSQL": Server(root / "postgres", address)}
        with concurrent.futures.ThreadPoolExecutor(2) as both:
            outcomes = list(both.map(drill, servers, servers.values()))
    finally:
        stop()
        shutil.rmtree(root, ignore_errors=True)
    sys.exit(0 if all(outcomes) else 1)


main()
