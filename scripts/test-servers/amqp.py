"""What another client (pika) sees of a broker on loopback.

amqp.py PORT declare QUEUE [EXCHANGE KEY]   makes a durable queue, and a topic exchange that it is bound to
amqp.py PORT take QUEUE COUNT               takes that many messages, or what comes within a minute; a JSON line each
amqp.py PORT drain QUEUE                    takes what is there
amqp.py PORT declare-with QUEUE ARGUMENTS   makes a durable queue with those arguments, JSON
amqp.py PORT publish QUEUE BODY PROPERTIES  publishes one message; its properties are JSON, and a header {"time": …} is a time
amqp.py PORT feed QUEUE                     publishes each line of standard input, JSON with id, body and more, and answers it
amqp.py PORT count QUEUE                    says how many messages are ready
amqp.py PORT consumers QUEUE                says how many take from it
amqp.py PORT watch QUEUE                    takes messages until it is ended, and connects again when the broker was away
"""

import datetime
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


def publish(channel, queue: str, body: bytes, properties: dict) -> None:
    for name, value in properties.get("headers", {}).items():
        if isinstance(value, dict) and "time" in value:
            properties["headers"][name] = datetime.datetime.fromtimestamp(value["time"], datetime.timezone.utc)
    channel.basic_publish("", queue, body, pika.BasicProperties(delivery_mode=2, **properties), mandatory=True)


def feed(port: int, queue: str) -> None:
    """Publishes with confirms, through the broker's absences; a line is answered when the broker has it."""
    channel = None
    for text in sys.stdin:
        message = json.loads(text)
        while True:
            try:
                if channel is None:
                    channel = connect(port).channel()
                    channel.confirm_delivery()
                publish(channel, queue, message["body"].encode(), message["properties"])
                break
            except (pika.exceptions.AMQPError, OSError):
                channel = None
                time.sleep(0.2)
        print(message["properties"]["message_id"], flush=True)


def line(method, properties, body: bytes) -> str:
    return json.dumps(
        {
            "body": body.decode("latin-1"), "routingKey": method.routing_key, "exchange": method.exchange,
            "redelivered": method.redelivered, "headers": properties.headers or {},
            "contentType": properties.content_type, "messageId": properties.message_id, "type": properties.type,
            "correlationId": properties.correlation_id, "timestamp": properties.timestamp,
            "deliveryMode": properties.delivery_mode,
        },
        # A time in a header.
        default=str,
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
    elif order == "feed":
        feed(int(port), *rest)
    else:
        connection = connect(int(port))
        if order == "declare":
            declare(connection.channel(), *rest)
        elif order == "declare-with":
            connection.channel().queue_declare(rest[0], durable=True, arguments=json.loads(rest[1]))
        elif order == "publish":
            publish(connection.channel(), rest[0], rest[1].encode(), json.loads(rest[2]))
        elif order == "count":
            print(connection.channel().queue_declare(rest[0], passive=True).method.message_count)
        elif order == "consumers":
            print(connection.channel().queue_declare(rest[0], passive=True).method.consumer_count)
        elif order == "drain":
            drain(connection.channel(), *rest)
        else:
            take(connection.channel(), rest[0], int(rest[1]), 60)
        connection.close()
