# SPDX-License-Identifier: MIT
"""The network, by the names of the first design."""
