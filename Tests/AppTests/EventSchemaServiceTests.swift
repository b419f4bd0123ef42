import APIContract
import Events
import Formats
import Mapping
import TestKit
import Testing
import Values

@testable import App

/// Schemas of event types on a whole server.
struct EventSchemaServiceTests {
    private static let path = "/api/integration/events"
    private static let strict =
        #"{"type":"object","properties":{"dose":{"type":"number"}},"additionalProperties":false}"#

    private static func send(
        _ client: JunctionClient, _ method: String, _ path: String, _ body: String
    ) async throws -> (status: Int, json: Value) {
        let answer = try await client.send(
            method, Self.path + path, body: Array(body.utf8), contentType: "application/json")
        return (answer.status, try JSONFormat().decode(answer.bytes))
    }

    private static func publish(_ client: JunctionClient, _ id: String, _ payload: String) async throws -> Value {
        try await client.post(
            path + "/publish", body: Array(#"{"id":"\#(id)","type":"dosed","source":"s","payload":\#(payload)}"#.utf8))
    }

    @Test func versionsAreHeldAgainstThoseBefore() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            let first = try await Self.send(client, "POST", "/schemas/dosed/versions", #"{"schema":\#(Self.strict)}"#)
            #expect(first.status == 201)
            #expect(first.json["version"] == 1)
            let again = try await Self.send(client, "POST", "/schemas/dosed/versions", #"{"schema":\#(Self.strict)}"#)
            #expect(again.json["version"] == 1)
            let required = #"{"type":"object","properties":{"dose":{"type":"number"}},"required":["dose"]}"#
            let refused = try await Self.send(client, "POST", "/schemas/dosed/versions", #"{"schema":\#(required)}"#)
            #expect(refused.status == 409)
            #expect(refused.json["places"]?[0]?["pointer"] == "/schema/properties/dose")
            #expect(refused.json["places"]?[0]?["message"] == "became required (backward, version 1)")
            let unclear =
                #"{"type":"object","properties":{"dose":{"type":"number"}},"unevaluatedProperties":false}"#
            let report = try await Self.send(client, "POST", "/schemas/dosed/check", #"{"schema":\#(unclear)}"#)
            #expect(report.json["verdict"] == "notChecked")
            #expect(report.json["differences"]?[0]?["breaks"] == false)
            let body = #"{"schema":\#(unclear)}"#
            #expect(try await Self.send(client, "POST", "/schemas/dosed/versions", body).status == 409)
            let accepted = #"{"schema":\#(unclear),"acceptNotChecked":true}"#
            #expect(try await Self.send(client, "POST", "/schemas/dosed/versions", accepted).json["version"] == 2)
            #expect(try await Self.send(client, "PUT", "/schemas/dosed", #"{"compatibility":"none"}"#).status == 200)
            let free = #"{"schema":\#(required)}"#
            #expect(try await Self.send(client, "POST", "/schemas/dosed/versions", free).json["version"] == 3)
            let listed = try await client.get(Self.path + "/schemas/dosed/versions")
            #expect(listed["items"]?.array?.compactMap { $0["version"]?.integer } == [1, 2, 3])
            #expect(try await client.get(Self.path + "/schemas")["items"]?[0]?["latest"] == 3)
            let wrong = try await Self.send(client, "POST", "/schemas/dosed/versions", #"{"schema":{"type":7}}"#)
            #expect(wrong.status == 422)
            try await running.stop()
        }
    }

    @Test func publishingLooksAtPayloadsAsItIsTold() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            _ = try await Self.send(client, "POST", "/schemas/dosed/versions", #"{"schema":\#(Self.strict)}"#)
            #expect(try await Self.publish(client, "off", #"{"dose":"much"}"#)["warnings"] == nil)
            _ = try await Self.send(client, "PUT", "/schemas/dosed", #"{"validation":"warn"}"#)
            let warned = try await Self.publish(client, "warn", #"{"dose":"much"}"#)
            #expect(warned["warnings"]?[0]?["pointer"] == "/payload/dose")
            #expect(try await Self.publish(client, "fits", #"{"dose":5}"#)["warnings"] == nil)
            _ = try await Self.send(client, "PUT", "/schemas/dosed", #"{"validation":"reject"}"#)
            do {
                _ = try await Self.publish(client, "reject", #"{"dose":"much"}"#)
                Issue.record("published what does not fit")
            } catch let problem as ServerProblem {
                #expect(problem.status == 422)
                #expect(problem.document["code"] == "J4033 events.schemaViolated")
                #expect(problem.document["places"]?[0]?["pointer"] == "/payload/dose")
            }
            let items = try await client.get(Self.path + "/history", query: [("type", "dosed")])["items"]?.array ?? []
            #expect(items.compactMap { $0["id"]?.string } == ["fits", "warn", "off"])
            #expect(items.compactMap { $0["metadata"]?["schemamismatch"]?.string } == ["1"])
            try await running.stop()
        }
    }

    /// A version without the settings of its type would be shown to nobody, also when it is registered again.
    @Test func aVersionIsKeptWithItsSettingsAndItsRecordOrNotAtAll() async throws {
        let clock = ManualClock()
        let log = EventLog(store: InMemoryEventStore(), time: clock.source)
        let registry = EventSchemaRegistry(log: log, time: clock.source)
        func add(_ record: String) async throws {
            let schema = StoredEventSchema(
                version: 1, language: .jsonSchema, schema: [:], registeredAt: .epoch, registeredBy: "k")
            try await registry.add(schema, of: "dosed", record: .sample(record))
        }
        // One commit: there is no moment at which a crash could leave a part of it.
        try await add("first")
        #expect(try await registry.settings(of: "dosed")?.0.latest == 1)
        #expect(try await registry.versions(of: "dosed").map(\.version) == [1])
        let error = await #expect(throws: JunctionError.self) { try await add("late") }
        #expect(error?.code == .versionConflict)
        #expect(try await registry.settings(of: "dosed")?.revision == 1)
        #expect(try await log.events(after: 0, limit: 9).map(\.event.id) == ["first"])
        await log.close()
    }

    @Test func avroSchemasHoldJSONPayloads() throws {
        let schema = try JSONFormat().decode(
            Array(#"{"type":"record","name":"D","fields":[{"name":"dose","type":"int"}]}"#.utf8))
        let check = try PayloadCheck(
            StoredEventSchema(version: 1, language: .avro, schema: schema, registeredAt: .epoch, registeredBy: "k"))
        #expect(check.places(in: Array(#"{"dose":5}"#.utf8), "application/json").isEmpty)
        #expect(!check.places(in: Array(#"{"dose":"five"}"#.utf8), "application/json").isEmpty)
        #expect(!check.places(in: [1, 2], "application/octet-stream").isEmpty)
    }
}
