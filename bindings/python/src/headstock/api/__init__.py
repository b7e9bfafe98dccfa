# SPDX-License-Identifier: MIT
"""XMPP as objects, by the names of the first design."""
