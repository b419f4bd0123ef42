package import Values

/// Keeps the events it covers, whatever their age, until it is released.
package struct LegalHold: Sendable, Hashable {
    /// Which events: every part given must hold, and one at least is given.
    package struct Selection: Sendable, Hashable {
        package var stream: StreamPattern?
        package var correlationID: String?
        /// The sender's own message id.
        package var reference: String?
        /// The ordering key: in most points the person whom the message is about.
        package var key: String?

        package init(
            stream: StreamPattern? = nil, correlationID: String? = nil, reference: String? = nil, key: String? = nil
        ) {
            self.stream = stream
            self.correlationID = correlationID
            self.reference = reference
            self.key = key
        }

        package var isEmpty: Bool { stream == nil && correlationID == nil && reference == nil && key == nil }

        func covers(_ event: RetainedEvent, in name: String) -> Bool {
            (stream?.matches(name) ?? true) && (correlationID.map { $0 == event.correlationID } ?? true)
                && (reference.map { $0 == event.reference } ?? true) && (key.map { $0 == event.key } ?? true)
        }
    }

    package var id: String
    package var selection: Selection
    package var reason: String
    package var placedAt: Instant
    /// The public part of the key that placed it.
    package var placedBy: String

    package init(id: String, selection: Selection, reason: String, placedAt: Instant, placedBy: String) {
        self.id = id
        self.selection = selection
        self.reason = reason
        self.placedAt = placedAt
        self.placedBy = placedBy
    }

    /// More at a time are refused: they are kept in one document, so that nothing is pruned while one is placed.
    package static let most = 500
    /// Longest reason, in bytes.
    package static let reasonBytes = 1000
}

// As it is kept.
extension LegalHold {
    package var value: Value {
        var object: Object = [
            "id": .string(id), "reason": .string(reason), "placedAt": .integer(placedAt.microseconds),
            "placedBy": .string(placedBy),
        ]
        object["stream"] = selection.stream.map { .string($0.description) }
        object["correlationID"] = selection.correlationID.map { .string($0) }
        object["reference"] = selection.reference.map { .string($0) }
        object["key"] = selection.key.map { .string($0) }
        return .object(object)
    }

    /// Throws `internalFault` for what no version of this has written: a hold is never passed over.
    package init(value: Value) throws(JunctionError) {
        guard let id = value["id"]?.string, let reason = value["reason"]?.string,
            let placedAt = value["placedAt"]?.integer
        else { throw JunctionError(.internalFault, "a stored hold cannot be read") }
        let selection = Selection(
            stream: value["stream"]?.string.map { StreamPattern($0) }, correlationID: value["correlationID"]?.string,
            reference: value["reference"]?.string, key: value["key"]?.string)
        self.init(
            id: id, selection: selection, reason: reason, placedAt: Instant(microseconds: placedAt),
            placedBy: value["placedBy"]?.string ?? "")
    }
}
