"""The members of the demonstration: their log-ins from `demo.json`, and the one-time codes that an app would show."""

import base64
import hashlib
import hmac
import json
import pathlib
import struct
import time

STEP = 30


def one_time_code(secret, step):
    """RFC 6238 with SHA-1, thirty seconds, six digits."""
    padded = secret.upper() + "=" * (-len(secret) % 8)
    mac = hmac.new(base64.b32decode(padded), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = mac[19] & 15
    return f"{(struct.unpack('>I', mac[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


class Clock:
    """Hands out codes that were not used yet: each serves once, and the one before and after the present are taken too.

    The one before is not handed out when it is about to be too old: who types it takes some seconds.
    """

    def __init__(self):
        self.last = {}

    def code(self, secret):
        while True:
            # A code of the step before is taken still, but not where the next step begins before it arrives.
            now, passed = divmod(int(time.time()), STEP)
            step = max(now - (passed < STEP // 2), self.last.get(secret, 0) + 1)
            if step <= now + 1:
                self.last[secret] = step
                return one_time_code(secret, step)
            time.sleep(0.2)


class Cast:
    """Who works at the fictional organisations, by the organisation's name and the role."""

    def __init__(self, folder):
        told = json.loads((pathlib.Path(folder) / "demo.json").read_text())
        self.organisations = {group["name"]: group for group in told["organisations"]}
        self.clock = Clock()

    def member(self, organisation, role):
        return next(m for m in self.organisations[organisation]["members"] if m["role"] == role)

    def log_in(self, member):
        """The three fields of the log-in page."""
        return {"name": member["logIn"], "password": member["password"], "code": self.clock.code(member["secret"])}
