"""Run the commands: ``python -m sphinx_homepage``."""

from sphinx_homepage.cli import main

raise SystemExit(main())
