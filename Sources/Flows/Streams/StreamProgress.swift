package import Values

/// How far a stream is: one document, that changes in one transaction with the results that it stands for.
///
/// The windows themselves are kept only now and then, as a snapshot: after a restart they are made again from the events
/// after it, which the log has. What the events do not say, that time passed without any, is kept in `ticks`.
package struct StreamProgress: Sendable, Hashable {
    package struct Tick: Sendable, Hashable {
        /// After everything up to this place in the log …
        package var position: Int64
        /// … this was the watermark.
        package var watermark: Instant
    }

    package struct Failure: Sendable, Hashable {
        package var eventID: String
        package var message: String
    }

    package var fingerprint: String
    /// The place in the log that the snapshot stands for, and its number and parts.
    package var position: Int64
    package var snapshot: Int64 = 0
    package var parts = 0
    package var ticks: [Tick] = []
    /// Results of everything up to this place are in the log.
    package var told: Int64
    package var pause: String?
    package var failure: Failure?
    package var emitted = 0
    package var late = 0
    package var failed = 0
    package var absentSince: Instant?

    package init(fingerprint: String, position: Int64) {
        self.fingerprint = fingerprint
        self.position = position
        told = position
    }
}

extension StreamProgress: ViewProgress {
    package static var kind: String { "stream" }

    /// The documents that have the windows of one snapshot.
    static func kind(_ id: String, _ snapshot: Int64) -> String { "stream/\(id)/\(snapshot)" }

    package mutating func retire(_ id: String) -> String? { parts == 0 ? nil : Self.kind(id, snapshot) }

    package mutating func removedNext() {
        parts = 0
        ticks = []
        position = told
    }

    package var value: Value {
        var object: Object = [
            "fingerprint": .string(fingerprint), "position": .integer(position), "snapshot": .integer(snapshot),
            "parts": .integer(Int64(parts)), "told": .integer(told), "emitted": .integer(Int64(emitted)),
            "late": .integer(Int64(late)), "failed": .integer(Int64(failed)),
            "ticks": .array(ticks.map { [.integer($0.position), .integer($0.watermark.microseconds)] }),
        ]
        object["absentSince"] = absentSince.map { .integer($0.microseconds) }
        object["pause"] = pause.map { .string($0) }
        object["failure"] = failure.map { ["eventId": .string($0.eventID), "message": .string($0.message)] }
        return .object(object)
    }

    /// Throws `storeIncompatible`.
    package init(value: Value) throws {
        guard let fingerprint = value["fingerprint"]?.string, let position = value["position"]?.integer else {
            throw JunctionError(.storeIncompatible, "the progress of a stream cannot be read")
        }
        self.init(fingerprint: fingerprint, position: position)
        func number(_ key: String) -> Int { Int(clamping: value[key]?.integer ?? 0) }
        snapshot = value["snapshot"]?.integer ?? 0
        parts = number("parts")
        told = value["told"]?.integer ?? position
        emitted = number("emitted")
        late = number("late")
        failed = number("failed")
        pause = value["pause"]?.string
        absentSince = value["absentSince"]?.integer.map { Instant(microseconds: $0) }
        failure = value["failure"].map {
            Failure(eventID: $0["eventId"]?.string ?? "", message: $0["message"]?.string ?? "")
        }
        ticks = (value["ticks"]?.array ?? []).compactMap { entry in
            guard let position = entry[0]?.integer, let watermark = entry[1]?.integer else { return nil }
            return Tick(position: position, watermark: Instant(microseconds: watermark))
        }
    }
}
