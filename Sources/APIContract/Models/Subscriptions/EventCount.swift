/// How many events there are.
package struct EventCount: WireType, Hashable {
    package var count: Int
    package var isExact: Bool
    package var looked: Int?

    package init(
        count: Int, isExact: Bool, looked: Int? = nil
    ) {
        self.count = count
        self.isExact = isExact
        self.looked = looked
    }

    package static let about = About(
        "How many events there are.",
        [
            "count": "As many as were counted, or as are estimated.",
            "isExact": "Whether all were counted; otherwise there are more, or about so many.",
            "looked": "Looked at for an estimate.",
        ])
}
