"""``python -m nlp_core``: see ``nlp_core.cli.main``."""

from nlp_core.cli.interrupt import leave
from nlp_core.cli.main import main

if __name__ == "__main__":
    leave(main())
