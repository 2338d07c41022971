"""``python -m nlp_core``: see ``nlp_core.cli.main``."""

import sys

from nlp_core.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
