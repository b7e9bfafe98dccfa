# SPDX-License-Identifier: MIT
"""Socket clients, by the names of the first design."""
