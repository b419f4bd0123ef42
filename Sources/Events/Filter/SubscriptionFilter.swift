package import Values

/// Which events a subscription wants: the filter dialects of the CloudEvents Subscriptions API (section 3.2.4), and
/// whatever else a compiler is given for.
///
/// ```json
/// [{"prefix": {"type": "resident."}}, {"not": {"exact": {"source": "test"}}}, {"sql": "EXISTS ward"}]
/// ```
package struct SubscriptionFilter: Sendable {
    /// A condition in a language that another layer knows.
    package typealias Predicate = @Sendable (Event) -> Bool
    /// Reads the text of such a condition; throws `filterInvalid`.
    package typealias Compiler = @Sendable (_ source: String) throws -> Predicate

    /// Most conditions in one filter, at any depth.
    package static let conditionsMost = 256
    package static let depthMost = 16

    indirect enum Condition: Sendable {
        case text(TextMatch, attribute: String, wanted: String)
        case all([Condition])
        case any([Condition])
        case not(Condition)
        case sql(CESQLExpression)
        case other(Predicate)
    }

    enum TextMatch: String, Sendable { case exact, prefix, suffix }

    private let condition: Condition

    /// Passes everything.
    package static let everything = SubscriptionFilter(condition: .all([]))

    private init(condition: Condition) { self.condition = condition }

    /// Reads a list of filters, all of which must pass. Throws `filterInvalid` with the place as a JSON Pointer.
    ///
    /// - Parameter compilers: By the name of their dialect, such as `jsonata`.
    package init(_ filters: Value, compilers: [String: Compiler] = [:]) throws(JunctionError) {
        var reader = SubscriptionFilterReader(compilers: compilers)
        condition = .all(try reader.list(filters, "", depth: 0))
    }

    /// Passes what one of them passes.
    package static func any(_ filters: [SubscriptionFilter]) -> SubscriptionFilter {
        SubscriptionFilter(condition: .any(filters.map(\.condition)))
    }

    package func passes(_ event: Event) -> Bool { condition.passes(event) }
}

extension SubscriptionFilter.Condition {
    /// As deep as the reader let it become.
    fileprivate func passes(_ event: Event) -> Bool {
        switch self {
        case .text(let match, let attribute, let wanted):
            event.attribute(attribute).map { match.holds($0.text, wanted) } ?? false
        case .all(let conditions): conditions.allSatisfy { $0.passes(event) }
        case .any(let conditions): conditions.contains { $0.passes(event) }
        case .not(let condition): !condition.passes(event)
        case .sql(let expression): expression.matches(event)
        case .other(let predicate): predicate(event)
        }
    }
}

extension SubscriptionFilter.TextMatch {
    /// By bytes: case and form of a character count.
    fileprivate func holds(_ text: String, _ wanted: String) -> Bool {
        switch self {
        case .exact: text.isIdenticalUTF8(to: wanted)
        case .prefix: text.utf8.starts(with: wanted.utf8)
        case .suffix: text.utf8.reversed().starts(with: wanted.utf8.reversed())
        }
    }
}
