#!/usr/bin/env python3
"""Tells the server to stop (SIGTERM) while a slow picture is half way: it comes in whole, and the server ends well.

Whoever comes after the signal finds the door closed.
"""

import http.client
import pathlib
import shutil
import signal
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from person import Server, ask, fill_in, multipart, picture


def main():
    root = pathlib.Path(tempfile.mkdtemp(prefix="baken-farewell-"))
    server = Server(root / "baken")
    try:
        server.start("demo")
        page = fill_in(server, "With a slow picture", until="files")
        kind, body = multipart({"state": page.carried("state"), "step": "files", "go": "add"},
                               [("files", "slow.png", "image/png", picture(200_000))])
        slow = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        slow.putrequest("POST", "/nl/report/files")
        slow.putheader("Content-Type", kind)
        slow.putheader("Content-Length", str(len(body)))
        slow.endheaders(body[:100_000])
        time.sleep(0.5)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        try:
            ask(server, "/nl")
            closed = False
        except OSError:
            closed = True
        alive = server.process.poll() is None
        for start in range(100_000, len(body), 10_000):
            slow.send(body[start:start + 10_000])
            time.sleep(0.1)
        answer = slow.getresponse()
        taken = answer.status == 200 and "slow.png" in answer.read().decode()
        ended = server.process.wait(20) == 0
    finally:
        if server.process:
            server.kill()
        shutil.rmtree(root, ignore_errors=True)
    print(f"Farewell: the slow picture was {'taken' if taken else 'LOST'}, the door was {'closed' if closed else 'OPEN'}, "
          f"the server {'ended well' if ended else 'did NOT end well'}")
    sys.exit(0 if taken and closed and alive and ended else 1)


main()
