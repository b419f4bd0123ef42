import Events
import Formats
import TestKit
import Testing
import Values

struct SubscriptionFilterTests {
    private let event = Event.sample(
        "e-1", type: "resident.moved", source: "ward/7", key: "p-1", correlationID: "c-1",
        metadata: ["subject": "p-1", "priority": "3"])

    private func filter(_ json: String) throws -> SubscriptionFilter {
        try SubscriptionFilter(
            JSONFormat().decode(Array(json.utf8)),
            compilers: [
                "text": { source in
                    guard source != "broken" else { throw JunctionError(.filterInvalid, "no such text") }
                    return { $0.id == source }
                }
            ])
    }

    @Test(arguments: [
        ("[]", true), (#"[{"exact":{"type":"resident.moved"}}]"#, true),
        (#"[{"exact":{"type":"Resident.moved"}}]"#, false),
        (#"[{"exact":{"type":"resident.moved","source":"ward/8"}}]"#, false), (#"[{"exact":{"nothing":"x"}}]"#, false),
        (#"[{"prefix":{"type":"resident."}},{"suffix":{"source":"/7"}}]"#, true),
        (#"[{"prefix":{"type":"resident."}},{"suffix":{"source":"/8"}}]"#, false),
        (#"[{"any":[{"exact":{"id":"x"}},{"exact":{"correlationid":"c-1"}}]}]"#, true),
        (#"[{"all":[{"exact":{"subject":"p-1"}},{"exact":{"partitionkey":"p-2"}}]}]"#, false),
        (#"[{"not":{"exact":{"stream":"other"}}}]"#, true), (#"[{"not":{"not":{"exact":{"id":"e-1"}}}}]"#, true),
        (#"[{"sql":"priority > 2 AND EXISTS subject"}]"#, true), (#"[{"sql":"priority"}]"#, false),
        (#"[{"not":{"sql":"nothing = 1"}}]"#, true), (#"[{"exact":{"specversion":"1.0"}}]"#, true),
        (#"[{"sql":"datacontenttype = 'application/octet-stream' AND time LIKE '2026-%Z'"}]"#, true),
        (#"[{"text":"e-1"}]"#, true), (#"[{"text":"e-2"}]"#, false),
    ])
    func passes(_ json: String, _ wanted: Bool) throws {
        #expect(try filter(json).passes(event) == wanted)
        #expect(SubscriptionFilter.everything.passes(event))
    }

    @Test(arguments: [
        ("{}", ""), ("[1]", "/0"), ("[{}]", "/0"), (#"[{"exact":{"id":"x"},"prefix":{"id":"x"}}]"#, "/0"),
        (#"[{"nope":"x"}]"#, "/0/nope"), (#"[{"exact":{}}]"#, "/0/exact"), (#"[{"exact":{"id":""}}]"#, "/0/exact/id"),
        (#"[{"exact":{"ID":"x"}}]"#, "/0/exact/ID"), (#"[{"any":[]}]"#, "/0/any"),
        (#"[{"all":[{"sql":"1 +"}]}]"#, "/0/all/0/sql"), (#"[{"sql":7}]"#, "/0/sql"),
        (#"[{"text":"broken"}]"#, "/0/text"),
        (#"[{"not":{"any":[{"not":7}]}}]"#, "/0/not/any/0/not"),
    ])
    func brokenFiltersSayWhere(_ json: String, _ path: String) {
        #expect {
            try filter(json)
        } throws: { error in
            let error = error as? JunctionError
            return error?.code == .filterInvalid && error?.place?.path == path
        }
    }

    @Test func depthAndNumberAreBounded() {
        let deep =
            String(repeating: #"{"not":"#, count: 30) + #"{"exact":{"id":"x"}}"# + String(repeating: "}", count: 30)
        #expect(throws: JunctionError.self) { try filter("[\(deep)]") }
        let many = Array(repeating: #"{"exact":{"id":"x"}}"#, count: 300).joined(separator: ",")
        #expect(throws: JunctionError.self) { try filter("[\(many)]") }
    }
}
