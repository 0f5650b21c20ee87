"""Contrast of the operator's colour (WCAG 2.2, relative luminance)."""


def contrast_with_white(colour: str) -> float:
    """Contrast ratio of white words on `colour` ("#rrggbb"), 1 to 21.

    >>> round(contrast_with_white("#000000"))
    21
    """
    return 1.05 / (luminance(colour) + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", 0 to 1."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def darker(colour: str, share: float = 0.8) -> str:
    """The same colour with less light, for hover and links.

    >>> darker("#ffffff", 0.5)
    '#808080'
    """
    return "#" + "".join(f"{round(int(colour[start : start + 2], 16) * share):02x}" for start in (1, 3, 5))
