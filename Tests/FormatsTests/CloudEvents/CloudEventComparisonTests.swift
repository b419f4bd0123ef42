import Foundation
import Testing
import Values

@testable import Formats

/// Compares with the CloudEvents library for Python in both directions, through `scripts/compare/cloudevents_sdk.py`.
@Suite(.enabled(if: Python.has("cloudevents.core"))) struct CloudEventComparisonTests {
    @Test(arguments: 1...Fuzz.seeds) func whatItWritesIsReadAsItMeansIt(seed: Int) throws {
        let lines = try Python.lines("cloudevents_sdk.py", "make", "\(seed)", "200")
        #expect(lines.count == 200)
        for line in lines {
            let given = try JSONFormat().decode(Array(line.utf8))
            let wanted = Reading(given)
            let body = Self.bytes(given["body"]) ?? []
            #expect(Reading(try CloudEvent(headers: Self.headers(given["headers"]), body: body)) == wanted, "\(line)")
            #expect(Reading(try CloudEvent(json: given["json"] ?? .null)) == wanted, "\(line)")
            for (name, prefix) in [("amqp", CloudEvent.HeaderPrefix.amqp), ("kafka", .kafka)] {
                let event = try CloudEvent(headers: Self.headers(given[name]), body: body, prefix: prefix)
                #expect(Reading(event) == wanted, "\(name) \(line)")
            }
        }
    }

    @Test(arguments: 1...Fuzz.seeds) func itReadsWhatIsWritten(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let events = (0..<200).map { _ in Self.event(&random) }
        let file = FileManager.default.temporaryDirectory.appending(path: "events-\(UUID().uuidString).ndjson")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(events.map(Self.line).joined(separator: [0x0A])).write(to: file)
        let lines = try Python.lines("cloudevents_sdk.py", "read", file.path)
        #expect(lines.count == events.count)
        for (event, line) in zip(events, lines) {
            let found = try JSONFormat().decode(Array(line.utf8))
            for mode in ["binary", "structured"] {
                #expect(Reading(found[mode] ?? .null) == Reading(event), "\(mode): \(event)")
            }
        }
    }

    private static func line(_ event: CloudEvent) throws -> [UInt8] {
        let headers = Object(event.headers().map { .init(key: $0.name, value: .string($0.value)) })
        return try JSONFormat().encode([
            "headers": .object(headers), "body": .string(Base64.text(of: event.data ?? [])), "json": event.json,
        ])
    }

    private static func event(_ random: inout SeededGenerator) -> CloudEvent {
        func text() -> String {
            let texts = ["a", "é", "\u{1F600}", " ", "%", "%41", "\"", "\\", "~", ";", "\u{A0}"]
            return (0...Int.random(in: 0...4, using: &random)).map { _ in texts.randomElement(using: &random) ?? "" }
                .joined()
        }
        var event = CloudEvent(
            id: text(), source: URIFormat(international: false).reference(text()), type: text(),
            subject: Bool.random(using: &random) ? text() : nil)
        // Without one the library takes the time it is.
        event.time = Instant(microseconds: Int64.random(in: 0...4_000_000_000_000_000, using: &random))
        for name in ["a", "b2", "0"] where Bool.random(using: &random) { event.extensions[name] = text() }
        switch Int.random(in: 0...2, using: &random) {
        case 0:
            event.dataContentType = "application/octet-stream"
            // Bytes that are no text: the library gives text in `data` back as text, and anything else as bytes.
            event.data = [0xFF, UInt8.random(in: 0...255, using: &random)]
        case 1: (event.dataContentType, event.data) = ("text/plain", Array(text().utf8))
        default:
            let json: Value = ["n": .integer(Int64.random(in: -9...9, using: &random)), "t": .string(text())]
            (event.dataContentType, event.data) = ("application/json", (try? JSONFormat().encode(json)) ?? [])
        }
        return event
    }

    private static func headers(_ value: Value?) -> [(name: String, value: String)] {
        (value?.object?.members ?? []).map { ($0.key, $0.value.scalarText ?? "") }
    }

    private static func bytes(_ value: Value?) -> [UInt8]? { value?.string.flatMap { Base64.decode(Array($0.utf8)) } }

    /// An event as either side sees it: times as moments, JSON as values.
    private struct Reading: Equatable {
        var attributes: [String: String]
        var time: Instant?
        var data: Value?

        init(_ event: CloudEvent) { self.init(event.attributes, event.data) }

        init(_ given: Value) {
            let attributes = (given["attributes"]?.object?.members ?? []).map { ($0.key, $0.value.scalarText ?? "") }
            self.init(Dictionary(uniqueKeysWithValues: attributes), CloudEventComparisonTests.bytes(given["data"]))
        }

        private init(_ attributes: [String: String], _ data: [UInt8]?) {
            self.attributes = attributes
            time = self.attributes.removeValue(forKey: "time").flatMap { Instant(rfc3339: $0) }
            let isJSON = CloudEvent.isJSON(attributes["datacontenttype"])
            self.data = data.map { isJSON ? (try? JSONFormat().decode($0)) ?? .bytes($0) : .bytes($0) }
        }
    }
}
