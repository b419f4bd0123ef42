package import Values

/// What an evaluation may use and how much: everything that is not the expression, its input and its bindings.
package struct JSONataEnvironment: Sendable {
    /// What `$now()` and `$millis()` tell, during the whole evaluation; nil takes it from the clock when that begins.
    package var now: Instant?
    /// Measures the time that an evaluation takes, for its limit.
    package var clock: @Sendable () -> Instant
    /// When everything must be done, where several expressions share one time limit; else each has its timeout.
    package var deadline: Instant?
    /// Decides every `$random()` and `$shuffle()`.
    package var seed: UInt64
    package var limits: JSONataLimits
    /// Functions beside the built-in ones, which they hide where names meet.
    package var functions: [String: NativeFunction]
    /// Tables for `$lookupTable`, by name.
    package var lookups: [String: Lookup]

    /// With a clock that runs.
    package init(
        clock: @escaping @Sendable () -> Instant, now: Instant? = nil, seed: UInt64 = 0,
        limits: JSONataLimits = JSONataLimits(), functions: [NativeFunction] = [], lookups: [String: Lookup] = [:]
    ) {
        self.now = now
        self.clock = clock
        self.seed = seed
        self.limits = limits
        self.functions = Dictionary(functions.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        self.lookups = lookups
    }

    /// With a clock that stands still: what takes too long is stopped by `stepsMost`, not by the timeout.
    package init(
        now: Instant, seed: UInt64 = 0, limits: JSONataLimits = JSONataLimits(), functions: [NativeFunction] = [],
        lookups: [String: Lookup] = [:]
    ) {
        self.init(clock: { now }, seed: seed, limits: limits, functions: functions, lookups: lookups)
    }
}

/// Bounds of one evaluation. Going beyond any of them ends it with error `U1001` (`D2015` for the length of a sequence).
package struct JSONataLimits: Sendable, Hashable {
    /// By the environment's clock.
    package var timeout: Duration
    /// Parts of the expression evaluated in all, some twenty nanoseconds each.
    package var stepsMost: Int
    /// Expressions within expressions, calls included; calls in tail position do not add to it.
    package var depthMost: Int
    /// Stack that evaluation may use, and never more than half of what the system gives a thread.
    package var stackBytesMost: Int
    /// Items of one sequence or array.
    package var sequenceMost: Int
    /// Steps of all the regexes together, some five nanoseconds each.
    package var patternStepsMost = 20_000_000
    /// Bytes of all the texts and arrays made during the evaluation, whether still in use or not.
    package var bytesMost: Int

    package init(
        timeout: Duration = .seconds(5), stepsMost: Int = 200_000_000, depthMost: Int = 20_000,
        stackBytesMost: Int = 4 << 20,
        sequenceMost: Int = 10_000_000, bytesMost: Int = 1 << 30
    ) {
        self.timeout = timeout
        self.stepsMost = stepsMost
        self.depthMost = depthMost
        self.stackBytesMost = stackBytesMost
        self.sequenceMost = sequenceMost
        self.bytesMost = bytesMost
    }
}
