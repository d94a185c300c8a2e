"""Names as Moodle keeps them: it strips from those of categories and questions what may be a tag.

What it takes for one is what PHP's strip_tags does: whatever follows a < that no blank follows.
"""

import re

_TAG = re.compile(r"<(/?[A-Za-z][^<>]*)>")
_OPENING = re.compile(r"<(?![ \t\n\v\f\r])")


def kept_name(name: str) -> str:
    """Return a name with angle quotation marks for what Moodle would keep nothing of."""
    return _OPENING.sub("‹", _TAG.sub(r"‹\1›", name))
