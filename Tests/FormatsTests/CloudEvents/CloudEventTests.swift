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

    /// CloudEvents 1.0.2, section 3.1 (Type System) and what is asked of each attribute after it.
    @Test(arguments: [
        ("source", "/sensors/tn-1234567/alerts", true),
        ("source", "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66", true),
        ("source", "mailto:a@example.org", true), ("source", "1-555-123-4567", true), ("source", "?a=b#c", true),
        ("source", "//example.org:80/a%20b", true), ("source", "a b", false), ("source", "r\u{E9}sum\u{E9}", false),
        ("source", "50%", false), ("source", "1:2", false), ("source", "<x>", false), ("source", "http://[::1", false),
        ("dataschema", "https://example.org/s?v=1#/definitions/a", true), ("dataschema", "urn:x:y", true),
        ("dataschema", "/s", false), ("dataschema", "schema.json", false), ("dataschema", "https://a b/", false),
        ("datacontenttype", "text/xml; charset=\"utf-8\"", true),
        ("datacontenttype", "application/vnd.a+json ;x", true),
        ("datacontenttype", "json", false), ("datacontenttype", "text/", false), ("datacontenttype", "a/b/c", false),
        ("datacontenttype", "text/a b", false), ("datacontenttype", ";/x", false),
        ("subject", "\u{10FFFD}\u{FFFD}\u{FDCF}\u{FDF0}", true), ("note", "\u{85}", false), ("note", "", true),
        ("time", "1985-04-12t23:20:50.52z", true), ("time", "1990-12-31T15:59:60-08:00", true),
        ("time", "1985-04-12T23:20:50", false), ("time", "1985-04-12", false), ("time", "1985-04-12T24:00:00Z", false),
    ])
    func attributesAreOfTheirTypes(_ name: String, _ value: String, _ isSound: Bool) throws {
        var object: Object = ["specversion": "1.0", "id": "1", "source": "s", "type": "t"]
        object[name] = .string(value)
        let headers = object.map {
            (name: $0.key == "datacontenttype" ? "content-type" : "ce-" + $0.key, value: $0.value)
        }
        .map { (name: $0.name, value: $0.name == "content-type" ? $0.value.string ?? "" : Self.quoted($0.value)) }
        for read in [
            { try CloudEvent(json: .object(object)) }, { try CloudEvent(headers: headers, body: []) },
        ] as [() throws -> CloudEvent] {
            if isSound {
                #expect(try read().attributes.keys.contains(name))
            } else {
                #expect { try read() } throws: { ($0 as? JunctionError)?.place?.path == "/" + name }
            }
        }
    }

    @Test(arguments: [#"\uFFFE"#, #"\uFFFF"#, #"\uFDD0"#, #"\uFDEF"#, #"\uD83F\uDFFF"#, #"\u009F"#])
    func noncharactersAreRefused(_ escape: String) {
        #expect {
            try read(#"{"specversion":"1.0","id":"1","source":"s","type":"t","subject":"a\#(escape)"}"#)
        } throws: { ($0 as? JunctionError)?.place?.path == "/subject" }
    }

    private static func quoted(_ value: Value) -> String {
        (value.string ?? "").utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test func aSourceThatIsNoReferenceBecomesOne() {
        let format = URIFormat(international: false)
        for (text, reference) in [
            ("hospital/pas", "hospital/pas"), ("a b", "a%20b"),
            ("https://x.org/a b?q=\u{E9}", "https://x.org/a%20b?q=%C3%A9"),
            ("1:2", "1%3A2"), ("50%", "50%25"), ("a%20b", "a%20b"), ("http://[::1", "http%3A//%5B::1"),
            ("<#a#b>", "%3C%23a%23b%3E"),
            ("\u{7}", "%07"),
        ] {
            let made = format.reference(text)
            #expect(format.isReference(made), "\(made)")
            #expect(made == reference || text.contains("["), "\(made)")
            #expect(format.reference(made) == made)
        }
    }

    /// JSON Event Format 1.0.2, section 3.1.
    @Test func textIsInTheCharsetThatItsMediaTypeNames() throws {
        func read(_ type: String, _ text: String) throws -> CloudEvent {
            try CloudEvent(json: [
                "specversion": "1.0", "id": "1", "source": "s", "type": "t", "datacontenttype": .string(type),
                "data": .string(text),
            ])
        }
        let latin = try read("text/plain; charset=\"ISO-8859-1\"", "caf\u{E9}")
        #expect(latin.data == [0x63, 0x61, 0x66, 0xE9])
        #expect(latin.json["data"] == "caf\u{E9}")
        #expect(try read("text/plain;charset=utf-8", "caf\u{E9}").data == Array("caf\u{E9}".utf8))
        for (type, text) in [
            ("text/plain;charset=us-ascii", "\u{E9}"), ("text/plain;charset=utf-16", "a"),
            ("text/plain;charset=iso-8859-1", "\u{20AC}"),
        ] {
            #expect { try read(type, text) } throws: { ($0 as? JunctionError)?.place?.path == "/data" }
        }
        var wide = latin
        (wide.dataContentType, wide.data) = ("text/plain;charset=utf-16", [0x61, 0])
        #expect(wide.json["data_base64"] == "YQA=")
        #expect(try CloudEvent(json: wide.json) == wide)
    }

    @Test func whatStructuredModeImpliesIsSaid() throws {
        let event = try read(#"{"specversion":"1.0","id":"1","source":"s","type":"t","data":"x"}"#)
        #expect(event.headers().contains { $0 == ("content-type", "application/json") })
        let none = try read(#"{"specversion":"1.0","id":"1","source":"s","type":"t"}"#)
        #expect(!none.headers().contains { $0.name == "content-type" })
    }

    @Test func aBatchMayBeEmpty() throws { #expect(try CloudEvent.batch(json: []).isEmpty) }

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
            let source = URIFormat(international: false).reference(text())
            var event = CloudEvent(id: text(), source: source, type: text(), dataContentType: "application/x-bytes")
            for name in ["a", "b2", "note"] where Bool.random(using: &random) { event.extensions[name] = text() }
            event.data = (0...3).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(try CloudEvent(json: event.json) == event)
            #expect(try CloudEvent(headers: event.headers(), body: event.data ?? []) == event)
        }
    }
}
