"""Schemas and data for the bench of JSON Schema, and the CPU time that jsonschema-rs takes for one check of each.

schema.py cases: prints lines {"name", "schema", "data"}. schema.py time: prints lines NAME NANOSECONDS.
"""

import json
import sys
import time

RECORD = {
    'type': 'object', 'required': ['id', 'name', 'active'], 'additionalProperties': False,
    'properties': {
        'id': {'type': 'integer', 'minimum': 1}, 'name': {'type': 'string', 'minLength': 1, 'maxLength': 80},
        'active': {'type': 'boolean'}, 'kind': {'enum': ['person', 'organisation']},
        'score': {'type': 'number', 'minimum': 0, 'maximum': 100},
    },
}
LINE = {
    'type': 'object', 'required': ['sku', 'quantity', 'price'],
    'properties': {
        'sku': {'type': 'string', 'pattern': '^[A-Z]{2}-[0-9]{4,6}$'}, 'quantity': {'type': 'integer', 'minimum': 1},
        'price': {'type': 'number', 'multipleOf': 0.01}, 'note': {'type': ['string', 'null'], 'maxLength': 200},
    },
}
ORDER = {
    '$schema': 'https://json-schema.org/draft/2020-12/schema', 'type': 'object', 'required': ['id', 'customer', 'lines'],
    'properties': {
        'id': {'type': 'string', 'pattern': '^ORD-[0-9]+$'}, 'customer': {'$ref': '#/$defs/party'},
        'deliverTo': {'anyOf': [{'type': 'null'}, {'$ref': '#/$defs/party'}]},
        'lines': {'type': 'array', 'minItems': 1, 'items': LINE},
        'payment': {'oneOf': [
            {'properties': {'type': {'const': 'card'}, 'last4': {'pattern': '^\\d{4}$'}}, 'required': ['last4']},
            {'properties': {'type': {'const': 'invoice'}, 'days': {'type': 'integer'}}, 'required': ['days']}]},
    },
    'unevaluatedProperties': False,
    '$defs': {'party': {'type': 'object', 'required': ['name'], 'properties': {
        'name': {'type': 'string', 'minLength': 1}, 'city': {'type': 'string'}, 'email': {'type': 'string', 'minLength': 3}}}},
}
CASES = [
    ('record', RECORD, {'id': 7, 'name': 'Sunrise Care Home', 'active': True, 'kind': 'organisation', 'score': 12.5}),
    ('order-100', ORDER, {
        'id': 'ORD-100200', 'customer': {'name': 'A. Smith', 'city': 'Leeds', 'email': 'a@example.org'}, 'deliverTo': None,
        'lines': [{'sku': f'AB-{1000 + i}', 'quantity': 1 + i % 7, 'price': (995 + i) / 100, 'note': None} for i in range(100)],
        'payment': {'type': 'invoice', 'days': 30}}),
    ('patterns', {'type': 'array', 'items': {'type': 'string', 'pattern': '^[a-z0-9]+(-[a-z0-9]+)*@[a-z]+\\.[a-z]{2,3}$'}},
     [f'first-last-{i}@example.org' for i in range(20)]),
]


def main():
    if sys.argv[1] == 'cases':
        for name, schema, data in CASES:
            print(json.dumps({'name': name, 'schema': schema, 'data': data}))
        return
    import jsonschema_rs
    for name, schema, data in CASES:
        check = jsonschema_rs.Draft202012Validator(schema).is_valid
        assert check(data)
        best = float('inf')
        for _ in range(7):
            count, start = 0, time.thread_time()
            while time.thread_time() - start < 0.1:
                for _ in range(100):
                    check(data)
                count += 100
            best = min(best, (time.thread_time() - start) / count)
        print(name, round(best * 1e9, 1))


main()
