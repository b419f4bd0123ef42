package import Values

/// Remembers the answers to requests that carried an `Idempotency-Key`.
///
/// Between `begin` answering `.proceed` and `finish` or `abandon`, the same key is `.busy`. An answer is kept at least as long
/// as the store promises, and no longer than it must.
package protocol IdempotencyStore: Sendable {
    /// `fingerprint` stands for the request: another one with the same key is a conflict.
    func begin(_ key: IdempotencyKey, fingerprint: [UInt8], at now: Instant) async throws -> IdempotencyDecision
    /// The request is done; this answer is given to whoever repeats it.
    func finish(_ key: IdempotencyKey, _ answer: StoredAnswer, at now: Instant) async throws
    /// The request came to nothing that should be repeated: the key is free again.
    func abandon(_ key: IdempotencyKey) async
}

/// What to do about a request that came with an `Idempotency-Key`.
package enum IdempotencyDecision: Sendable, Hashable {
    /// The key is new: do the work.
    case proceed
    /// The work is done; answer with this.
    case replay(StoredAnswer)
    /// The key was used for another request.
    case conflict
    /// The first request with this key goes on.
    case busy
}

/// An answer as it was sent.
package struct StoredAnswer: Sendable, Hashable {
    package var status: Int
    package var mediaType: String?
    package var location: String?
    package var body: [UInt8]
    /// It must not be written to a disk.
    package var isSecret: Bool

    package init(status: Int, mediaType: String?, location: String?, body: [UInt8], isSecret: Bool = false) {
        self.status = status
        self.mediaType = mediaType
        self.location = location
        self.body = body
        self.isSecret = isSecret
    }
}
