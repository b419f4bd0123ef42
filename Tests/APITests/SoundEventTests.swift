import APIContract
import Formats
import Testing
import Values

@testable import API

/// Events read in one pass are read as the schema and the decoder read them.
@Suite struct SoundEventTests {
    /// What the schema and the decoder make of it; nil when they refuse it.
    private static func slowly(_ value: Value) -> NewEvent? {
        guard SchemaCheck.places(in: value, against: .of(NewEvent.self)).isEmpty,
            let event = try? ValueDecoder.decode(NewEvent.self, from: value),
            (try? EventDraft(event).checkNames(asCloudEvent: false)) != nil
        else { return nil }
        return event
    }

    private static let members: [(String, [Value])] = [
        (
            "id",
            [
                "a", "", "a\nb", .string(String(repeating: "é", count: 256)),
                .string(String(repeating: "x", count: 257)), 1,
            ]
        ),
        ("type", ["t", "order.placed", "", "\u{85}", .null, ["t"]]), ("source", ["s", "ward/3", "", true]),
        ("destination", ["d", .null]), ("correlationId", ["c", 2]), ("causationId", ["e", ""]),
        ("stream", ["orders", .object(Object())]), ("key", ["k", "\u{7F}"]),
        ("payload", [.null, 1, "text", ["a", 1.5], ["n": ["deep": true]]]),
        ("timestamp", ["2026-10-01T09:30:00Z", "2026-10-01T09:30:00.250+02:00", "yesterday", 1_700_000_000, .null]),
        ("metadata", [["a": "b", "c": ""], .object(Object()), ["a": 1], ["a"], .null]),
        ("expectedVersion", [0, 7, -1, 1.5, "7", .integer(.max), .integer(.min), .double(3)]), ("colour", ["red"]),
        ("ID", ["a"]),
    ]

    @Test func `Each member alone decides alike`() {
        let sound: Object = ["type": "t", "source": "s", "payload": 1]
        for (name, values) in Self.members {
            for value in values {
                var object = sound
                object[name] = value
                #expect(NewEvent(sound: .object(object)) == Self.slowly(.object(object)), "\(name): \(value)")
            }
            var object = sound
            object[name] = nil
            #expect(NewEvent(sound: .object(object)) == Self.slowly(.object(object)), "without \(name)")
        }
        for value in [.null, "t", ["type"], .object(Object())] as [Value] { #expect(NewEvent(sound: value) == nil) }
    }

    @Test(arguments: 0..<40) func `Any members together decide alike`(seed: UInt64) {
        var random = SeededNumbers(state: seed)
        for _ in 0..<100 {
            var object = Object()
            for (name, values) in Self.members
            where random.next(below: 4) > 0 || ["type", "source", "payload"].contains(name) {
                // The first value is sound, so that many events are.
                object[name] = values[random.next(below: 6) == 0 ? random.next(below: values.count) : 0]
            }
            if random.next(below: 3) > 0 { object["colour"] = nil }
            if random.next(below: 3) > 0 { object["ID"] = nil }
            #expect(NewEvent(sound: .object(object)) == Self.slowly(.object(object)), "\(object)")
        }
    }
}
