/// The newest snapshot of a stream and the events after it.
package struct EventStreamState: WireType, Hashable {
    package var stream: String
    package var version: Int64
    package var snapshot: StreamSnapshot?
    package var events: [IntegrationEvent]
    package var isEnd: Bool

    package init(
        stream: String, version: Int64, snapshot: StreamSnapshot? = nil, events: [IntegrationEvent], isEnd: Bool
    ) {
        self.stream = stream
        self.version = version
        self.snapshot = snapshot
        self.events = events
        self.isEnd = isEnd
    }

    package static let about = About(
        "The newest snapshot of a stream and the events after it.",
        [
            "stream": "Its name.",
            "version": "Place of its newest event.",
            "snapshot": "What was last saved.",
            "events": "Those after the snapshot, or from the first that is kept, in the order of the stream.",
            "isEnd": "Whether that is all there is now; otherwise read the stream on after the last sequence.",
        ])
}
