import Values

/// The answer under one of the eleven headings: what holds, or why the heading does not apply.
package enum Heading<Part: Sendable>: Sendable {
    case stated(Part)
    case notApplicable(reason: String)

    /// Nil when the heading does not apply.
    package var part: Part? { if case .stated(let part) = self { part } else { nil } }

    package var reasonNotApplicable: String? { if case .notApplicable(let reason) = self { reason } else { nil } }
}

extension Heading: Equatable where Part: Equatable {}

/// The names of the eleven headings, in the order of the template.
package enum HeadingName {
    package static let all = [
        "boundedContext", "ownership", "dataflow", "technicalSolution", "communication", "configuration",
        "expectedBehavior", "versioning", "sampleData", "monitoring", "testing",
    ]
}

extension Spec {
    /// What stands under a heading: the part, or `notApplicable: <reason>`.
    static func heading<Part>(_ part: Spec<Part>) -> Spec where Value == Heading<Part> {
        let absent = Spec.object(
            "notApplicable", "Says that a heading does not apply, and why.",
            Key("notApplicable", .text(.sentence), "Why the heading does not apply to this integration point."),
            make: { Heading.notApplicable(reason: $0) })
        return Spec(.either([part.shape, absent.shape])) { node, problems in
            node["notApplicable"] == nil
                ? part.read(node, &problems).map(Heading.stated) : absent.read(node, &problems)
        }
    }
}
