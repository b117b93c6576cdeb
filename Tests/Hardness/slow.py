#!/usr/bin/env python3
"""Thousands of connections hold the door: they send a body in drops, or nothing at all. Whoever else comes is answered.

And who was answered before all they send was there is not read further.
"""

import errno
import pathlib
import resource
import selectors
import shutil
import socket
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from client import Client
from person import Server

HOLDERS = 3_000
BYTES_A_SECOND = 280
LONGEST = 5.0
HEAD = (b"POST /en/report HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        b"Content-Length: 50000\r\n\r\n")


class Holders(threading.Thread):
    """Connections that are opened anew as soon as they are closed; two of three drip a body, the third is silent."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.port, self.lines, self.told, self.closed, self.is_over = port, [None] * HOLDERS, set(), 0, False

    def run(self):
        while not self.is_over:
            begun = time.monotonic()
            for number in range(HOLDERS):
                self.hold(number)
            time.sleep(max(0, 1 - (time.monotonic() - begun)))
        for line in self.lines:
            if line:
                line.close()

    def hold(self, number):
        line = self.lines[number]
        if line is None:
            line = self.lines[number] = socket.socket()
            line.setblocking(False)
            line.connect_ex(("127.0.0.1", self.port))
            self.told.discard(number)
            return
        try:
            if number % 3 == 0:
                if not line.recv(1):
                    raise ConnectionError
            elif number in self.told:
                line.send(b"a" * BYTES_A_SECOND)
            else:
                line.send(HEAD)
                self.told.add(number)
        except BlockingIOError:
            pass
        except OSError as error:
            if error.errno in (errno.ENOTCONN, errno.EAGAIN):
                return
            self.closed += 1
            line.close()
            self.lines[number] = None


def visit(server):
    """What somebody who fills in the form gets at its end, and how long its pages took together, in seconds."""
    begun = time.monotonic()
    try:
        status = Client(server, seconds=2 * LONGEST).report({"words": {"words": "a story " * 500}}).status
    except OSError as error:
        status = type(error).__name__
    return status, time.monotonic() - begun


def is_let_go(port):
    """An answer to the beginning of a large body; then the line is closed, though more of the body comes."""
    line = socket.create_connection(("127.0.0.1", port), timeout=10)
    line.sendall(HEAD.replace(b"/en/report", b"/en/nowhere").replace(b"50000", b"190000000") + b"a" * 1_000)
    answer = line.recv(65_536)
    begun = time.monotonic()
    watch = selectors.DefaultSelector()
    watch.register(line, selectors.EVENT_READ)
    while time.monotonic() - begun < 20:
        try:
            line.send(b"a" * 100)
            if watch.select(0.5) and not line.recv(65_536):
                break
        except OSError:
            break
    took = time.monotonic() - begun
    print(f"a body that was answered early: {answer[9:12].decode()}, and closed after {took:.1f} s")
    return answer.startswith(b"HTTP/1.1 4") and took < LONGEST


def main():
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 1_024 + HOLDERS), most))
    root = pathlib.Path(tempfile.mkdtemp(prefix="baken-slow-"))
    server = Server(root / "sqlite")
    try:
        server.start("demo")
        calm = visit(server)
        closed = is_let_go(server.port)
        holders = Holders(server.port)
        holders.start()
        time.sleep(3)
        held, visits = time.monotonic(), []
        while time.monotonic() - held < 30:
            visits.append(visit(server))
        holders.is_over = True
        holders.join()
        after = visit(server)
        server.stop()
    finally:
        shutil.rmtree(root, ignore_errors=True)
    waited = sorted(seconds for _, seconds in visits)
    right = all(status == 200 for status, _ in [calm, *visits, after])
    print(f"{HOLDERS} connections held the door for half a minute and were closed {holders.closed} times; {len(visits)} times a "
          f"form was filled in meanwhile, at the longest in {waited[-1]:.1f} s, without them in {calm[1]:.1f} s; "
          f"{'each was' if right else 'NOT each was'} answered")
    sys.exit(0 if closed and right and len(visits) > 3 else 1)


main()
