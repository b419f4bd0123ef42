package import Events
import Formats
import Mapping
import Synchronization
package import Values

/// Takes messages in for every flow: decodes, checks, finds the ordering key, and appends to the log.
///
/// What returns a `Receipt` is on disk and will be delivered; what throws was not taken, and the sender keeps it.
package final class FlowEngine: Sendable {
    let log: EventLog
    private let time: TimeSource
    private let identifier: @Sendable () -> String
    private let flows = Mutex<[String: Entry]>([:])
    /// What of the flows every published event is asked for: which it goes to.
    private let listeners = Mutex<[(filter: EventFilter, destinations: [String])]>([])
    private let counts = Mutex<[String: FlowCounts]>([:])

    /// How much of a refused message is kept with its refusal, for whoever has to find out why.
    package static let refusedBytesKept = 64 << 10

    package init(log: EventLog, time: TimeSource, identifier: @escaping @Sendable () -> String) {
        self.log = log
        self.time = time
        self.identifier = identifier
    }

    /// Which published events a flow takes part in.
    package struct EventFilter: Sendable, Hashable {
        package var type: String
        /// Nil takes any.
        package var source: String?

        package init(type: String, source: String? = nil) {
            self.type = type
            self.source = source
        }

        func takes(_ event: Event) -> Bool { event.type == type && (source.map { event.source == $0 } ?? true) }
    }

    private struct Entry {
        var flow: Flow
        var filter: EventFilter?
    }

    /// Adds a flow, or puts a newer one in its place.
    package func install(_ flow: Flow, listensTo filter: EventFilter? = nil) {
        flows.withLock { flows in
            flows[flow.id] = Entry(flow: flow, filter: filter)
            let listening = flows.values.compactMap { entry in entry.filter.map { ($0, entry.flow.destinations) } }
            listeners.withLock { $0 = listening }
        }
    }

    package func flow(_ id: String) -> Flow? { flows.withLock { $0[id]?.flow } }

    /// Where a published event goes: to the destinations of every flow that listens to its like.
    package func destinations(for event: Event) -> [String] {
        let listeners = listeners.withLock { $0 }
        return listeners.lazy.filter { $0.filter.takes(event) }.flatMap(\.destinations).sorted()
    }

    /// What a flow has taken in and refused since the start.
    package func counts(of flow: String) -> FlowCounts { counts.withLock { $0[flow] ?? FlowCounts() } }

    /// Takes one document. Throws `MessageRefused` for what can never be taken as it stands, and the store's own error
    /// for what may be sent again.
    package func receive(_ bytes: [UInt8], for point: String, _ arrival: Arrival) async throws -> Receipt {
        guard let flow = flow(point) else { throw JunctionError(.notFound, "there is no integration point '\(point)'") }
        let event: Event
        do { event = try accept(bytes, for: flow, arrival) } catch let refusal as MessageRefused {
            try await record(refusal, of: bytes, for: flow, arrival)
            throw refusal
        }
        return try await append([event], of: flow)[0]
    }

    /// Appends events that have been accepted; on disk when it returns.
    func append(_ events: [Event], of flow: Flow) async throws -> [Receipt] {
        let destinations = flow.destinations
        let appended = try await log.append(events.map { Append($0, deliverTo: destinations) })
        count(events.count, of: flow, at: appended.last?.recordedAt)
        return zip(events, appended).map { Receipt($0, $1) }
    }

    /// Decodes and checks, and makes the event that is appended.
    func accept(_ bytes: [UInt8], for flow: Flow, _ arrival: Arrival) throws -> Event {
        let message: Value
        do { message = try flow.format.decode(bytes) } catch let error as JunctionError {
            throw MessageRefused(error: error, findings: [], reference: arrival.reference)
        }
        return try accept(message, bytes, for: flow, arrival)
    }

    func accept(_ message: Value, _ bytes: [UInt8], for flow: Flow, _ arrival: Arrival) throws -> Event {
        let reference = arrival.reference ?? flow.reference?.text(in: message)
        let findings = flow.checks.flatMap { $0.findings(in: message) }
        if findings.hasErrors {
            let first = findings.first { $0.severity == .error }?.message ?? ""
            throw MessageRefused(
                error: JunctionError(.invalid, first), findings: findings, reference: reference)
        }
        return event(bytes, of: flow, arrival, key: flow.key?.text(in: message), reference: reference)
    }

    private func event(
        _ payload: [UInt8], of flow: Flow, _ arrival: Arrival, key: String?, reference: String?,
        type: String = FlowEventType.received
    ) -> Event {
        var metadata = ["channel": arrival.channel, "point": flow.id, "version": flow.version]
        if let peer = arrival.peer { metadata["peer"] = peer }
        if type == FlowEventType.received, !flow.checks.isEmpty { metadata[FlowMetadata.validatedAt] = "\(time.now())" }
        if type == FlowEventType.received, var event = arrival.event {
            event.stream = flow.id
            event.payload = payload
            event.key = key ?? event.key
            event.reference = reference ?? event.reference
            event.metadata.merge(metadata) { $1 }
            return event
        }
        return Event(
            id: arrival.stableID ?? identifier(), stream: flow.id, type: type, source: flow.source, destination: nil,
            key: key, reference: reference, correlationID: arrival.correlationID, causationID: arrival.causationID,
            time: time.now(), metadata: metadata, contentType: flow.keptFormatName, payload: payload)
    }

    /// Keeps a refusal beside the messages, so that "where is my message?" has an answer.
    func record(
        _ refusal: MessageRefused, of bytes: [UInt8], for flow: Flow, _ arrival: Arrival
    ) async throws {
        _ = try await log.append([Append(refused(refusal, of: bytes, for: flow, arrival))])
    }

    /// The record of a refusal. Its id is another than the message would have, which may come again and be taken then.
    func refused(_ refusal: MessageRefused, of bytes: [UInt8], for flow: Flow, _ arrival: Arrival) -> Event {
        var refused = event(
            Array(bytes.prefix(Self.refusedBytesKept)), of: flow, arrival, key: nil, reference: refusal.reference,
            type: FlowEventType.refused)
        if let id = arrival.stableID { refused.id = id + "~refused" }
        // Whatever was wrong, its record can be kept.
        for name in [\Event.reference, \.correlationID, \.causationID] {
            if let text = refused[keyPath: name], text.utf8.count > EventLimits.nameBytes {
                refused[keyPath: name] = nil
            }
        }
        let reason = refusal.description.utf8.prefix(EventLimits.detailBytes)
        refused.metadata["reason"] = String(decoding: reason, as: UTF8.self)
        refused.metadata["bytes"] = String(bytes.count)
        counts.withLock { $0[flow.id, default: FlowCounts()].refused += 1 }
        return refused
    }

    func count(_ count: Int, of flow: Flow, at moment: Instant?) {
        counts.withLock {
            $0[flow.id, default: FlowCounts()].received += count
            $0[flow.id, default: FlowCounts()].lastMessageAt = moment
        }
    }
}

/// How much a flow has taken in since the start.
package struct FlowCounts: Sendable, Hashable {
    package var received = 0
    package var refused = 0
    package var lastMessageAt: Instant?
}

/// Names in the metadata of events that flows append.
package enum FlowMetadata {
    /// When the message had passed the checks of its point, before it was made durable.
    package static let validatedAt = "validatedAt"
}

/// The types of the events that flows append.
package enum FlowEventType {
    package static let received = "junction.message.received"
    package static let refused = "junction.message.refused"
    package static let synced = "junction.sync.finished"
}
