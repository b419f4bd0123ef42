package import Values

/// One thing that differs between two versions of a point, and what it means to those who rely on it.
package struct Change: Sendable, Equatable {
    package enum Kind: String, Sendable { case added, removed, changed }

    /// What becomes of those on the other side who do nothing.
    package enum Impact: String, Sendable, CaseIterable {
        /// Something that worked may stop working.
        case breaking
        /// Nothing that worked stops working.
        case compatible
        /// Depends on what the names stand for; a person, or a comparison of outputs, must tell.
        case undecided
    }

    package enum Party: String, Sendable, CaseIterable {
        case senders, receivers, operators, owners
    }

    /// Such as `technicalSolution.deliver[care-record/postTransaction].retry.attempts`; entries of lists by what names them.
    package var path: String
    package var kind: Kind
    /// As written; nil for what was added, removed, or is a group.
    package var from: String?
    package var to: String?
    package var impact: Impact
    package var affects: Party
    package var reason: String
    /// In the new file, or in the old one for what was removed.
    package var place: Place

    /// `breaking for senders: dataflow.trigger.port changed from 2575 to 2576: They would connect to where nobody listens.`
    package var description: String {
        let values =
            switch (from, to) {
            case (let from?, let to?): " from \(from) to \(to)"
            case (nil, let to?): " as \(to)"
            default: ""
            }
        return "\(impact.rawValue) for \(affects.rawValue): \(path) \(kind.rawValue)\(values): \(reason)"
    }
}
