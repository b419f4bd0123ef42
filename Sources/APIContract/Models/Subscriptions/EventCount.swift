/// How many events there are.
package struct EventCount: WireType, Hashable {
    package var count: Int
    package var isExact: Bool

    package init(
        count: Int, isExact: Bool
    ) {
        self.count = count
        self.isExact = isExact
    }

    package static let about = About(
        "How many events there are.",
        [
            "count": "As many as were counted.",
            "isExact": "Whether all were; otherwise there are more.",
        ])
}
