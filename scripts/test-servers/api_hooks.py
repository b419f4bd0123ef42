"""What schemathesis needs to know of the API: how lines of JSON are written, and what is rightly answered 503.
scripts/api-conformance names it."""

import json

import schemathesis


@schemathesis.serializer("application/x-ndjson", "application/ndjson", "application/jsonl")
def lines(context, value):
    events = value if isinstance(value, list) else [value]
    return b"\n".join(json.dumps(event).encode() for event in events)


@schemathesis.hook
def map_query(context, query):
    """A place that a projection has not come to within the time given is answered 503, as it says."""
    if query and "atLeast" in query:
        query = {name: value for name, value in query.items() if name != "atLeast"}
    return query
