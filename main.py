"""The command line: opens the window or runs one command."""

import os
import sys
from collections.abc import Sequence

from gui.commands.commands import run


def main(argv: Sequence[str] | None = None) -> int:
    """Run what the arguments say and return the exit status."""
    # read when NumPy is first imported: a second BLAS thread would only fight the window for cores
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # read when Qt is: without it the fonts of a PDF stand in another order at each start
    os.environ.setdefault("QT_HASH_SEED", "0")
    return run(sys.argv[1:] if argv is None else argv)


if __name__ == "__main__":
    sys.exit(main())
