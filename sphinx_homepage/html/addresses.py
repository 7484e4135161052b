"""The absolute addresses of the site, where it says on which host it is served."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.config import Config


def site_url(config: Config) -> str:
    """Return the address of the site with a ``/`` at its end, or nothing where no one says it.

    That is ``html_baseurl``, else what Read the Docs gives to each build
    (https://docs.readthedocs.com/platform/stable/reference/environment-variables.html).
    """
    url = str(config.html_baseurl or os.environ.get("READTHEDOCS_CANONICAL_URL", ""))
    return f"{url.rstrip('/')}/" if url else ""
