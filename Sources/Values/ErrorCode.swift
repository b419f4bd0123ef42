/// What an error is, apart from this occurrence of it. Open: a layer adds its codes in `ErrorCatalogue.swift`.
package struct ErrorCode: Sendable, Hashable, CustomStringConvertible {
    /// What the engine does about an error of this kind.
    package enum Class: String, Sendable {
        /// The same call may succeed later: wait and try again.
        case retryLater
        /// The connection is gone: connect anew, then try again.
        case reconnect
        /// It will never succeed as it stands: refuse it, or move it to the dead letters.
        case reject
        /// It should be impossible: report it.
        case bug
    }

    /// Stable for ever; never used again for another meaning.
    package let number: Int
    /// `layer.what`, such as `format.malformed`.
    package let name: String
    package let `class`: Class
    package let summary: String
    package let remedy: String

    package init(_ number: Int, _ name: String, _ class: Class, _ summary: String, remedy: String) {
        self.number = number
        self.name = name
        self.class = `class`
        self.summary = summary
        self.remedy = remedy
    }

    package var description: String { "J\(number) \(name)" }

    package static func == (left: ErrorCode, right: ErrorCode) -> Bool { left.number == right.number }
    package func hash(into hasher: inout Hasher) { hasher.combine(number) }
}
