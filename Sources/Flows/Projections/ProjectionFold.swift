package import Events
package import Values

/// A recipe made ready: decides what one event does to one state. Knows neither store nor time.
package struct ProjectionFold: Sendable {
    package enum Outcome: Sendable, Equatable {
        case unchanged
        case state(Value)
        case removed
    }

    package let recipe: ProjectionRecipe
    private let filter: SubscriptionFilter
    private let key: ViewExpression
    private let fold: ViewExpression
    private let deleteWhen: ViewExpression?

    /// Longest key in UTF-8.
    package static let keyBytesMost = 512

    /// Throws `filterInvalid` or `flow.pointUnusable`.
    package init(_ recipe: ProjectionRecipe, compilers: [String: SubscriptionFilter.Compiler]) throws {
        self.recipe = recipe
        filter = try SubscriptionFilter(.array(recipe.from), compilers: compilers)
        key = try ViewExpression("key", recipe.key)
        fold = try ViewExpression("fold", recipe.fold)
        deleteWhen = try recipe.deleteWhen.map { try ViewExpression("deleteWhen", $0, isCondition: true) }
    }

    func passes(_ stored: StoredEvent) -> Bool { filter.passes(stored.event) }

    /// Nil when the event concerns no key. Throws `mapping.failed`.
    func key(of event: Value, at now: Instant) throws -> String? {
        try ViewKey.text(key.value(of: ["event": event], at: now))
    }

    /// Throws `mapping.failed`.
    func outcome(_ event: Value, on state: Value?, at now: Instant) throws -> Outcome {
        let before = state ?? recipe.initial
        let after = try fold.value(of: ["state": before, "event": event], at: now)
        if let deleteWhen, try deleteWhen.holds(["state": after ?? before, "event": event], at: now) {
            return state == nil ? .unchanged : .removed
        }
        return after.map { .state($0) } ?? .unchanged
    }
}

/// The key that an expression gave.
enum ViewKey {
    /// Nothing and null are no key. Throws `mapping.failed` for what cannot be one.
    static func text(_ value: Value?) throws -> String? {
        guard let value, !value.isNull else { return nil }
        guard let text = value.scalarText, !text.isEmpty, text.utf8.count <= ProjectionFold.keyBytesMost else {
            throw JunctionError(
                .mappingFailed,
                "key: it is \(value.kindName), not a text of 1 to \(ProjectionFold.keyBytesMost) bytes")
        }
        return text
    }
}
