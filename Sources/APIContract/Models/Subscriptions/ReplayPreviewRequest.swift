/// A replay to look at before it is started: what it would send, page by page.
package struct ReplayPreviewRequest: WireType, Hashable {
    package var subscriptionId: String
    package var select: ReplaySelection
    package var perSecond: Int?
    package var limit: Int?
    package var cursor: String?

    package init(
        subscriptionId: String, select: ReplaySelection, perSecond: Int? = nil, limit: Int? = nil,
        cursor: String? = nil
    ) {
        self.subscriptionId = subscriptionId
        self.select = select
        self.perSecond = perSecond
        self.limit = limit
        self.cursor = cursor
    }

    package static let limitDefault = 20
    package static let limitMost = 100

    package static let about = About(
        "A replay to look at before it is started: what it would send, page by page.",
        [
            "subscriptionId": FieldNote("Who would get them.", lengthMost: 128),
            "select": "Which events.",
            "perSecond": FieldNote(
                "Not looked at; taken so that a replay can be sent here as it is.", least: 1, most: 10_000),
            "limit": FieldNote(
                "At most so many events; \(limitDefault) when absent.", least: 1, most: limitMost),
            "cursor": FieldNote("The nextCursor of the page before.", lengthMost: 2048),
        ])
}
