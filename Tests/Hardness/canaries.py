"""Words that stand nowhere else, planted where people type; and the search for them in every guise."""

import base64
import random
import string


class Canaries:
    def __init__(self, seed):
        self.chance, self.planted = random.Random(seed), {}
        # All begin alike, so that a place without any of them is soon known as such.
        self.letters, self.digits = self._some(string.ascii_lowercase, 8), "06" + self._some(string.digits, 6)

    def plant(self, where, kind="textarea"):
        """A new word for a place, fit for its kind of field."""
        word = self.letters + self._some(string.ascii_lowercase, 8)
        if kind == "tel":
            word = self.digits + self._some(string.digits, 6)
        self.planted[word] = where
        return word + "@" + word + ".example" if kind == "email" else word

    def _some(self, characters, count):
        return "".join(self.chance.choices(characters, k=count))

    def remember(self, where, secret):
        """A secret that others made: a code, a password."""
        self.planted[secret] = where


def guises(word):
    """The word as it might be stored: in any case, wide, in hexadecimal, in base64 however it is aligned."""
    yield from {form.encode() for form in [word, word.lower(), word.upper(), word.capitalize()]}
    for plain in [word, word.upper()]:
        yield plain.encode("utf-16-le")
        yield plain.encode("utf-16-be")
        raw = plain.encode()
        yield raw.hex().encode()
        yield raw.hex().upper().encode()
        for shift in range(3):
            # What stands before and after shares letters with the word's first and last bytes: those are cut off.
            coded = base64.b64encode(b"\0" * shift + raw)
            core = coded[-(-shift * 8 // 6):(shift + len(raw)) * 8 // 6]
            yield core
            yield core.translate(bytes.maketrans(b"+/", b"-_"))


def found(words, contents):
    """The places of those words that stand in the bytes, in whatever guise."""
    alike = {}
    for word in words:
        alike.setdefault(word[:8], []).append(word)
    return [words[word] for beginning, group in alike.items() if len(group) == 1 or _stands(beginning, contents)
            for word in group if _stands(word, contents)]


def _stands(word, contents):
    return any(guise in contents for guise in set(guises(word)))


def check_guises():
    """The search can find: each guise of a word in the midst of others."""
    word = "zoekmijhier"
    for prefix in [b"", b"a", b"ab", b"abc"]:
        hidden = prefix + word.encode() + b"xyz"
        for form in [hidden, hidden.upper(), hidden.hex().encode(), base64.b64encode(hidden),
                     base64.urlsafe_b64encode(hidden), hidden.decode().encode("utf-16-le"),
                     hidden.decode().encode("utf-16-be")]:
            assert found({word: "here"}, b"\xff\0" + form + b"\0"), form
            assert found({word: "here", word[:8] + "nergens": "nowhere"}, b"\xff\0" + form + b"\0") == ["here"], form
    assert not found({word: "here"}, b"zoekmijdaar".hex().encode() + base64.b64encode(b"zoekmijdaar" * 9))
