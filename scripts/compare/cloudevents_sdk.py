"""CloudEvents by the cloudevents library, in both directions.

cloudevents_sdk.py make SEED COUNT  makes events at random, and writes each in both modes over HTTP, over AMQP and over Kafka
cloudevents_sdk.py read FILE        reads each line of FILE, an event in both of our modes over HTTP, and says what it finds

A line, either way, is one JSON object: {"attributes": {}, "data": base64, "headers": {}, "body": base64, "json": {}}, and of those that
are made {"amqp": {}} and {"kafka": {}}, the headers there; data of JSON is base64 of its text.
"""

import base64
import json
import random
import sys
import urllib.parse
from datetime import datetime, timedelta, timezone

from cloudevents.core.bindings import amqp, http, kafka
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

FORMAT = JSONFormat()
TEXTS = ['a', 'é', '\U0001f600', ' ', '%', '%41', '"', '\\', 'Z', '~', '/', '+', ';', '\u00a0', 'ß']


def shown(event):
    attributes = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in event.get_attributes().items()
        if value is not None
    }
    data = event.get_data()
    if data is not None and not isinstance(data, (bytes, str)) or is_json(attributes) and data is not None:
        data = json.dumps(data)
    if isinstance(data, str):
        data = data.encode()
    return {'attributes': attributes, 'data': None if data is None else base64.b64encode(data).decode()}


def is_json(attributes):
    name = attributes.get('datacontenttype', 'application/json').split(';')[0]
    return name.endswith('/json') or name.endswith('+json')


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def text(self):
        return ''.join(self.random.choice(TEXTS) for _ in range(self.random.randrange(1, 6)))

    def uri(self, before):
        # The library takes any text.
        return before + urllib.parse.quote(self.text(), safe='/;~')

    def value(self, depth=2):
        kind = self.random.randrange(7 if depth else 5)
        if kind == 5:
            return [self.value(depth - 1) for _ in range(self.random.randrange(3))]
        if kind == 6:
            return {self.text(): self.value(depth - 1) for _ in range(self.random.randrange(3))}
        return [None, True, self.random.randrange(-5, 5), 1.5, self.text()][kind]

    def event(self):
        attributes = {'id': self.text(), 'source': self.uri(''), 'type': self.text(), 'specversion': '1.0'}
        if self.random.random() < .5:
            attributes['subject'] = self.text()
        # Without one the library takes the time it is.
        zone = timezone(timedelta(minutes=self.random.choice([0, 0, 90, -480])))
        attributes['time'] = datetime(2026, 10, 1, 9, 30, 15, self.random.choice([0, 0, 250000, 123456]), zone)
        if self.random.random() < .3:
            attributes['dataschema'] = self.uri('https://example.org/')
        for name in ['a', 'b2', '0']:
            if self.random.random() < .4:
                attributes[name] = self.random.choice([self.text(), '', '7', 'true'])
        kind = self.random.randrange(3)
        if kind == 0:
            attributes['datacontenttype'] = self.random.choice(['application/octet-stream', 'image/png'])
            return CloudEvent(attributes, bytes(self.random.randrange(256) for _ in range(self.random.randrange(1, 9))))
        if kind == 1:
            attributes['datacontenttype'] = 'text/plain; charset=utf-8'
            return CloudEvent(attributes, self.text())
        attributes['datacontenttype'] = self.random.choice(['application/json', 'application/vnd.x+json; v=1'])
        # In binary mode the library writes any other JSON as Python shows it.
        return CloudEvent(attributes, {'value': self.value()})

    def line(self):
        event = self.event()
        message = http.to_binary(event, FORMAT)
        binary = {'headers': message.headers, 'body': base64.b64encode(message.body).decode()}
        # Bytes there are what a broker's client would hand on as text.
        over_kafka = {
            name: value.decode() if isinstance(value, bytes) else str(value)
            for name, value in kafka.to_binary(event, FORMAT).headers.items()
        }
        over_amqp = amqp.to_binary(event, FORMAT)
        properties = {**over_amqp.properties, **over_amqp.application_properties}
        # Of a type of its own there, which is not what is compared.
        properties['cloudEvents_time'] = event.get_attributes()['time'].isoformat()
        structured = json.loads(http.to_structured(event, FORMAT).body)
        return {**shown(event), **binary, 'json': structured, 'kafka': over_kafka, 'amqp': properties}


def read(line):
    given = json.loads(line)
    binary = http.from_binary(http.HTTPMessage(given['headers'], base64.b64decode(given['body'])), FORMAT)
    content = json.dumps(given['json']).encode()
    structured = http.from_structured(http.HTTPMessage({'content-type': 'application/cloudevents+json'}, content), FORMAT)
    return {'binary': shown(binary), 'structured': shown(structured)}


if sys.argv[1] == 'make':
    maker = Maker(int(sys.argv[2]))
    for _ in range(int(sys.argv[3])):
        print(json.dumps(maker.line()))
else:
    with open(sys.argv[2], encoding='utf-8') as lines:
        for line in lines:
            print(json.dumps(read(line)))
