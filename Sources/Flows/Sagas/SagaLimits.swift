import Values

/// What sagas may grow to, and what happens beyond it.
package enum SagaLimits {
    /// Steps, those of branches included, and compensations of one saga; more are refused when it is compiled.
    package static let steps = 200
    /// Instances of one saga that run at once. What would begin another is a dead letter, which can be retried later.
    package static let running = 100_000
    /// Instances of one saga that have ended and are kept to be looked at; beyond it the oldest is forgotten.
    package static let ended = 10_000
    /// How long one that has ended is kept. Until it is forgotten, its key begins no other.
    package static let keptFor = Duration.seconds(30 * 86_400)
    /// Keys of one saga for which events are kept that came before their instance, and events of one key. What would be more
    /// is a dead letter, which can be retried later.
    package static let early = 10_000
    package static let earlyOfKey = 16
    /// Definitions of one saga that are kept for instances which began with them. At most so many; then a new one is refused.
    package static let versions = 32
    /// State, events and results of one instance, about, in bytes of JSON. What would make them larger fails the instance.
    package static let instanceBytes = 256 << 10
    /// What a publish or a send may say, likewise.
    package static let bodyBytes = 256 << 10
    /// Entries of an instance's history; beyond it the oldest but the first are forgotten.
    package static let history = 200
    /// Ids of events that an instance knows again; beyond it the oldest is forgotten.
    package static let seen = 200
    /// Events that may have led to one that begins an instance; with more it is taken for a circle and is a dead letter.
    package static let causes = 16
}
