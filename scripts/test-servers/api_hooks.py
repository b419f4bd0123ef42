"""What schemathesis needs to know of the API: how lines of JSON are written. scripts/api-conformance names it."""

import json

import schemathesis


@schemathesis.serializer("application/x-ndjson", "application/ndjson", "application/jsonl")
def lines(context, value):
    events = value if isinstance(value, list) else [value]
    return b"\n".join(json.dumps(event).encode() for event in events)
