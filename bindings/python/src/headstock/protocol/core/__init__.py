# SPDX-License-Identifier: MIT
"""The core of the protocol, RFC 6120 and 6121, by the names of the first design."""
