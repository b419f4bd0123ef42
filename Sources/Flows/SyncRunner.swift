import Events
import Formats
package import Mapping
package import Values

/// Where a scheduled flow gets its documents: a folder, an operation of a system. Supplied by the composition root.
package protocol SyncSource: Sendable {
    /// The documents waiting now, oldest first. Bounded by the source.
    func waiting() async throws -> [SyncDocument]
    /// The bytes of one.
    func read(_ document: SyncDocument) async throws -> [UInt8]
    /// Called when every message of the document is on disk: archives or removes it. Before that a document is offered
    /// again, and its messages get the same identifiers.
    func finish(_ document: SyncDocument) async throws
    /// The same source with less in it. Throws `badRequest` for a choice that it cannot make.
    func narrowed(to selection: SyncSelection) throws -> any SyncSource
}

/// Which of the waiting documents a run takes, and with which values for the source's own parameters.
package struct SyncSelection: Sendable, Hashable {
    /// Only what changed at or after this time.
    package var since: Instant?
    /// Only what changed before this time.
    package var until: Instant?
    package var parameters: [String: String]

    package init(since: Instant? = nil, until: Instant? = nil, parameters: [String: String] = [:]) {
        self.since = since
        self.until = until
        self.parameters = parameters
    }

    package var isEverything: Bool { since == nil && until == nil && parameters.isEmpty }
}

/// One document that a scheduled flow may take in: a file, or a system's answer.
package struct SyncDocument: Sendable, Hashable {
    package var name: String
    /// The same for the same document however often it is offered; nil when the source cannot tell.
    package var identity: String?

    package init(name: String, identity: String? = nil) {
        self.name = name
        self.identity = identity
    }
}

/// What one run of a scheduled flow did.
package struct SyncResult: Sendable, Equatable {
    package var id: String
    package var startedAt: Instant
    package var finishedAt: Instant
    package var documents = 0
    package var accepted = 0
    package var duplicates = 0
    package var refused = 0
    /// The first messages made, oldest first; at most `messageIDsMost`.
    package var messageIDs: [String] = []
    /// Set when the run only looked: what would have become of the messages.
    package var preview: SyncPreview?
    /// Why it ended early, or the first document that could not be read; what was accepted stays accepted.
    package var failure: String?

    package static let messageIDsMost = 100

    package init(id: String, startedAt: Instant, finishedAt: Instant, failure: String? = nil) {
        self.id = id
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.failure = failure
    }
}

/// Runs a scheduled flow once: reads each waiting document, divides it, and takes its messages in.
package struct SyncRunner: Sendable {
    private let engine: FlowEngine
    private let time: TimeSource

    /// Messages are appended in groups of this many, so that one document costs few waits for the disk.
    package static let groupMost = 500

    package init(engine: FlowEngine, time: TimeSource) {
        self.engine = engine
        self.time = time
    }

    /// Never throws: trouble is part of the result, and in the log. A run that is made again under the same id takes nothing in
    /// twice.
    package func run(_ flow: Flow, from source: any SyncSource, id: String) async -> SyncResult {
        var result = SyncResult(id: id, startedAt: time.now(), finishedAt: time.now())
        do {
            for document in try await source.waiting() {
                try Task.checkCancellation()
                guard let bytes = try await bytes(of: document, source, &result) else { continue }
                try await take(bytes, of: document, flow, id: id, into: &result)
                try await source.finish(document)
                result.documents += 1
            }
        } catch let error as JunctionError { result.failure = error.description } catch is CancellationError {
            result.failure = "stopped before it was done; the rest is taken by the next run"
        } catch { result.failure = "the source could not be read" }
        result.finishedAt = time.now()
        return result
    }

    /// Does all that `run` does short of keeping anything: reads, checks and maps what waits, for every destination. The
    /// documents stay where they are, and nothing is appended or sent. `accepted` counts what `run` would take in.
    package func preview(
        _ flow: Flow, from source: any SyncSource, id: String, _ context: MappingContext
    ) async -> SyncResult {
        var result = SyncResult(id: id, startedAt: time.now(), finishedAt: time.now())
        var preview = SyncPreview()
        do {
            for document in try await source.waiting() {
                try Task.checkCancellation()
                guard let bytes = try await bytes(of: document, source, &result) else { continue }
                look(at: bytes, of: document, flow, context, &preview, &result)
                result.documents += 1
            }
        } catch let error as JunctionError { result.failure = error.description } catch is CancellationError {
            result.failure = "stopped before it was done"
        } catch { result.failure = "the source could not be read" }
        result.preview = preview
        result.finishedAt = time.now()
        return result
    }

    /// Nil for a file that cannot be read, which holds up no other: it is told with the result.
    private func bytes(
        of document: SyncDocument, _ source: any SyncSource, _ result: inout SyncResult
    ) async throws -> [UInt8]? {
        do { return try await source.read(document) } catch var error as JunctionError
            where error.code == .fileTrouble || error.code == .fileRefused
        {
            error.place = error.place ?? Place(source: document.name)
            result.failure = result.failure ?? error.description
            return nil
        }
    }

    private func look(
        at bytes: [UInt8], of document: SyncDocument, _ flow: Flow, _ context: MappingContext,
        _ preview: inout SyncPreview, _ result: inout SyncResult
    ) {
        let messages: [Value]
        do { messages = try self.messages(bytes, flow) } catch {
            result.refused += 1
            return preview.add(error, document.name, message: nil, destination: nil)
        }
        for (index, message) in messages.enumerated() {
            do {
                let kept = try flow.keptFormat.encode(message)
                let event = try engine.accept(message, kept, for: flow, Arrival(channel: "schedule"))
                result.accepted += 1
                preview.map(event, through: flow, context, document.name, message: index + 1)
            } catch {
                result.refused += 1
                preview.add(error, document.name, message: index + 1, destination: nil)
            }
        }
    }

    private func take(
        _ bytes: [UInt8], of document: SyncDocument, _ flow: Flow, id: String, into result: inout SyncResult
    ) async throws {
        var accepted: [Event] = []
        let messages: [Value]
        do { messages = try self.messages(bytes, flow) } catch let error as JunctionError {
            // It will be no more readable tomorrow: it is put aside with its reason, and the next document is taken.
            let refusal = MessageRefused(error: error, findings: [], reference: nil)
            let arrival = Arrival(channel: "schedule", correlationID: id, peer: document.name)
            try await engine.record(refusal, of: bytes, for: flow, arrival)
            result.refused += 1
            return
        }
        for (index, message) in messages.enumerated() {
            let kept = try flow.keptFormat.encode(message)
            let arrival = Arrival(
                channel: "schedule", correlationID: id, peer: document.name,
                stableID: "\(flow.id)/\(document.identity ?? "\(id)/\(Self.digest(kept))")/\(index)")
            do { accepted.append(try engine.accept(message, kept, for: flow, arrival)) } catch let refusal
                as MessageRefused
            {
                try await engine.record(refusal, of: kept, for: flow, arrival)
                result.refused += 1
            }
            if accepted.count == Self.groupMost { try await append(&accepted, flow, into: &result) }
        }
        try await append(&accepted, flow, into: &result)
    }

    /// Tells what a source without identities gives at one place in one run from what it gives there when the run is made
    /// again: FNV-1a of 64 bits.
    private static func digest(_ bytes: [UInt8]) -> String {
        let hash = bytes.reduce(14_695_981_039_346_656_037) { (hash: UInt64, byte) in
            (hash ^ UInt64(byte)) &* 1_099_511_628_211
        }
        return String(hash, radix: 36)
    }

    private func messages(_ bytes: [UInt8], _ flow: Flow) throws -> [Value] {
        let document = try flow.format.decode(bytes)
        return try flow.split?.messages(in: document) ?? [document]
    }

    private func append(_ events: inout [Event], _ flow: Flow, into result: inout SyncResult) async throws {
        guard !events.isEmpty else { return }
        for receipt in try await engine.append(events, of: flow) {
            if receipt.isDuplicate {
                result.duplicates += 1
                continue
            }
            result.accepted += 1
            if result.messageIDs.count < SyncResult.messageIDsMost { result.messageIDs.append(receipt.id) }
        }
        events.removeAll(keepingCapacity: true)
    }
}
