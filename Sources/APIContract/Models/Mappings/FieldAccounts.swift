/// Where every field of a message went.
package struct FieldAccounts: WireType, Hashable {
    package var mapped: [String]
    package var ignored: [IgnoredField]
    package var dropped: [String]

    package init(mapped: [String], ignored: [IgnoredField], dropped: [String]) {
        self.mapped = mapped
        self.ignored = ignored
        self.dropped = dropped
    }

    package static let about = About(
        "Where every field of a message went.",
        [
            "mapped": "Paths of the fields that the mapping read.",
            "ignored": "Fields that the definition leaves aside, with its reason.",
            "dropped": "Paths of the fields that were neither read nor ignored.",
        ])
}
