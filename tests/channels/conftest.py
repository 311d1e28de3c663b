"""Several Sanic servers in one process."""

from __future__ import annotations

from sanic import Sanic

# At its start a server rewrites Sanic's methods from their source, and the next one would find
# no source. In this mode it keeps the originals; nothing else depends on it.
Sanic.test_mode = True
