"""What the browser tests share: a demonstration of its own, a browser, and what earlier tests left for later ones."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Hardness"))
from members import Cast
from person import BAKEN, Server

from eyes import Eyes


class House:
    CHROMIUM = "/usr/bin/chromium-headless-shell"
    # No host but this machine is found.
    ARGUMENTS = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]

    def __init__(self, playwright):
        # Taken out of the environment: the program refuses a setting that it does not know.
        self.makes_pictures = os.environ.pop("BAKEN_PICTURES", None) == "1"
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="baken-browser-"))
        self.server = self._start()
        self.origin = f"http://127.0.0.1:{self.server.port}"
        self.cast = Cast(self.folder / "data")
        self.chromium = playwright.chromium
        self.browser = self.chromium.launch(executable_path=self.CHROMIUM, args=self.ARGUMENTS)
        self.eyes = Eyes(self.browser, self.origin)
        # The receipt code and the reference of the report that was sent in each language.
        self.codes, self.references = {}, {}
        # The cookies of members who are logged in, by organisation and role.
        self.sessions = {}
        # The id and the reference of the dossier that organisations work on together.
        self.dossier, self.dossier_reference = None, None

    def _start(self):
        """The demonstration, with a program beside it that keeps every mail as a file."""
        mails = self.folder / "mails"
        mails.mkdir()
        postman = self.folder / "postman"
        postman.write_text(f'#!/bin/sh\ncat > "{mails}/$$"\n')
        postman.chmod(0o755)
        with_mail = {"BAKEN_NOTICES_FROM": "baken@meld.example.nl", "BAKEN_NOTICES_SENDMAIL": str(postman)}
        os.environ.update(with_mail)
        try:
            return Server(self.folder / "data").start("demo")
        finally:
            for name in with_mail:
                del os.environ[name]

    def mails(self):
        return [path.read_text() for path in (self.folder / "mails").iterdir()]

    def baken(self, *words):
        return subprocess.run([BAKEN, *words], capture_output=True, text=True)

    def close(self):
        self.browser.close()
        self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
