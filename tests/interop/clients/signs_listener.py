# SPDX-License-Identifier: MIT
"""Waits until PEER has shown a picture, idleness and XHTML, and prints them, with its card: by the Python binding.

usage: signs_listener.py JID HOST PORT CA_FILE PEER
"""

import json
import os
import sys

import headstock


def signs(event):
    """Returns what is wanted of an event's payloads, by their types."""
    found = {each["type"]: each["value"] for each in event.payloads or () if "type" in each}
    if not found.get("vcard_avatar.Update", {}).get("photo"):  # not known yet
        found.pop("vcard_avatar.Update", None)
    return {name: value for name, value in found.items()
            if name in ("idle.Idle", "xhtml.Html", "vcard_avatar.Update")}


def main(jid, host, port, authorities, peer):
    """Prints all of it as JSON."""
    seen = {}
    with headstock.Client(jid, os.environ["PASSWORD"], host=host, port=int(port), authorities=authorities) as client:
        client.wait_for("ready", timeout=20)
        print("ready", flush=True)
        while len(seen) < 3:
            event = client.event(timeout=30)
            if event.event in ("message", "presence") and headstock.bare(event.from_) == peer:
                seen.update(signs(event))
        seen["card"] = client.ask(peer, "vcard.Card")
    print(json.dumps(seen))


main(*sys.argv[1:])
