/// Events of one stream, in order.
package struct EventStreamPage: WireType, Hashable {
    package var stream: String
    package var version: Int64
    package var first: Int64
    package var events: [IntegrationEvent]
    package var isEnd: Bool

    package init(
        stream: String, version: Int64, first: Int64, events: [IntegrationEvent], isEnd: Bool
    ) {
        self.stream = stream
        self.version = version
        self.first = first
        self.events = events
        self.isEnd = isEnd
    }

    package static let about = About(
        "Events of one stream, in order.",
        [
            "stream": "Its name.",
            "version": "Place of its newest event.",
            "first": "Place of the oldest event that is kept.",
            "events": "In the order of the stream.",
            "isEnd": "Whether that is all there is now; otherwise read on after the last sequence.",
        ])
}
