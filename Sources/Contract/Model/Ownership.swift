package import Values

/// Who defines, builds and looks after the integration point.
package struct Ownership: Sendable, Equatable {
    package var domain: String
    package var maintainers: [String]
    package var approvers: [String]
    package var reviewBy: CivilDate
    package var contact: String?

    static let spec = Spec<Ownership>.object(
        "ownership", "Who defines, builds and looks after the integration point.",
        Key("domain", .text(.domain), "The domain in charge; the point is documented and kept there."),
        Key(
            "maintainers", .list(of: .text(.identifier), atLeast: 1), "Teams that build and run it.",
            example: "[care-integration]"),
        Key(
            "approvers", .list(of: .text(.identifier), atLeast: 1), "Teams of whom one must approve a change.",
            example: "[care-integration]"),
        Key("reviewBy", .date, "By when its owners look at it again; the linter reminds them."),
        Key(optional: "contact", .text(.sentence), "How to reach the maintainers when it fails."),
        make: Ownership.init)
}
