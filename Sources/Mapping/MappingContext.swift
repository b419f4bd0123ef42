package import Values

/// What a mapping may use beside the message, injected so that the same message always maps to the same result.
package struct MappingContext: Sendable {
    /// The time that `$now` stands for.
    package var now: Instant
    /// Tables by name, beside those that the definition holds itself; the definition's own win.
    package var lookups: [String: Lookup]
    /// Makes a new identifier for `$uuid`. Prefer `uuid5`, which gives the same message the same identifiers again.
    package var identifier: @Sendable () -> String

    package init(
        now: Instant, lookups: [String: Lookup] = [:],
        identifier: @escaping @Sendable () -> String = { "00000000-0000-7000-8000-000000000000" }
    ) {
        self.now = now
        self.lookups = lookups
        self.identifier = identifier
    }
}
