import Formats
import Testing
import Values

struct CloudEventTests {
    private let full = CloudEvent(
        id: "e-1", source: "/ward/7", type: "resident.moved", subject: "p 1",
        time: Instant(rfc3339: "2026-10-01T09:30:00Z"),
        dataContentType: "application/json", dataSchema: "https://example.org/s",
        extensions: ["traceparent": "00-é%\"x"],
        data: Array(#"{"room":12}"#.utf8))

    private func read(_ json: String) throws -> CloudEvent {
        try CloudEvent(json: JSONFormat().decode(Array(json.utf8)))
    }

    @Test func structuredFormHoldsTheDataAsItIs() throws {
        #expect(full.json["data"]?["room"] == 12)
        #expect(full.json["time"] == "2026-10-01T09:30:00Z")
        #expect(try CloudEvent(json: full.json) == full)
        var text = full
        (text.dataContentType, text.data) = ("text/plain", Array("room 12".utf8))
        #expect(text.json["data"] == "room 12")
        #expect(try CloudEvent(json: text.json) == text)
        var bytes = full
        (bytes.dataContentType, bytes.data) = ("image/png", [0x89, 0xFF])
        #expect(bytes.json["data_base64"] == "if8=")
        #expect(try CloudEvent(json: bytes.json) == bytes)
    }

    @Test func binaryFormEncodesWhatAHeaderCannotHold() throws {
        let headers = full.headers()
        #expect(headers.first { $0.name == "ce-traceparent" }?.value == "00-%C3%A9%25%22x")
        #expect(headers.first { $0.name == "ce-subject" }?.value == "p%201")
        #expect(headers.first { $0.name == "content-type" }?.value == "application/json")
        #expect(try CloudEvent(headers: headers, body: full.data ?? []) == full)
        let kafka = full.headers(prefix: .kafka)
        #expect(try CloudEvent(headers: kafka, body: full.data ?? [], prefix: .kafka) == full)
    }

    @Test(arguments: [
        ("Euro%20%E2%82%AC%20%F0%9F%98%80", "Euro € 😀"), ("%c3%A9", "é"), ("100%", "100%"), ("%zz", "%zz"),
        ("%+1", "%+1"), ("%4", "%4"), ("%F0%9F%98%80", "\u{1F600}"), ("%2541", "%41"), ("\"", "\""),
        (#""a \"b\" c""#, #"a "b" c"#), ("a b", "a b"), ("%2", "%2"), ("%%41", "%A"),
    ])
    func headerValuesAreDecodedOnce(_ header: String, _ wanted: String) throws {
        let base = [("CE-SpecVersion", "1.0"), ("ce-id", "1"), ("ce-source", "s"), ("ce-type", "t")]
        let event = try CloudEvent(headers: base.map { (name: $0.0, value: $0.1) } + [("ce-note", header)], body: [])
        #expect(event.extensions == ["note": wanted])
        #expect(event.data == nil)
    }

    @Test func attributesOfOtherTypesBecomeText() throws {
        let event = try read(
            #"{"specversion":"1.0","id":"1","source":"s","type":"t","flag":true,"n":-7,"none":null,"subject":null}"#)
        #expect(event.extensions == ["flag": "true", "n": "-7"])
        #expect(event.subject == nil)
        #expect(event.data == nil)
    }

    /// JSON may be null, which is not the same as no data (JSON Event Format, section 3.1.1).
    @Test func dataMayBeNull() throws {
        func data(_ members: String) throws -> [UInt8]? {
            try read(#"{"specversion":"1.0","id":"1","source":"s","type":"t",\#(members)}"#).data
        }
        #expect(try data(#""data":null"#) == Array("null".utf8))
        #expect(try data(#""data":null,"data_base64":null"#) == Array("null".utf8))
        #expect(try data(#""data_base64":null"#) == nil)
        #expect(try data(#""data":1,"data_base64":null"#) == Array("1".utf8))
        #expect(try data(#""datacontenttype":"text/plain","data":null"#) == nil)
        #expect(try data(#""datacontenttype":"image/json;x=y","data":{"a":1}"#) == Array(#"{"a":1}"#.utf8))
        #expect(try data(#""data":"{\"a\":1}""#) == Array(#""{\"a\":1}""#.utf8))
    }

    @Test(arguments: [
        ("ce-note", "%C0%A0"), ("ce-note", "%FF"), ("ce-note", "a%00b"), ("ce-note", "%7F"), ("ce-a_b", "x"),
        ("ce-data", "x"),
        ("ce-subject", ""), ("ce-id", "2"), ("CE-Type", "u"), ("ce-time", "today"), ("ce-dataschema", ""),
    ])
    func headersThatAreNoAttributesAreRefused(_ name: String, _ value: String) throws {
        let base = [("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "s"), ("ce-type", "t")]
        #expect {
            try CloudEvent(headers: base.map { (name: $0.0, value: $0.1) } + [(name, value)], body: [])
        } throws: { ($0 as? JunctionError)?.place?.path == "/" + name.lowercased().dropFirst(3) }
    }

    @Test(arguments: ["cloudEvents:", "cloudEvents_", "CLOUDEVENTS_"])
    func overAMQPTheNameMayFollowAnUnderscore(_ prefix: String) throws {
        let names = ["specversion", "id", "source", "type", "subject"]
        let headers = names.map { (name: prefix + $0, value: $0 == "specversion" ? "1.0" : "50%25") }
        let event = try CloudEvent(headers: headers + [("content-type", "text/plain")], body: [1], prefix: .amqp)
        #expect(event.subject == "50%25")
        #expect(event.dataContentType == "text/plain")
    }

    @Test(
        arguments: [
            ("[]", nil), (#"{"id":"1","source":"s","type":"t"}"#, "/specversion"),
            (#"{"specversion":"0.3","id":"1","source":"s","type":"t"}"#, "/specversion"),
            (#"{"specversion":"1.0","id":"","source":"s","type":"t"}"#, "/id"),
            (#"{"specversion":"1.0","id":"1","source":"s","type":"t","time":"now"}"#, "/time"),
            (#"{"specversion":"1.0","id":"1","source":"s","type":"t","a_b":"x"}"#, "/a_b"),
            (#"{"specversion":"1.0","id":"1","source":"s","type":"t","Subject":"x"}"#, "/Subject"),
            (#"{"specversion":"1.0","id":"1","source":"s","type":"t","subject":""}"#, "/subject"),
            (#"{"specversion":"1.0","id":1,"source":"s","type":"t"}"#, "/id"),
            (#"{"specversion":1.0,"id":"1","source":"s","type":"t"}"#, "/specversion"),
            (#"{"specversion":"1.0","id":"1","source":"s","type":null}"#, "/type"),
            (#"{"specversion":"1.0","id":"1","source":"s","type":"t","subject":true}"#, "/subject"),
            (#"{"specversion":"1.0","id":"1","source":"s","type":"t","note":"a\u0000"}"#, "/note"),
            (#"{"specversion":"1.0","id":"1","source":"s","type":"t","n":1.5}"#, "/n"),
            (#"{"specversion":"1.0","id":"1","source":"s","type":"t","time":"2026-02-30T00:00:00Z"}"#, "/time"),
            (#"{"specversion":"1.0","id":"1","source":"s","type":"t","data_base64":1}"#, "/data_base64"),
            (#"{"specversion":"1.0","id":"1","source":"s","type":"t","x":{}}"#, "/x"),
            (#"{"specversion":"1.0","id":"1","source":"s","type":"t","n":2147483648}"#, "/n"),
            (#"{"specversion":"1.0","id":"1","source":"s","type":"t","data":1,"data_base64":"AA=="}"#, "/data_base64"),
            (#"{"specversion":"1.0","id":"1","source":"s","type":"t","data_base64":"?"}"#, "/data_base64"),
            (
                #"{"specversion":"1.0","id":"1","source":"s","type":"t","datacontenttype":"text/plain","data":{}}"#,
                "/data"
            ),
        ] as [(String, String?)])
    func whatIsNoCloudEventSaysWhere(_ json: String, _ path: String?) {
        #expect {
            try read(json)
        } throws: { error in
            let error = error as? JunctionError
            return error?.code == .malformed && error?.place?.path == path
        }
    }

    @Test func aBatchNamesTheEventThatIsWrong() throws {
        #expect(try CloudEvent.batch(json: [full.json, full.json]).count == 2)
        #expect {
            try CloudEvent.batch(json: [full.json, ["id": "1"]])
        } throws: { ($0 as? JunctionError)?.place?.path == "/1/specversion" }
    }

    @Test func everyEventComesBackFromBothForms() throws {
        var random = SeededGenerator(seed: 7)
        let texts = ["a", "é", "\u{1F600}", " ", "%41", "\"", "\\", "xy", "~"]
        func text() -> String {
            (0...Int.random(in: 0...4, using: &random)).map { _ in texts.randomElement(using: &random) ?? "" }.joined()
        }
        for _ in 0..<500 {
            var event = CloudEvent(id: text(), source: text(), type: text(), dataContentType: "application/x-bytes")
            for name in ["a", "b2", "note"] where Bool.random(using: &random) { event.extensions[name] = text() }
            event.data = (0...3).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(try CloudEvent(json: event.json) == event)
            #expect(try CloudEvent(headers: event.headers(), body: event.data ?? []) == event)
        }
    }
}
