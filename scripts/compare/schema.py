"""Makes JSON Schemas at random with data that nearly fits, and says what jsonschema-rs makes of each pair.

Prints one JSON object a line: {"schema", "data", "valid"}. Pairs on which the Python library jsonschema differs are left out:
where two judges disagree, neither is one. Usage: schema.py SEED COUNT, with the Python of .build/venv.
"""

import json
import random
import sys

import jsonschema_rs
from jsonschema import Draft202012Validator
from jsonschema.exceptions import _WrappedReferencingError

NAMES = ['a', 'b', 'c', 'ab', 'x/y', 'ü']
TEXTS = ['', 'a', 'ab', 'abc', 'b1', 'é', '😀', '2026-11-21', 'A1']
NUMBERS = [0, 1, -1, 2, 3, 10, 0.5, 1.5, 1.0, 100, -0.25, 7.25, 12345678901234567890, 1e3]
PATTERNS = ['^a', 'b$', '[0-9]', '^.$', 'a|b', '^(a|ab)(c)?$', '\\d', '^\\w*$', '.{2}', '[^a]']


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.anchors = []

    def data(self, depth=0):
        r = self.random
        kind = r.randint(0, 7 if depth < 3 else 4)
        if kind == 0:
            return None
        if kind == 1:
            return r.random() < 0.5
        if kind <= 3:
            return r.choice(NUMBERS)
        if kind == 4:
            return r.choice(TEXTS)
        if kind == 5:
            return [self.data(depth + 1) for _ in range(r.randint(0, 4))]
        return {r.choice(NAMES): self.data(depth + 1) for _ in range(r.randint(0, 4))}

    def many(self, depth, most=3):
        return [self.schema(depth) for _ in range(self.random.randint(1, most))]

    def schema(self, depth=0):
        r = self.random
        if depth > 3 or r.random() < 0.12:
            return r.choice([True, True, False, {}, {'type': 'string'}, {'type': 'integer'}, {'type': ['object', 'array']}])
        result = {}
        for _ in range(r.randint(1, 4)):
            result.update(self.keyword(depth + 1))
        if r.random() < 0.06 and 'name%d' % len(self.anchors) not in self.anchors:
            name = 'name%d' % len(self.anchors)
            self.anchors.append(name)
            result[r.choice(['$anchor', '$dynamicAnchor'])] = name
        return result

    def keyword(self, depth):
        r = self.random
        pick = r.choice(['type', 'const', 'enum', 'number', 'length', 'pattern', 'properties', 'patternProperties',
                         'additionalProperties', 'propertyNames', 'required', 'dependent', 'items', 'prefixItems', 'contains',
                         'unique', 'counts', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'unevaluatedProperties',
                         'unevaluatedItems', 'unevaluatedProperties', 'unevaluatedItems', 'ref', 'ref', 'dependentSchemas'])
        if pick == 'type':
            kinds = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object']
            return {'type': r.choice(kinds) if r.random() < 0.5 else r.sample(kinds, 3)}
        if pick == 'const':
            return {'const': self.data(2)}
        if pick == 'enum':
            return {'enum': [self.data(2) for _ in range(r.randint(1, 14))]}
        if pick == 'number':
            return {r.choice(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']): r.choice(NUMBERS)}
        if pick == 'length':
            return {r.choice(['minLength', 'maxLength']): r.randint(0, 3)}
        if pick == 'pattern':
            return {'pattern': r.choice(PATTERNS)}
        if pick == 'properties':
            return {'properties': {r.choice(NAMES): self.schema(depth) for _ in range(r.randint(1, 3))}}
        if pick == 'patternProperties':
            return {'patternProperties': {r.choice(PATTERNS): self.schema(depth) for _ in range(r.randint(1, 2))}}
        if pick in ('additionalProperties', 'propertyNames', 'items', 'not', 'unevaluatedProperties', 'unevaluatedItems'):
            return {pick: False if r.random() < 0.4 and pick != 'not' else self.schema(depth)}
        if pick == 'required':
            return {'required': r.sample(NAMES, r.randint(0, 2))}
        if pick == 'dependent':
            return {'dependentRequired': {r.choice(NAMES): r.sample(NAMES, r.randint(0, 2))}}
        if pick == 'dependentSchemas':
            return {'dependentSchemas': {r.choice(NAMES): self.schema(depth)}}
        if pick == 'contains':
            result = {'contains': self.schema(depth)}
            if r.random() < 0.5:
                result['minContains'] = r.randint(0, 2)
            if r.random() < 0.5:
                result['maxContains'] = r.randint(0, 3)
            return result
        if pick == 'unique':
            return {'uniqueItems': True}
        if pick == 'counts':
            return {r.choice(['minItems', 'maxItems', 'minProperties', 'maxProperties']): r.randint(0, 3)}
        if pick in ('prefixItems', 'allOf', 'anyOf', 'oneOf'):
            return {pick: self.many(depth)}
        if pick == 'if':
            result = {'if': self.schema(depth)}
            if r.random() < 0.8:
                result['then'] = self.schema(depth)
            if r.random() < 0.8:
                result['else'] = self.schema(depth)
            return result
        target = r.choice(['#/$defs/p', '#/$defs/q', 'https://x.test/other', 'https://x.test/other#/$defs/p', '#node'])
        return {r.choice(['$ref', '$ref', '$dynamicRef']): target}

    def document(self):
        """References go to schemas that have none themselves, or down into the data, so that every check ends."""
        whole = self.schema()
        if whole is True or whole is False:
            whole = {'allOf': [whole]}
        leaf = lambda: {k: v for k, v in Maker(self.random.random()).plain().items()}
        whole['$id'] = 'https://x.test/root'
        whole['$defs'] = {
            'p': leaf(), 'q': {'properties': {'a': {'$ref': '#'}}, **leaf()}, 'node': {'$dynamicAnchor': 'node', **leaf()},
            'other': {'$id': 'other', '$defs': {'p': leaf(), 'q': leaf(), 'node': {'$dynamicAnchor': 'node', **leaf()}},
                      'properties': {'b': {'$dynamicRef': '#node'}}},
        }
        return whole

    def plain(self):
        result = {}
        for _ in range(2):
            for key, value in self.keyword(4).items():
                if not key.startswith('$'):
                    result[key] = value
        return result


def main():
    made = 0
    index = 0
    while made < int(sys.argv[2]):
        index += 1
        maker = Maker(f'{sys.argv[1]}-{index}')
        schema = maker.document()
        try:
            judge = jsonschema_rs.Draft202012Validator(schema)
            second = Draft202012Validator(schema)
        except (ValueError, jsonschema_rs.ReferencingError):
            continue
        for _ in range(4):
            data = maker.data()
            try:
                valid = judge.is_valid(data)
                if valid != second.is_valid(data):
                    continue
            except (RecursionError, _WrappedReferencingError):
                continue
            print(json.dumps({'schema': schema, 'data': data, 'valid': valid}, ensure_ascii=False))
            made += 1


main()
