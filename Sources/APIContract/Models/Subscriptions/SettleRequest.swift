/// Which leased messages, and what about them.
package struct SettleRequest: WireType, Hashable {
    package var receipts: [String]
    package var delaySeconds: Int?
    package var leaseSeconds: Int?
    package var reason: String?

    package init(
        receipts: [String], delaySeconds: Int? = nil, leaseSeconds: Int? = nil, reason: String? = nil
    ) {
        self.receipts = receipts
        self.delaySeconds = delaySeconds
        self.leaseSeconds = leaseSeconds
        self.reason = reason
    }

    package static let about = About(
        "Which leased messages, and what about them.",
        [
            "receipts": FieldNote("As the lease gave them.", itemsMost: 100),
            "delaySeconds": FieldNote("With nack: how long nobody gets them; 0 when absent.", least: 0, most: 43_200),
            "leaseSeconds": FieldNote("With extend: from now; 60 when absent.", least: 1, most: 43_200),
            "reason": FieldNote("With deadletter: why, in a sentence.", lengthMost: 500),
        ])
}
