package import Values

/// What a mapping may use beside the message, injected so that the same message always maps to the same result.
package struct MappingContext: Sendable {
    /// The time that `$now` stands for.
    package var now: Instant
    /// Tables by name, beside those that the definition holds itself; the definition's own win.
    package var lookups: [String: Lookup]
    /// Makes a new identifier for `$uuid`. Prefer `uuid5`, which gives the same message the same identifiers again.
    package var identifier: @Sendable () -> String
    /// Measures how long expressions take. The default stands still: then only their steps are bounded.
    package var clock: @Sendable () -> Instant
    /// Bounds of each expression; all expressions of one message share one timeout.
    package var limits = JSONataLimits()
    /// Decides `$random` and `$shuffle`.
    package var seed: UInt64 = 0
    /// Whether somebody asks where each part of the message went. Off, expressions need not take down what they read.
    package var accounts = true

    package init(
        now: Instant, lookups: [String: Lookup] = [:],
        identifier: @escaping @Sendable () -> String = { "00000000-0000-7000-8000-000000000000" },
        clock: (@Sendable () -> Instant)? = nil
    ) {
        self.now = now
        self.lookups = lookups
        self.identifier = identifier
        self.clock = clock ?? { now }
    }

    /// What the expressions of one message share.
    func environment(_ lookups: [String: Lookup]) -> JSONataEnvironment {
        var environment = JSONataEnvironment(clock: clock, now: now, seed: seed, limits: limits, lookups: lookups)
        environment.deadline = clock() + limits.timeout
        return environment
    }
}
