"""What another client (pika) sees of a broker on loopback.

amqp.py PORT declare QUEUE [EXCHANGE KEY]   makes a durable queue, and a topic exchange that it is bound to
amqp.py PORT take QUEUE COUNT               takes that many messages, or what comes within a minute; a JSON line each
amqp.py PORT drain QUEUE                    takes what is there
amqp.py PORT watch QUEUE                    takes messages until it is ended, and connects again when the broker was away
"""

import json
import sys
import time

import pika


def connect(port: int):
    credentials = pika.PlainCredentials("guest", "guest")
    return pika.BlockingConnection(pika.ConnectionParameters("127.0.0.1", port, credentials=credentials))


def declare(channel, queue: str, exchange: str = "", key: str = "#") -> None:
    channel.queue_declare(queue, durable=True)
    if exchange:
        channel.exchange_declare(exchange, "topic", durable=True)
        channel.queue_bind(queue, exchange, key)


def line(method, properties, body: bytes) -> str:
    return json.dumps(
        {
            "body": body.decode("latin-1"), "routingKey": method.routing_key, "exchange": method.exchange,
            "redelivered": method.redelivered, "headers": properties.headers or {},
            "contentType": properties.content_type, "messageId": properties.message_id, "type": properties.type,
            "correlationId": properties.correlation_id, "timestamp": properties.timestamp,
            "deliveryMode": properties.delivery_mode,
        }
    )


def take(channel, queue: str, most: int, patience: float) -> None:
    taken = 0
    for method, properties, body in channel.consume(queue, inactivity_timeout=patience):
        if method is None:
            return
        print(line(method, properties, body), flush=True)
        channel.basic_ack(method.delivery_tag)
        taken += 1
        if taken == most:
            return


def drain(channel, queue: str) -> None:
    while True:
        method, properties, body = channel.basic_get(queue, auto_ack=True)
        if method is None:
            return
        print(json.dumps({"messageId": properties.message_id, "body": body.decode("latin-1")}))


def watch(port: int, queue: str) -> None:
    while True:
        try:
            take(connect(port).channel(), queue, 0, None)
        except (pika.exceptions.AMQPError, OSError):
            time.sleep(0.2)


if __name__ == "__main__":
    port, order, *rest = sys.argv[1:]
    if order == "watch":
        watch(int(port), *rest)
    else:
        connection = connect(int(port))
        if order == "declare":
            declare(connection.channel(), *rest)
        elif order == "drain":
            drain(connection.channel(), *rest)
        else:
            take(connection.channel(), rest[0], int(rest[1]), 60)
        connection.close()
