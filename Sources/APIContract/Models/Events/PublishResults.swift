/// Proof that several events are durable here.
package struct PublishResults: WireType, Hashable {
    package var results: [PublishResult]

    package init(
        results: [PublishResult]
    ) {
        self.results = results
    }

    package static let about = About(
        "Proof that several events are durable here.",
        [
            "results": "One for each event, in the order sent."
        ])
}
