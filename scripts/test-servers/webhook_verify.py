"""Verifies one webhook with the standardwebhooks library: secret, id, timestamp, signature, payload file. Prints ok."""

import sys

from standardwebhooks import Webhook

secret, identity, timestamp, signature, path = sys.argv[1:]
headers = {"webhook-id": identity, "webhook-timestamp": timestamp, "webhook-signature": signature}
Webhook(secret).verify(open(path, "rb").read(), headers)
print("ok")
