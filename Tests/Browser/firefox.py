"""Somebody with Debian's Firefox ESR in a profile of its own, driven by Mozilla's Marionette."""

import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile

from marionette_driver.by import By
from marionette_driver.marionette import Marionette
from marionette_driver.wait import Wait

from words import Words


class Firefox:
    """Whatever is not on this machine is asked of a proxy that is not there. A context of its own, closed at the end."""

    def __init__(self, origin, language, scripts):
        self.origin, self.words = origin, Words(language)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="baken-firefox-"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        settings = {
            "marionette.port": port, "javascript.enabled": scripts, "intl.accept_languages": language,
            "network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": 9,
            "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": 9, "browser.aboutwelcome.enabled": False,
            "browser.shell.checkDefaultBrowser": False, "datareporting.policy.dataSubmissionEnabled": False,
        }
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in settings.items()]
        (self.folder / "user.js").write_text("\n".join(lines))
        self.process = subprocess.Popen(
            ["firefox-esr", "--headless", "--marionette", "--no-remote", "--profile", str(self.folder)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | {"HOME": str(self.folder)})
        self.client = Marionette(host="127.0.0.1", port=port, startup_timeout=60)
        self.client.start_session()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)

    # Going about

    def open(self, path):
        self.client.navigate(self.origin + path)

    def press(self, key):
        """Presses the button that says this, and waits until another page is there."""
        before = self.client.find_element(By.CSS_SELECTOR, "html")
        label = self.words(key)
        button = next(one for one in self.all("main button") if one.text.strip() == label)
        button.click()
        self.leaves(before)

    def leaves(self, page):
        Wait(self.client, timeout=20).until(lambda client: client.find_element(By.CSS_SELECTOR, "html").id != page.id)
        self.one("body")

    def choose(self, name, value):
        self.one(f'[name="{name}"][value="{value}"]').click()

    def back(self):
        self.client.go_back()

    def forward(self):
        self.client.go_forward()

    # Looking

    def one(self, selector):
        return Wait(self.client, timeout=20).until(lambda client: client.find_element(By.CSS_SELECTOR, selector))

    def all(self, selector):
        return self.client.find_elements(By.CSS_SELECTOR, selector)

    @property
    def text(self):
        return self.one("body").text

    @property
    def step(self):
        """Which question this is; None on a page of another kind."""
        found = self.all('input[name="step"]')
        return found[0].get_attribute("value") if found else None

    def is_chosen(self, name, value):
        return self.one(f'[name="{name}"][value="{value}"]').is_selected()

    def value(self, name):
        return self.one(f'[name="{name}"]').get_property("value")

    def kept(self, text):
        """Whether this stands in a file of the browser's cache."""
        wanted = text.encode()
        return any(wanted in file.read_bytes() for file in self.folder.rglob("cache2/**/*") if file.is_file())
