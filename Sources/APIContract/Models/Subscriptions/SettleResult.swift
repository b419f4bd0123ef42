package import Values

/// What came of one receipt.
package struct SettleResult: WireType, Hashable {
    package var receipt: String
    package var settled: Bool
    package var problem: String?
    package var leasedUntil: Instant?

    package init(
        receipt: String, settled: Bool, problem: String? = nil, leasedUntil: Instant? = nil
    ) {
        self.receipt = receipt
        self.settled = settled
        self.problem = problem
        self.leasedUntil = leasedUntil
    }

    package static let about = About(
        "What came of one receipt.",
        [
            "receipt": "The receipt.",
            "settled": "Whether that is on disk.",
            "problem": "Why not.",
            "leasedUntil": "With extend: until when.",
        ])
}
