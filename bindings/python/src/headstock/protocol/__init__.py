# SPDX-License-Identifier: MIT
"""The protocol, by the names of the first design."""
