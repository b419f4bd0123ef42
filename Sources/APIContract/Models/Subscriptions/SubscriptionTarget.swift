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

    package init(
        type: SubscriptionKind, url: String? = nil, headers: [String: String]? = nil, format: EventForm? = nil,
        allowedNetworks: [String]? = nil, integrationId: String? = nil, deliveriesMost: Int? = nil,
        leasesMost: Int? = nil
    ) {
        self.type = type
        self.url = url
        self.headers = headers
        self.format = format
        self.allowedNetworks = allowedNetworks
        self.integrationId = integrationId
        self.deliveriesMost = deliveriesMost
        self.leasesMost = leasesMost
    }

    package static let about = About(
        "Where a subscription gives its events to, and how.",
        [
            "type": "What kind of place.",
            "url": FieldNote(
                "Of a webhook: where events are posted.", example: "https://shop.example.org/hooks", lengthMost: 2048),
            "headers": "Of a webhook: sent with every delivery.",
            "format": "Of a webhook: what is sent; event when absent.",
            "allowedNetworks": FieldNote(
                "Of a webhook: address ranges that may be called although they are not public.", itemsMost: 16),
            "integrationId": FieldNote("Of a flow: the integration point that takes the payload in.", lengthMost: 128),
            "deliveriesMost": FieldNote(
                "Of a queue: how often a message is leased before it is a dead letter; 10 when absent.", least: 1,
                most: 1000),
            "leasesMost": FieldNote(
                "Of a queue: messages that consumers have at once; 100 when absent.", least: 1, most: 1000),
        ])
}
