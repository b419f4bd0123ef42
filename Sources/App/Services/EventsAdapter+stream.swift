import API
import APIContract
import Events
import Formats
import Synchronization
import Values

/// Tells streams when the server stops; they end, so that the server can.
final class StreamGate: Sendable {
    private let isOpen = Atomic<Bool>(true)
    var isClosed: Bool { !isOpen.load(ordering: .relaxed) }
    func close() { isOpen.store(false, ordering: .relaxed) }
}

extension EventsAdapter {
    /// Events read together; what one stream has in memory.
    private static let streamStep = 64
    /// Payloads read for a client at once, and one that goes beyond it.
    private static let streamBytes = 1 << 20
    /// Metadata of an event that is shown with its place in the whole log.
    private static let positionName = "junctionposition"
    /// How soon a stream notices that the server stops.
    private static let gateLook = Duration.milliseconds(500)

    func beginStream(_ request: StreamRequest) async throws -> Int64 {
        _ = try Self.filter(of: request)
        if request.after == nil, request.start == .beginning { return 0 }
        let newest = try await log.newestSequence()
        guard let after = request.after else { return newest }
        guard after <= newest else {
            throw JunctionError(
                .badRequest, "The log ends at \(newest), and Last-Event-ID is \(after).",
                remedy:
                    "It is of another log, or of one that was restored since: leave it out, or send start=beginning.")
        }
        return after
    }

    func streamPage(_ request: StreamRequest, after position: Int64) async throws -> StreamPage {
        let filter = try Self.filter(of: request)
        // Asked before it is read: what comes meanwhile makes another place of it.
        let page = try await tail.page(at: StreamTail.Place(after: position, newest: log.newestKnown)) {
            try await log.events(after: position, limit: Self.streamStep, byteLimit: Self.streamBytes)
        }
        let found = page.found
        let bytes = found.reduce(0) { $0 + $1.event.payload.count }
        let events = try found.indices.filter { filter.passes(found[$0].event) }.map { index in
            let form = StreamTailPage.Form(index: index, form: request.form, showsPosition: request.showsPosition)
            let json = try page.json(form) { try Self.json($0, form) }
            return StreamedEvent(position: found[index].sequence, type: found[index].event.type, json: json)
        }
        // The places of the log have no gap but what was pruned.
        let first = found.first.map(\.sequence) ?? position + 1
        return StreamPage(
            events: events, position: found.last?.sequence ?? position,
            hasMore: found.count == Self.streamStep || bytes >= Self.streamBytes,
            pruned: first > position + 1 ? position + 1...first - 1 : nil)
    }

    private static func json(_ stored: StoredEvent, _ form: StreamTailPage.Form) throws -> [UInt8] {
        var stored = stored
        if form.showsPosition { stored.event.metadata[positionName] = String(stored.sequence) }
        return try EventBody(EventRecord(stored: stored, status: .recorded), as: EventForm(form.form)).bytes
    }

    func waitForEvents(after position: Int64, atMost patience: Duration) async -> StreamWait {
        let end = time.now() + patience
        let others = tail.enter()
        defer { tail.leave() }
        while !gate.isClosed, !Task.isCancelled {
            let span = min(end - time.now(), Self.gateLook)
            guard span > .zero else { return .none }
            if await isNews(after: position, within: span) {
                let pause = StreamTail.pause(behind: others)
                if pause > .zero { try? await time.sleep(pause) }
                return .some
            }
        }
        return .stopping
    }

    private func isNews(after position: Int64, within span: Duration) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { [log] in
                await log.waitForEvents(after: position)
                return !Task.isCancelled
            }
            group.addTask { [time] in
                try? await time.sleep(span)
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
    }

    /// Cheap to make: it is a few comparisons, and one expression at most.
    private static func filter(of request: StreamRequest) throws -> SubscriptionFilter {
        var exact = Object()
        exact["type"] = request.type.map { .string($0) }
        exact["source"] = request.source.map { .string($0) }
        exact["stream"] = request.stream.map { .string($0) }
        exact["correlationid"] = request.correlationID.map { .string($0) }
        var filters: [Value] = exact.count == 0 ? [] : [["exact": .object(exact)]]
        if let sql = request.sql { filters.append(["sql": .string(sql)]) }
        do { return try SubscriptionFilter(.array(filters)) } catch {
            // Only the expression can be wrong.
            let places = [ProblemPlace(parameter: "sql", message: error.message)]
            throw JunctionError(error.code, error.message, cause: LocatedFindings(places))
        }
    }
}
