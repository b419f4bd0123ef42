import Values

/// Where a subscription gives its events to, and how.
package struct SubscriptionTarget: WireType, Hashable {
    package var type: SubscriptionKind
    package var url: String?
    package var headers: [String: String]?
    package var format: EventForm?
    package var allowedNetworks: [String]?
    package var integrationId: String?
    package var deliveriesMost: Int?
    package var leasesMost: Int?
    package var queue: String?
    package var exchange: String?
    package var routingKey: String?
    package var mandatory: Bool?
    package var user: String?
    package var passwordSecret: String?
    package var certificateSecret: String?
    package var keySecret: String?
    package var authoritySecret: String?
    package var authorityFile: String?

    package init(
        type: SubscriptionKind, url: String? = nil, headers: [String: String]? = nil, format: EventForm? = nil,
        allowedNetworks: [String]? = nil, integrationId: String? = nil, deliveriesMost: Int? = nil,
        leasesMost: Int? = nil, queue: String? = nil, exchange: String? = nil, routingKey: String? = nil,
        mandatory: Bool? = nil, user: String? = nil, passwordSecret: String? = nil, certificateSecret: String? = nil,
        keySecret: String? = nil, authoritySecret: String? = nil, authorityFile: String? = nil
    ) {
        self.type = type
        self.url = url
        self.headers = headers
        self.format = format
        self.allowedNetworks = allowedNetworks
        self.integrationId = integrationId
        self.deliveriesMost = deliveriesMost
        self.leasesMost = leasesMost
        self.queue = queue
        self.exchange = exchange
        self.routingKey = routingKey
        self.mandatory = mandatory
        self.user = user
        self.passwordSecret = passwordSecret
        self.certificateSecret = certificateSecret
        self.keySecret = keySecret
        self.authoritySecret = authoritySecret
        self.authorityFile = authorityFile
    }

    package static let about = About(
        "Where a subscription gives its events to, and how.",
        [
            "type": "What kind of place.",
            "url": FieldNote(
                "Of a webhook: where events are posted. Of RabbitMQ: the broker and its virtual host, amqp or amqps.",
                example: "https://shop.example.org/hooks", lengthMost: 2048),
            "headers": "Of a webhook: sent with every delivery.",
            "format": "Of a webhook or RabbitMQ: what is sent; event when absent.",
            "allowedNetworks": FieldNote(
                "Of a webhook or RabbitMQ: address ranges that may be called although they are not public.",
                itemsMost: 16),
            "integrationId": FieldNote("Of a flow: the integration point that takes the payload in.", lengthMost: 128),
            "deliveriesMost": FieldNote(
                "Of a queue: how often a message is leased before it is a dead letter; 10 when absent.", least: 1,
                most: 1000),
            "leasesMost": FieldNote(
                "Of a queue: messages that consumers have at once; 100 when absent.", least: 1, most: 1000),
            "queue": FieldNote("Of RabbitMQ: the queue published to; instead of an exchange.", lengthMost: 255),
            "exchange": FieldNote("Of RabbitMQ: the exchange published to; instead of a queue.", lengthMost: 255),
            "routingKey": FieldNote(
                "Of RabbitMQ, with an exchange; {type} and other attributes in braces are those of the event.",
                example: "events.{type}", lengthMost: 255),
            "mandatory": "Of RabbitMQ: whether a message that reaches no queue fails; true when absent.",
            "user": FieldNote("Of RabbitMQ: the user's name.", lengthMost: 255),
            "passwordSecret": FieldNote("Of RabbitMQ: name of the secret with the password.", lengthMost: 128),
            "certificateSecret": FieldNote(
                "Of RabbitMQ over TLS, in place of user and password: name of the secret with our certificate and its chain in PEM, from which the broker takes the user (SASL EXTERNAL).",
                lengthMost: 128),
            "keySecret": FieldNote(
                "Of RabbitMQ, with certificateSecret: name of the secret with its private key in PEM.", lengthMost: 128),
            "authoritySecret": FieldNote(
                "Of RabbitMQ over TLS: name of the secret with the authorities in PEM trusted instead of the system's.",
                lengthMost: 128),
            "authorityFile": FieldNote(
                "Of RabbitMQ over TLS: a file of authorities trusted instead of the system's.", lengthMost: 1024),
        ])
}
