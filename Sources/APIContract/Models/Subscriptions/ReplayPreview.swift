/// What a replay would send. Nothing was sent.
package struct ReplayPreview: WireType, Hashable {
    package var count: Int
    package var isExact: Bool
    package var first: [IntegrationEvent]
    package var differences: [ReplayDifference]
    package var nextCursor: String?

    package init(
        count: Int, isExact: Bool, first: [IntegrationEvent], differences: [ReplayDifference] = [],
        nextCursor: String? = nil
    ) {
        self.count = count
        self.isExact = isExact
        self.first = first
        self.differences = differences
        self.nextCursor = nextCursor
    }

    package static let about = About(
        "What a replay would send. Nothing was sent.",
        [
            "count": "Events selected from this page on.",
            "isExact": "Whether all of the past was looked through; otherwise there may be more.",
            "first": "The oldest of them, one page.",
            "differences": "For each event of the page, in its order: how what would be sent differs from what was.",
            "nextCursor": "Where the next page begins; absent on the last one.",
        ])
}
