import Formats
import Testing
import Values

@testable import App

/// Mappings kept by a whole server, and work on data, over the API.
struct MappingsOverHTTPTests {
    private static let root = "/api/integration"

    private static func text(_ value: Value) throws -> [UInt8] { try JSONFormat().encode(value) }

    private static func send(
        _ client: JunctionClient, _ method: String, _ path: String, _ body: Value? = nil
    ) async throws -> (status: Int, json: Value) {
        let answer = try await client.send(
            method, root + path, body: body.map { try text($0) }, contentType: body == nil ? nil : "application/json")
        return (answer.status, answer.bytes.isEmpty ? .null : try JSONFormat().decode(answer.bytes))
    }

    private static let order: Value = [
        "id": "order", "definition": ["source": "json", "target": "json", "expression": "{'n': number}"],
    ]

    @Test func mappingsAreKeptOverARestart() async throws {
        try await withFolder { data in
            let first = try await RunningServer.start(data: data)
            let key = try #require(first.report.adminKey)
            let client = first.client(key: key)
            let made = try await Self.send(client, "POST", "/mappings", Self.order)
            #expect(made.status == 201 && made.json["kind"] == "expression" && made.json["revision"] == 1)
            // Sent again, since the answer was lost.
            let repeated = try await Self.send(client, "POST", "/mappings", Self.order)
            #expect(repeated.status == 201 && repeated.json == made.json)
            let other = try await Self.send(
                client, "POST", "/mappings",
                ["id": "order", "definition": ["source": "json", "target": "json", "expression": "1"]])
            #expect(other.status == 409)
            let changed = try await Self.send(
                client, "PUT", "/mappings/order",
                ["definition": "id: order\nsource: json\ntarget: json\nfields: [{ to: m, from: number }]\n"])
            #expect(changed.status == 200 && changed.json["revision"] == 2 && changed.json["kind"] == "fields")
            #expect(try await Self.send(client, "POST", "/mappings", Self.order).status == 409)
            let stale = try await Self.send(
                client, "PUT", "/mappings/order", ["definition": "id: order", "revision": 1])
            #expect(stale.status == 422 || stale.status == 409)
            try await first.stop()

            let second = try await RunningServer.start(data: data)
            let again = second.client(key: key)
            let mapped = try await Self.send(
                again, "POST", "/transform", ["mappingId": "order", "data": ["number": 7, "rest": 1]])
            #expect(mapped.json["result"] == ["m": 7])
            #expect(mapped.json["accounting"] == ["mapped": ["number"], "ignored": [], "dropped": ["rest"]])
            #expect(try await Self.send(again, "DELETE", "/mappings/order").status == 204)
            #expect(try await Self.send(again, "GET", "/mappings/order").status == 404)
            try await second.stop()
        }
    }

    @Test func workspaceFilesAreShownAndOnlyChangeInTheWorkspace() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            let shown = try await Self.send(client, "GET", "/mappings/adt-to-fhir")
            #expect(shown.json["origin"] == "workspace" && shown.json["sourceFormat"] == "hl7v2")
            #expect(try await Self.send(client, "DELETE", "/mappings/adt-to-fhir").status == 400)
            let refused = try await Self.send(client, "PUT", "/mappings/adt-to-fhir", ["definition": "id: a"])
            #expect(refused.status == 400)
            let message = String(decoding: try RunningServer.sample("samples/admissions/a01.hl7"), as: UTF8.self)
            let mapped = try await Self.send(
                client, "POST", "/transform", ["mappingId": "adt-to-fhir", "data": .string(message)])
            #expect(mapped.json["result"]?["resourceType"] == "Bundle" && mapped.json["accounting"]?["dropped"] == [])
            try await running.stop()
        }
    }

    @Test func previewsSaveNothingAndMistakesAreLocated() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            let definition: Value = ["source": "json", "target": "json", "expression": "{'double': n * 2}"]
            let preview = try await Self.send(
                client, "POST", "/mappings/new/preview", ["data": ["n": 2], "definition": definition])
            #expect(preview.json["result"] == ["double": 4])
            #expect(try await Self.send(client, "GET", "/mappings/new").status == 404)
            let broken: Value = ["id": "x", "definition": ["source": "json", "target": "json", "expression": "1 +"]]
            let refused = try await Self.send(client, "POST", "/mappings", broken)
            #expect(refused.status == 422 && refused.json["code"]?.string?.contains("mapping.malformed") == true)
            try await running.stop()
        }
    }

    @Test func aMappingCannotHangTheServer() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            for expression in [
                "($f := function($n) { $f($n + 1) }; $f(0))", "($f := function($n) { 1 + $f($n) }; $f(0))",
                "$map([1..100000], function($i) { $sum([1..10000]) })", "$pad('x', 9000000000)",
            ] {
                let definition: Value = ["source": "json", "target": "json", "expression": .string(expression)]
                let answer = try await Self.send(
                    client, "POST", "/mappings/slow/preview", ["data": [:], "definition": definition])
                #expect(answer.status == 422 && answer.json["detail"]?.string?.contains("U1001") == true)
            }
            #expect(try await Self.send(client, "GET", "/mappings").status == 200)
            try await running.stop()
        }
    }

    @Test func dataIsCheckedAndConverted() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            let schema: Value = ["type": "object", "required": ["id"], "properties": ["id": ["type": "integer"]]]
            let invalid = try await Self.send(client, "POST", "/validate", ["data": ["id": "x"], "schema": schema])
            #expect(invalid.json["valid"] == false && invalid.json["findings"]?.array?.count == 1)
            let valid = try await Self.send(client, "POST", "/validate", ["data": ["id": 1], "schema": schema])
            #expect(valid.json == ["valid": true, "findings": []])
            let message = String(decoding: try RunningServer.sample("samples/admissions/a01.hl7"), as: UTF8.self)
            let named = try await Self.send(
                client, "POST", "/validate", ["data": .string(message), "schema": "hl7v2/ADT", "format": "hl7v2"])
            #expect(named.json["valid"] == true)
            let converted = try await Self.send(
                client, "POST", "/convert",
                [
                    "data": "a;b\n1;2\n", "fromFormat": "csv", "toFormat": "json", "fromOptions": ["delimiter": ";"],
                ])
            #expect(converted.json["encoding"] == "text" && converted.json["data"] == #"[{"a":"1","b":"2"}]"#)
            let unknown = try await Self.send(
                client, "POST", "/convert", ["data": "", "fromFormat": "csv", "toFormat": "cuneiform"])
            #expect(unknown.status == 422)
            try await running.stop()
        }
    }
}
