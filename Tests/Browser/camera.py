"""What a telephone's camera makes of a picture on the screen."""

import io

from PIL import Image
from pyzbar.pyzbar import decode


def scan(picture):
    """The text of the one code that is seen where this element stands."""
    seen = decode(Image.open(io.BytesIO(picture.screenshot())))
    assert len(seen) == 1, f"the camera sees {len(seen)} codes"
    return seen[0].data.decode()
