# SPDX-License-Identifier: MIT
"""A session, as objects."""

from headstock.api.contact import Contacts
from headstock.api.version import Version
from headstock.protocol.core.stream import Stream


class Session:
    """What two entities share while they are connected: `version` and `contacts`, on a stream."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.version = Version(stream)
        self.contacts = Contacts(stream)

    def initialize_dispatchers(self) -> None:
        """Registers the common handlers on the stream."""
        self.version.initialize_dispatchers()
        self.contacts.initialize_dispatchers()
