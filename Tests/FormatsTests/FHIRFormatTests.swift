import Testing
import Values

@testable import Formats

@Suite struct FHIRFormatTests {
    /// One of everything that differs between the two forms.
    static let example = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Patient xmlns="http://hl7.org/fhir"><id value="p1"/><text><status value="generated"/>\
        <div xmlns="http://www.w3.org/1999/xhtml"><p>Ann <b>Lee</b> &amp; co</p></div></text>\
        <contained><Organization><id value="o1"/><name value="Ward &quot;9&quot;"/></Organization></contained>\
        <extension url="urn:x"><valueDecimal value="1.50"/></extension>\
        <active value="true"/><name id="n1"><family value="Lee"/><given value="Ann"/>\
        <given><extension url="urn:y"><valueCode value="unknown"/></extension></given><given value="May"/></name>\
        <birthDate id="b1" value="1970-01"><extension url="urn:t"><valueDateTime value="1970-01-01T10:00:00Z"/></extension></birthDate>\
        <multipleBirthInteger value="2"/></Patient>

        """

    private static let json = ##"""
        {"resourceType":"Patient","id":"p1","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Ann <b>Lee</b> &amp; co</p></div>"},
        "contained":[{"resourceType":"Organization","id":"o1","name":"Ward \"9\""}],
        "extension":[{"url":"urn:x","valueDecimal":1.50}],"active":true,
        "name":[{"id":"n1","family":"Lee","given":["Ann",null,"May"],"_given":[null,{"extension":[{"url":"urn:y","valueCode":"unknown"}]},null]}],
        "birthDate":"1970-01","_birthDate":{"id":"b1","extension":[{"url":"urn:t","valueDateTime":"1970-01-01T10:00:00Z"}]},
        "multipleBirthInteger":2}
        """##

    @Test func convertsBothWays() throws {
        let value = try JSONFormat().decode(Array(Self.json.utf8))
        #expect(try FHIRXMLFormat().decode(Array(Self.example.utf8)) == value)
        #expect(String(decoding: try FHIRXMLFormat().encode(value), as: UTF8.self) == Self.example)
        // Whatever the order of its members, the elements come in theirs.
        let shuffled = Value.object(Object((value.object?.members ?? []).reversed()))
        #expect(String(decoding: try FHIRXMLFormat().encode(shuffled), as: UTF8.self) == Self.example)
        let text = try FHIRFormat(FormatOptions()).encode(value)
        #expect(String(decoding: text, as: UTF8.self).contains("\"valueDecimal\":1.50"))
    }

    @Test func takesPrefixesAndSchemaLocations() throws {
        let text = """
            <f:Basic xmlns:f="http://hl7.org/fhir" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
            xsi:schemaLocation="a b"><f:id value="1"/></f:Basic>
            """
        #expect(try FHIRXMLFormat().decode(Array(text.utf8)) == ["resourceType": "Basic", "id": "1"])
    }

    @Test(arguments: [
        ("<Nothing/>", "/Nothing"), ("<Patient><nme value='x'/></Patient>", "/Patient/nme"),
        ("<Patient>x</Patient>", "/Patient"),
        ("<Patient><active value='yes'/></Patient>", "/Patient/active"),
        ("<Patient><active/></Patient>", "/Patient/active"),
        ("<Patient><id value='1'/><id value='2'/></Patient>", "/Patient/id"), ("<Patient id='1'/>", "/Patient"),
        ("<Patient><multipleBirthInteger value='1.5'/></Patient>", "/Patient/multipleBirthInteger"),
        ("<Patient><contained/></Patient>", "/Patient/contained"),
        ("<Patient><name><x/></name></Patient>", "/Patient/name/x"),
    ])
    func refusesXMLThatIsNoResource(document: String, path: String) {
        let error = junctionError { _ = try FHIRXMLFormat().decode(Array(document.utf8)) }
        #expect(error?.code == .malformed)
        #expect(error?.place?.path == path)
    }

    @Test(arguments: [
        ("[]", "$"), (#"{"resourceType":"Nothing"}"#, "$."), (#"{"resourceType":"Patient","nme":1}"#, "$.Patient.nme"),
        (#"{"resourceType":"Patient","active":"yes"}"#, "$.Patient.active"),
        (#"{"resourceType":"Patient","name":{}}"#, "$.Patient.name"),
        (#"{"resourceType":"Patient","text":{"div":"<p/>"}}"#, "$.Patient.text.div"),
        (#"{"resourceType":"Patient","_name":[]}"#, nil),
    ])
    func refusesValuesThatAreNoResource(json: String, path: String?) throws {
        let value = try JSONFormat().decode(Array(json.utf8))
        guard let path else { return _ = try FHIRXMLFormat().encode(value) }
        let error = junctionError { _ = try FHIRXMLFormat().encode(value) }
        #expect(error?.code == .notRepresentable)
        #expect(error?.place?.path == path)
    }

    /// Resources of every type, made at random from the table, come back as they were.
    @Test(arguments: 1...Fuzz.seeds)
    func everyResourceComesBack(seed: Int) throws {
        var maker = ResourceMaker(random: SeededGenerator(seed: UInt64(seed)))
        for type in FHIRElements.resourceNames {
            for _ in 0..<3 {
                let value = Value.object(maker.resource(type, depth: 0))
                #expect(try FHIRXMLFormat().decode(FHIRXMLFormat().encode(value)) == value)
            }
        }
        #expect(FHIRElements.resourceNames.count == 146)
    }

    @Test func depthIsLimited() {
        let text = "<Patient>" + String(repeating: "<extension url='u'>", count: 5000)
        #expect(junctionError { _ = try FHIRXMLFormat().decode(Array(text.utf8)) }?.code == .formatLimit)
        var value: Value = ["url": "u"]
        for _ in 0..<300 { value = ["url": "u", "extension": [value]] }
        #expect(
            junctionError { _ = try FHIRXMLFormat().encode(["resourceType": "Basic", "extension": [value]]) }?.code
                == .formatLimit)
    }
}

/// Makes resources by the table of elements.
private struct ResourceMaker {
    var random: SeededGenerator

    mutating func resource(_ type: String, depth: Int) -> Object {
        let content = object(type, depth: depth)
        return Object(distinct: [Object.Member(key: "resourceType", value: .string(type))] + content.members)
    }

    private mutating func object(_ type: String, depth: Int) -> Object {
        var object = Object()
        for element in FHIRElements.definition(type)?.elements ?? [] {
            let isNeeded = element.name == "url" && type == "Extension"
            guard isNeeded || Int.random(in: 0..<8 + depth * 4, using: &random) == 0 else { continue }
            add(element, depth: depth + 1, &object, isAttribute: isNeeded || element.name == "id" && depth > 0)
        }
        return object
    }

    private mutating func add(_ element: FHIRElements.Element, depth: Int, _ object: inout Object, isAttribute: Bool) {
        let isPrimitive: Bool =
            switch element.kind {
            case .boolean, .integer, .decimal, .text: true
            default: false
            }
        if isPrimitive, !isAttribute, depth < 4, Int.random(in: 0..<5, using: &random) == 0 {
            let addition: Value = ["id": "x", "extension": [["url": "u"]]]
            object[element.name] = element.repeats ? [value(element.kind, depth), .null] : value(element.kind, depth)
            object["_" + element.name] = element.repeats ? [.null, addition] : addition
            return
        }
        guard let one = optional(element.kind, depth) else { return }
        object[element.name] = element.repeats ? .array([one] + (Bool.random(using: &random) ? [one] : [])) : one
    }

    private mutating func optional(_ kind: FHIRElements.Kind, _ depth: Int) -> Value? {
        if depth > 6 {
            switch kind {
            case .complex, .resource: return nil
            default: break
            }
        }
        return value(kind, depth)
    }

    private mutating func value(_ kind: FHIRElements.Kind, _ depth: Int) -> Value {
        switch kind {
        case .boolean: .bool(Bool.random(using: &random))
        case .integer: .integer(Int64.random(in: -5...5, using: &random))
        case .decimal: .decimal(ExactDecimal(checked: "\(Int.random(in: 0...9, using: &random)).10"))
        case .text: .string(["a", "<&\"'>", " é\n", "2026-10-01"].randomElement(using: &random) ?? "")
        case .xhtml: "<div xmlns=\"http://www.w3.org/1999/xhtml\">a<br/>b &lt;</div>"
        case .resource: .object(resource("Basic", depth: depth))
        case .complex(let type): .object(object(type, depth: depth))
        }
    }
}
