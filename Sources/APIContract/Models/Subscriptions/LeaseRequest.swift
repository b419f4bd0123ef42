/// How many messages a consumer wants, and for how long.
package struct LeaseRequest: WireType, Hashable {
    package var most: Int?
    package var leaseSeconds: Int?
    package var waitSeconds: Int?

    package init(
        most: Int? = nil, leaseSeconds: Int? = nil, waitSeconds: Int? = nil
    ) {
        self.most = most
        self.leaseSeconds = leaseSeconds
        self.waitSeconds = waitSeconds
    }

    package static let about = About(
        "How many messages a consumer wants, and for how long.",
        [
            "most": FieldNote("Most messages; 1 when absent.", least: 1, most: 100),
            "leaseSeconds": FieldNote("How long nobody else gets them; 60 when absent.", least: 1, most: 43_200),
            "waitSeconds": FieldNote("How long to wait for the first one; 0 when absent.", least: 0, most: 20),
        ])
}
