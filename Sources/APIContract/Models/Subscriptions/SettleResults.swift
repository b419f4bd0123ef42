/// What came of each receipt.
package struct SettleResults: WireType, Hashable {
    package var results: [SettleResult]

    package init(
        results: [SettleResult]
    ) {
        self.results = results
    }

    package static let about = About(
        "What came of each receipt.",
        [
            "results": "In the order sent."
        ])
}
