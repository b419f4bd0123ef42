package import Values

/// One thing that a check or a mapping noticed about a message.
///
/// A finding may be shown to anyone and logged: `message` names fields, rules and limits and never quotes the payload.
package struct Finding: Sendable, Hashable, CustomStringConvertible {
    package enum Severity: String, Sendable, Comparable {
        case information, warning, error

        package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .information: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    package var severity: Severity
    /// What kind of thing it is, stable for programs: `hl7.requiredField`, `schema.pattern`, `mapping.skipped`.
    package var code: String
    /// A sentence without its full stop, such as `PID-3 patient identifier is required`.
    package var message: String
    /// Where in the message (`path`), and where in which file, when that is known.
    package var place: Place

    package init(_ severity: Severity, _ code: String, _ message: String, place: Place = Place()) {
        self.severity = severity
        self.code = code
        self.message = message
        self.place = place
    }

    /// An error at `path`, the common case.
    package static func error(_ code: String, _ message: String, at path: String) -> Finding {
        Finding(.error, code, message, place: Place(path: path))
    }

    /// `error PID-3: PID-3 patient identifier is required (hl7.requiredField)`
    package var description: String {
        let located = place.description
        return "\(severity.rawValue) \(located.isEmpty ? "" : located + ": ")\(message) (\(code))"
    }
}

extension Sequence<Finding> {
    /// Whether any of them is an error: the message must not go on.
    package var hasErrors: Bool { contains { $0.severity == .error } }
}
