import API
import HTTPTypes
import NIOCore
import SecurityCore
import Synchronization
import Testing
import Values

@testable import API

@Suite struct EventLinesTests {
    private static let path = "/api/integration/events/publish"
    private static let type = "application/x-ndjson"

    private static func line(_ id: String) -> String { #"{"id":"\#(id)","type":"t","source":"s","payload":1}"# }

    @Test func `More lines than a request may have otherwise are published in a bounded answer`() async throws {
        let harness = try await APIHarness { $0.bodyBytesMost = 64 << 10 }
        try await harness.live { api async throws in
            let padding = String(repeating: "x", count: 100)
            let lines = (1...2000).map { #"{"id":"\#($0)","type":"t","source":"s","payload":"\#(padding)"}"# }
            let answer = try await api.send(.post, Self.path, lines.joined(separator: "\n"), type: Self.type)
            #expect(answer.status == 202, "\(answer.text.prefix(300))")
            #expect(answer.json["lines"] == 2000)
            #expect(answer.json["published"] == 2000)
            #expect(answer.json["results"] == nil)
            let few = try await api.send(.post, Self.path, Self.line("a") + "\n", type: Self.type)
            #expect(few.json["results"]?.array?.count == 1)
        }
        #expect(harness.doubles.state.withLock { $0.events.count } == 2001)
    }

    @Test func `Whatever goes wrong, what was taken is told exactly`() async throws {
        let harness = try await APIHarness()
        try await harness.route { api async throws in
            let lines = [Self.line("a"), "", Self.line("b"), Self.line("c")].joined(separator: "\n")
            harness.doubles.state.withLock { $0.refusedIDs = ["c"] }
            let refused = try await api.send(.post, Self.path, lines, type: Self.type)
            #expect(refused.status == 409)
            #expect(refused.json["taken"] == ["lines": 3, "published": 2, "duplicates": 0])
            #expect(refused.json["currentVersion"] == 7)
            #expect(refused.places.first?["position"] == "line 4")
            harness.doubles.state.withLock { state in
                state.refusedIDs = []
                state.nextError = JunctionError(.appendQueueFull, "full")
            }
            let pressed = try await api.send(.post, Self.path, lines, type: Self.type)
            #expect(pressed.status == 429)
            #expect(pressed.headers[.retryAfter] == "1")
            #expect(pressed.json["taken"] == ["lines": 0, "published": 0, "duplicates": 0])
            harness.doubles.state.withLock { state in
                state.nextError = JunctionError(.alreadyExists, "taken", cause: ConflictingEvents([1]))
            }
            let conflict = try await api.send(.post, Self.path, lines, type: Self.type)
            #expect(conflict.status == 409)
            #expect(conflict.json["taken"] == ["lines": 3, "published": 1, "duplicates": 0])
            #expect(conflict.places.first?["position"] == "line 3")
        }
    }

    @Test func `Lines are cut wherever the parts end, and a line too long is refused`() throws {
        let text = "one\n\r\ntwo\n\nthree"
        for size in 1...text.utf8.count {
            var cutter = LineCutter(lineBytesMost: 5)
            var found: [String] = []
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                cutter.append(ByteBuffer(bytes: rest.prefix(size)))
                rest = rest.dropFirst(size)
                while let line = try cutter.next() { found.append(String(decoding: line, as: UTF8.self)) }
            }
            found.append(String(decoding: cutter.rest(), as: UTF8.self))
            #expect(found == ["one", "\r", "two", "", "three"], "parts of \(size)")
        }
        var cutter = LineCutter(lineBytesMost: 5)
        cutter.append(ByteBuffer(string: "123456"))
        #expect(throws: JunctionError.self) { try cutter.next() }
    }
}
