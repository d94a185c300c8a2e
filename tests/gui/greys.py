"""The dots of a picture as numbers."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage


def greys(image: QImage) -> NDArray[np.int_]:
    """Return how light each dot is, of 255, without what fills up the lines in memory."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)  # kept: its bits live in it
    lines = np.array(grey.constBits(), int).reshape(grey.height(), grey.bytesPerLine())
    return lines[:, : grey.width()]
