"""Makes Avro files by random schemas, and says what fastavro reads of each, as written and by another schema.

Prints one JSON object a line: {"file": base64, "reader": schema or null, "value": [records] or "error": text}; bytes are base64.
Usage: avro.py SEED COUNT
"""

import base64
import datetime
import io
import json
import random
import sys

import fastavro

PRIMITIVES = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string']
# Whole numbers to float are left out: fastavro gives them unrounded.
PROMOTIONS = {'int': ['long', 'double'], 'long': ['double'], 'float': ['double'], 'string': ['bytes'], 'bytes': ['string']}


LOGICAL = {
    'date': 'int', 'time-millis': 'int', 'time-micros': 'long', 'timestamp-millis': 'long', 'timestamp-micros': 'long',
    'local-timestamp-millis': 'long', 'local-timestamp-micros': 'long',
}


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.names = 0

    def name(self):
        self.names += 1
        return f'N{self.names}'

    def schema(self, depth=0):
        kind = self.random.randint(0, 5 if depth > 2 else 12)
        if kind <= 5:
            return self.random.choice(PRIMITIVES)
        if kind == 6:
            return {'type': 'array', 'items': self.schema(depth + 1)}
        if kind == 7:
            return {'type': 'map', 'values': self.schema(depth + 1)}
        if kind == 8:
            return {'type': 'enum', 'name': self.name(), 'symbols': ['A', 'B', 'C']}
        if kind == 9:
            return {'type': 'fixed', 'name': self.name(), 'size': self.random.randint(1, 4)}
        if kind == 10:
            return self.random.choice([['null', 'int'], ['null', 'string'], ['int', 'string', 'null'], ['null', self.record(depth + 1)]])
        if kind == 11:
            name = self.random.choice(list(LOGICAL))
            return {'type': LOGICAL[name], 'logicalType': name}
        return self.record(depth + 1)

    def record(self, depth=0):
        fields = [{'name': f'f{i}', 'type': self.schema(depth)} for i in range(self.random.randint(1, 4))]
        schema = {'type': 'record', 'name': self.name(), 'fields': fields}
        if self.random.random() < 0.2:
            schema['namespace'] = self.random.choice(['a', 'a.b', 'c'])
        return schema

    def value(self, schema):
        r = self.random
        if isinstance(schema, list):
            return self.value(r.choice(schema))
        kind = schema if isinstance(schema, str) else schema['type']
        if isinstance(schema, dict) and 'logicalType' in schema:
            return self.moment(schema['logicalType'])
        if kind == 'null':
            return None
        if kind == 'boolean':
            return r.random() < 0.5
        if kind == 'int':
            return r.choice([0, -1, 1, 63, 64, -65, 2**31 - 1, -2**31, r.randint(-10**6, 10**6)])
        if kind == 'long':
            return r.choice([0, 2**63 - 1, -2**63, r.randint(-10**15, 10**15)])
        if kind == 'float':
            return r.choice([0.0, 0.5, -1.25, 1024.0])
        if kind == 'double':
            return r.choice([0.0, 0.1, -1e300, 3.25])
        if kind == 'bytes':
            return bytes(r.choice([0, 65, 66, 127]) for _ in range(r.randint(0, 5)))
        if kind == 'string':
            return ''.join(r.choice('abé€ ') for _ in range(r.randint(0, 6)))
        if kind == 'array':
            return [self.value(schema['items']) for _ in range(r.randint(0, 3))]
        if kind == 'map':
            return {f'k{i}': self.value(schema['values']) for i in range(r.randint(0, 3))}
        if kind == 'enum':
            return r.choice(schema['symbols'])
        if kind == 'fixed':
            return bytes(r.randint(0, 255) for _ in range(schema['size']))
        return {field['name']: self.value(field['type']) for field in schema['fields']}

    def moment(self, logical):
        r = self.random
        unit = 1000 if logical.endswith('millis') else 1
        moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(
            days=r.randint(-200000, 200000), microseconds=r.randint(0, 86_399_999_999) // unit * unit)
        if logical == 'date':
            return moment.date()
        if logical.startswith('time-'):
            return moment.time()
        return moment if logical.startswith('local') else moment.replace(tzinfo=datetime.timezone.utc)

    def evolved(self, schema):
        """The schema as a later reader may have it, some changes sound and some not."""
        r = self.random
        if isinstance(schema, list):
            branches = [branch if isinstance(branch, str) else self.evolved(branch) for branch in schema]
            r.shuffle(branches)
            return branches if len({json.dumps(b) for b in branches}) == len(branches) else schema
        if isinstance(schema, str):
            if r.random() < 0.3 and schema in PROMOTIONS:
                return r.choice(PROMOTIONS[schema])
            if r.random() < 0.15 and schema != 'null':
                return ['null', schema]
            return r.choice(PRIMITIVES) if r.random() < 0.03 else schema
        schema = dict(schema)
        if 'name' in schema and r.random() < 0.1:
            schema['aliases'], schema['name'] = [schema['name']], self.name()
        if schema['type'] == 'array':
            schema['items'] = self.evolved(schema['items'])
        elif schema['type'] == 'map':
            schema['values'] = self.evolved(schema['values'])
        elif schema['type'] == 'enum' and r.random() < 0.3:
            schema['symbols'] = r.choice([['B', 'A', 'C', 'D'], ['A', 'D']])
            if r.random() < 0.5:
                schema['default'] = 'A'
        elif schema['type'] == 'record':
            fields = [dict(field, type=self.evolved(field['type'])) for field in schema['fields'] if r.random() > 0.15]
            if r.random() < 0.3:
                fields.append(r.choice([
                    {'name': 'added', 'type': 'int', 'default': 7}, {'name': 'added', 'type': ['null', 'string'], 'default': None},
                    {'name': 'added', 'type': 'double', 'default': 1.5},
                    {'name': 'added', 'type': 'string'}]))
            if fields and r.random() < 0.2:
                fields[0] = dict(fields[0], name='renamed', aliases=[fields[0]['name']])
            r.shuffle(fields)
            schema['fields'] = fields
        return schema


def plain(value, schema):
    """The value as Junction writes it; `schema` tells how many digits a moment has."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime.datetime):
        text = value.replace(tzinfo=None).isoformat(timespec=digits(schema))
        return text + 'Z' if value.tzinfo else text
    if isinstance(value, datetime.time):
        return value.isoformat(timespec=digits(schema))
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list):
        return [plain(item, part(schema, 'items')) for item in value]
    if isinstance(value, dict):
        return {key: plain(item, part(schema, key)) for key, item in value.items()}
    return value


def digits(schema):
    return 'milliseconds' if 'millis' in json.dumps(schema) else 'microseconds'


def part(schema, key):
    """The schema of an item, of a map's value or of a field; of a union, of whichever branch has one."""
    for branch in schema if isinstance(schema, list) else [schema]:
        if not isinstance(branch, dict):
            continue
        if branch['type'] == 'array':
            return branch['items']
        if branch['type'] == 'map':
            return branch['values']
        for field in branch.get('fields', []):
            if field['name'] == key:
                return field['type']
    return None


def main():
    for index in range(int(sys.argv[2])):
        maker = Maker(f'{sys.argv[1]}-{index}')
        schema = maker.record()
        records = [maker.value(schema) for _ in range(maker.random.randint(0, 3))]
        file = io.BytesIO()
        fastavro.writer(file, fastavro.parse_schema(json.loads(json.dumps(schema))), records, codec=maker.random.choice(['null', 'deflate', 'bzip2', 'xz']))
        reader = maker.evolved(schema) if index % 3 else None
        line = {'file': base64.b64encode(file.getvalue()).decode(), 'reader': reader}
        try:
            parsed = fastavro.parse_schema(json.loads(json.dumps(reader))) if reader else None
            found = list(fastavro.reader(io.BytesIO(file.getvalue()), reader_schema=parsed))
            line['value'] = [plain(record, reader or schema) for record in found]
        except Exception as error:
            line['error'] = f'{type(error).__name__}: {error}'
        print(json.dumps(line, allow_nan=False))


main()
