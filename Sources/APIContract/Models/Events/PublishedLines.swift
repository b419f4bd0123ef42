/// What was published of the lines of a request; all of it is durable.
package struct PublishedLines: WireType, Hashable {
    package var lines: Int
    package var published: Int
    package var duplicates: Int
    package var results: [PublishResult]?

    package init(
        lines: Int, published: Int, duplicates: Int, results: [PublishResult]? = nil
    ) {
        self.lines = lines
        self.published = published
        self.duplicates = duplicates
        self.results = results
    }

    package static let about = About(
        "What was published of the lines of a request; all of it is durable.",
        [
            "lines": "Lines that were taken, empty ones included: those from the first on.",
            "published": "Events published.",
            "duplicates": "Of those lines, events that were here already.",
            "results": "One for each event in the order of the lines, while they are at most 1000.",
        ])
}
