"""Verifies one webhook, of a connector or a subscription, with the standardwebhooks library: secret, id, timestamp,
signature, payload file. Prints ok."""

import sys

from standardwebhooks import Webhook

secret, identity, timestamp, signature, path = sys.argv[1:]
headers = {"webhook-id": identity, "webhook-timestamp": timestamp, "webhook-signature": signature}
with open(path, "rb") as payload:
    Webhook(secret).verify(payload.read(), headers)
print("ok")
