import API
import Events
import Formats
import SecurityCore
import Values

/// Who did what through the API: an event for each change, in a stream that is pruned only by a rule of its own.
struct AuditTrail: Sendable {
    let log: EventLog
    let time: TimeSource

    /// - Parameters:
    ///   - change: What was done to what: `subscription.paused`.
    ///   - about: What it was done to, by kind and id, and why; never a secret.
    ///   - payload: What it was changed to, where that is worth keeping.
    ///   - cause: The event that it was done about.
    func note(
        _ change: String, by caller: Caller, _ about: [String: String], payload: Value = [:], cause: String? = nil
    ) async throws {
        try await log.append(record(change, by: caller, about, payload: payload, cause: cause))
    }

    /// The event that `note` appends, for who commits it together with the change itself.
    func record(
        _ change: String, by caller: Caller, _ about: [String: String], payload: Value = [:], cause: String? = nil
    ) throws -> Event {
        var about = about
        about["key"] = caller.keyID
        return Event(
            id: caller.madeIdentifier(of: Self.name(change, about)), stream: RetentionPolicy.auditStream,
            type: "junction.\(change)", source: "junction", causationID: cause, time: time.now(), metadata: about,
            contentType: "application/json", payload: try JSONFormat().encode(payload))
    }

    /// The same for the same change: a request that is repeated notes it once.
    private static func name(_ change: String, _ about: [String: String]) -> String {
        let parts = about.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return fingerprint(Array(change.utf8), Array(parts.joined(separator: "\n").utf8)).hexadecimal(first: 8)
    }
}
