import Events
import Values

extension MemoryTables {
    func isNeeded(_ sequence: Int64) -> Bool {
        pending.keys.contains { $0.sequence == sequence } || dead.keys.contains { $0.sequence == sequence }
    }

    func summary(_ name: String) -> StreamSummary? {
        guard let version = versions[ExactText(name)] else { return nil }
        let oldest = inOrder.first { $0.event.stream.isIdenticalUTF8(to: name) }
        return StreamSummary(
            name: name, version: version, first: oldest?.streamSequence ?? version + 1,
            oldestRecordedAt: oldest?.recordedAt)
    }

    func retained(_ stream: String, after: Int64, limit: Int) -> [RetainedEvent] {
        let found = inOrder.filter { $0.event.stream.isIdenticalUTF8(to: stream) && $0.streamSequence > after }
        return found.prefix(limit).map { stored in
            RetainedEvent(
                sequence: stored.sequence, streamSequence: stored.streamSequence, recordedAt: stored.recordedAt,
                bytes: Int64(stored.event.payload.count), correlationID: stored.event.correlationID,
                reference: stored.event.reference, key: stored.event.key, isNeeded: isNeeded(stored.sequence))
        }
    }
}
