"""``python -m nlp_core``: see ``nlp_core.cli.main``."""

import signal
import sys

from nlp_core.cli.main import main

if __name__ == "__main__":
    code = main()
    if hasattr(signal, "pthread_sigmask"):  # another Ctrl-C would kill Python while it ends
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    sys.exit(code)
