import API
import APIContract
import Events
import Flows
import Formats
import SecurityCore
import TestKit
import Testing
import Values

@testable import App

/// Events that are published side by side, each by itself.
struct PublishEachTests {
    private static let caller = Caller(keyID: "k", name: "test", scope: .write, address: "127.0.0.1")

    private static func with(
        _ body: (EventsAdapter, EventLog, EventSchemaRegistry) async throws -> Void
    ) async throws {
        let clock = ManualClock()
        let log = EventLog(store: InMemoryEventStore(), time: clock.source)
        let schemas = EventSchemaRegistry(log: log, time: clock.source)
        let flows = FlowEngine(log: log, time: clock.source, identifier: SystemIdentifier.next)
        let adapter = EventsAdapter(log: log, engine: flows, time: clock.source, gate: StreamGate(), schemas: schemas)
        try await body(adapter, log, schemas)
        await log.close()
    }

    private static func draft(
        _ id: String, source: String = "s", stream: String? = nil, at version: Int64? = nil, payload: String = "{}"
    ) throws -> EventDraft {
        let line = #"{"id":"\#(id)","type":"t","source":"\#(source)","payload":\#(payload)}"#
        var draft = try #require(try EventIntake.lines(Array(line.utf8)).first)
        draft.stream = stream
        draft.expectedVersion = version
        return draft
    }

    /// What came of each: its place, or the code of what was wrong.
    private static func publish(_ adapter: EventsAdapter, _ drafts: [EventDraft]) async -> [String] {
        await withCheckedContinuation { continuation in
            adapter.publishEach(drafts, by: caller) { results in
                continuation.resume(
                    returning: results.map { result in
                        switch result {
                        case .success(let place): "\(place.id) \(place.position ?? 0)\(place.duplicate ? " again" : "")"
                        case .failure(let error): error.code.name
                        }
                    })
            }
        }
    }

    @Test func theyAreAppendedInTheirOrder() async throws {
        try await Self.with { adapter, log, _ async throws in
            let drafts = try (1...50).map { try Self.draft("e\($0)") }
            #expect(await Self.publish(adapter, drafts) == (1...50).map { "e\($0) \($0)" })
            #expect(try await log.events(after: 0, limit: 100).map(\.event.id) == drafts.compactMap(\.id))
        }
    }

    @Test func theyKeepTheirOrderWhileTheSchemasAreReadAnew() async throws {
        try await Self.with { adapter, log, _ async throws in
            // Nothing has been read yet, so that the first of them wait.
            let ids = (1...300).map { "e\($0)" }
            await withTaskGroup(of: Void.self) { group in
                for id in ids {
                    guard let draft = try? Self.draft(id) else { continue }
                    let (news, teller) = AsyncStream.makeStream(of: Void.self)
                    adapter.publishEach([draft], by: Self.caller) { _ in teller.finish() }
                    group.addTask { for await _ in news {} }
                }
            }
            #expect(try await log.events(after: 0, limit: 1000).map(\.event.id) == ids)
        }
    }

    /// Events of type `t` are refused whose payload has no `n`.
    private static func requireNumber(_ schemas: EventSchemaRegistry, _ log: EventLog) async throws {
        let strict = try JSONFormat().decode(Array(#"{"type":"object","required":["n"]}"#.utf8))
        let service = EventSchemasAdapter(
            registry: schemas, audit: AuditTrail(log: log, time: ManualClock().source), time: ManualClock().source)
        _ = try await service.register(.init(schema: strict), of: "t", by: caller)
        _ = try await service.set(.init(validation: .reject), of: "t", by: caller)
    }

    @Test func whoeverPublishesWaitsForTheFirstLookAtTheSchemas() async throws {
        try await Self.with { adapter, log, schemas async throws in
            try await Self.requireNumber(schemas, log)
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        guard let draft = try? Self.draft("e\(number)") else { return }
                        if number.isMultiple(of: 2) {
                            #expect(await Self.publish(adapter, [draft]) == [ErrorCode.schemaViolated.name])
                        } else {
                            await #expect(throws: JunctionError.self) {
                                try await adapter.publish([draft], by: Self.caller)
                            }
                        }
                    }
                }
            }
        }
    }

    @Test func aStreamThatStandsElsewhereRefusesOnlyWhatExpectsIt() async throws {
        try await Self.with { adapter, _, _ async throws in
            let drafts = try [
                Self.draft("a"), Self.draft("b", stream: "x", at: 0), Self.draft("c", stream: "x", at: 0),
                Self.draft("d", stream: "x", at: 1), Self.draft("e"),
            ]
            #expect(
                await Self.publish(adapter, drafts) == ["a 1", "b 2", ErrorCode.versionConflict.name, "d 3", "e 4"])
        }
    }

    @Test func oneThatIsTooLargeHoldsUpNoOther() async throws {
        try await Self.with { adapter, _, _ async throws in
            var drafts = try ["a", "b", "c"].map { try Self.draft($0) }
            drafts[1].source = String(repeating: "x", count: EventLimits.nameBytes + 1)
            let found = await Self.publish(adapter, drafts)
            #expect(found == ["a 1", ErrorCode.eventOverLimit.name, "c 2"])
        }
    }

    @Test func aRepeatIsToldAndAnotherSourcesIdRefused() async throws {
        try await Self.with { adapter, _, _ async throws in
            _ = await Self.publish(adapter, try [Self.draft("a")])
            let drafts = try [Self.draft("a"), Self.draft("b"), Self.draft("a", source: "other"), Self.draft("b")]
            let found = await Self.publish(adapter, drafts)
            #expect(found == ["a 1 again", "b 2", ErrorCode.alreadyExists.name, "b 2 again"])
        }
    }

    @Test func aPayloadIsHeldAgainstItsSchema() async throws {
        try await Self.with { adapter, log, schemas async throws in
            try await Self.requireNumber(schemas, log)
            let found = await Self.publish(adapter, try [Self.draft("a"), Self.draft("b", payload: #"{"n":1}"#)])
            // What was registered and set is in the log too.
            #expect(found == [ErrorCode.schemaViolated.name, "b 3"])
        }
    }

    @Test func aClosedLogRefusesAll() async throws {
        try await Self.with { adapter, log, _ async throws in
            _ = await Self.publish(adapter, try [Self.draft("a")])
            await log.close()
            let code = ErrorCode.logClosed.name
            #expect(await Self.publish(adapter, try [Self.draft("b"), Self.draft("c", at: 1)]) == [code, code])
        }
    }
}
