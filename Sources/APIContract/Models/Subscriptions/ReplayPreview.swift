/// What a replay would send. Nothing was sent.
package struct ReplayPreview: WireType, Hashable {
    package var count: Int
    package var isExact: Bool
    package var first: [IntegrationEvent]

    package init(
        count: Int, isExact: Bool, first: [IntegrationEvent]
    ) {
        self.count = count
        self.isExact = isExact
        self.first = first
    }

    package static let about = About(
        "What a replay would send. Nothing was sent.",
        [
            "count": "Events selected.",
            "isExact": "Whether all of the past was looked through; otherwise there may be more.",
            "first": "The oldest of them.",
        ])
}
