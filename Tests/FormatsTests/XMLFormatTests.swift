import Testing
import Values

@testable import Formats

@Suite struct XMLFormatTests {
    private func decode(_ text: String) throws -> Value { try XMLFormat().decode(Array(text.utf8)) }
    private func encode(_ value: Value, pretty: Bool = false) throws -> String {
        var format = XMLFormat()
        format.writesDeclaration = false
        format.pretty = pretty
        return String(decoding: try format.encode(value), as: UTF8.self)
    }

    /// Each document, the value it means, and that it comes back as it was.
    @Test(arguments: [
        ("<a/>", ##"{"a":""}"##), ("<a>text</a>", ##"{"a":"text"}"##), ("<a b=\"1\"/>", ##"{"a":{"@b":"1"}}"##),
        ("<a b=\"1\">t</a>", ##"{"a":{"@b":"1","#text":"t"}}"##), ("<a><b>1</b><c/></a>", ##"{"a":{"b":"1","c":""}}"##),
        ("<a><b>1</b><b>2</b><c x=\"y\"/></a>", ##"{"a":{"b":["1","2"],"c":{"@x":"y"}}}"##),
        ("<a><b>1</b><c/><b>2</b></a>", ##"{"a":{"#content":[{"b":"1"},{"c":""},{"b":"2"}]}}"##),
        ("<a>one <b>two</b> three</a>", ##"{"a":{"#content":["one ",{"b":"two"}," three"]}}"##),
        ("<p:a xmlns:p=\"u\" p:x=\"1\"><p:b/></p:a>", ##"{"p:a":{"@xmlns:p":"u","@p:x":"1","p:b":""}}"##),
        ("<a xml:space=\"preserve\"> <b/> </a>", ##"{"a":{"@xml:space":"preserve","#content":[" ",{"b":""}," "]}}"##),
        (
            "<a b=\"&lt;&amp;&quot;&#10;&#9;&#13;\">&lt;&amp;\"]]&gt;&#13;</a>",
            ##"{"a":{"@b":"<&\"\n\t\r","#text":"<&\"]]>\r"}}"##
        ),
    ])
    func followsTheConventionBothWays(document: String, json: String) throws {
        let value = try decode(document)
        #expect(try value == JSONFormat().decode(Array(json.utf8)))
        #expect(try encode(value) == document + "\n")
    }

    @Test(arguments: [
        (
            "<?xml version='1.0'?>\n<!-- c --><a> <!-- c -->\n <b> x </b><?p?> </a>\n<!-- c -->\n",
            ##"{"a":{"b":" x "}}"##
        ),
        ("<a>x<![CDATA[<&]]]>y</a>", ##"{"a":"x<&]y"}"##), ("<a>\r\n1\r2\n</a>", ##"{"a":"\n1\n2\n"}"##),
        ("<a b=' 1\r\n\t2 '/>", ##"{"a":{"@b":" 1  2 "}}"##),
        ("<!DOCTYPE a [<!ENTITY e 'x<b>y</b>'>]><a>&e;&#65;</a>", ##"{"a":{"#content":["x",{"b":"y"},"A"]}}"##),
        (
            "<!DOCTYPE a [<!ATTLIST a k CDATA 'v' n NMTOKENS #IMPLIED>]><a n='  1   2 '/>",
            ##"{"a":{"@n":"1 2","@k":"v"}}"##
        ),
        (
            "<!DOCTYPE a SYSTEM 'x' [<!ENTITY e SYSTEM 'f'>]><a>1&e;2&f;</a>",
            ##"{"a":{"#content":["1",{"#entity":"e"},"2",{"#entity":"f"}]}}"##
        ),
    ])
    func reads(document: String, json: String) throws {
        #expect(try decode(document) == JSONFormat().decode(Array(json.utf8)))
    }

    @Test(arguments: [
        ("", 1, 1), ("<a>", 1, 1), ("<a></b>", 1, 6), ("<a>\n<b x=1/></a>", 2, 6), ("<a/><b/>", 1, 5), ("x<a/>", 1, 1),
        ("<a b='1' b='2'/>", 1, 10), ("<a>&e;</a>", 1, 4), ("<a>é&#0;</a>", 1, 5), ("<a>]]></a>", 1, 4),
        ("<a><!-- -- --></a>", 1, 11),
        ("<p:a/>", 1, 1), ("<a xmlns:p='u' xmlns:q='u' p:x='1' q:x='2'/>", 1, 1), ("<a b='<'/>", 1, 7),
        ("<a b='1'c='2'/>", 1, 9),
        ("<a>\u{1}</a>", 1, 4), (" <?xml version='1.0'?><a/>", 1, 2), ("<?xml version='2.0'?><a/>", 1, 20),
        ("<!DOCTYPE a [<!ENTITY % p 'x'> <!ENTITY e '%p;'>]><a/>", 1, 44),
        ("<!DOCTYPE a [<!ELEMENT a (b|c,d)>]><a/>", 1, 30),
        ("<!DOCTYPE a [<!ENTITY e '<b>'>]><a>&e;</b></a>", 1, 36), ("<a>&lt</a>", 1, 7), ("<1a/>", 1, 2),
        ("<a>\u{FFFE}</a>", 1, 4),
    ])
    func refusesAndLocates(document: String, line: Int, column: Int) {
        let error = junctionError { _ = try decode(document) }
        #expect(error?.code == .malformed)
        #expect(error?.place == Place(line: line, column: column))
    }

    @Test func entityBombsEndQuickly() {
        var bomb = "<!DOCTYPE a [<!ENTITY e0 'lol'>"
        for level in 1...20 { bomb += "<!ENTITY e\(level) '" + String(repeating: "&e\(level - 1);", count: 10) + "'>" }
        #expect(junctionError { _ = try decode(bomb + "]><a>&e20;</a>") }?.code == .formatLimit)
        #expect(junctionError { _ = try decode(bomb + "]><a b='&e20;'/>") }?.code == .formatLimit)
        let quadratic =
            "<!DOCTYPE a [<!ENTITY e '\(String(repeating: "x", count: 50_000))'>]><a>\(String(repeating: "&e;", count: 50_000))</a>"
        #expect(junctionError { _ = try decode(quadratic) }?.code == .formatLimit)
        let defaults =
            "<!DOCTYPE a [<!ATTLIST b c CDATA '\(String(repeating: "x", count: 50_000))'>]><a>\(String(repeating: "<b/>", count: 5000))</a>"
        #expect(junctionError { _ = try decode(defaults) }?.code == .formatLimit)
        #expect(
            junctionError { _ = try decode("<!DOCTYPE a [<!ENTITY e '&f;'><!ENTITY f '&e;'>]><a>&e;</a>") }?.code
                == .malformed)
        #expect(junctionError { _ = try decode("<!DOCTYPE a [<!ENTITY % e '&#37;e;'>%e;]><a/>") }?.code == .malformed)
    }

    @Test func depthAndSizeAreLimited() throws {
        let deep = String(repeating: "<a>", count: 100_000)
        #expect(junctionError { _ = try decode(deep) }?.code == .formatLimit)
        let model = String(repeating: "(", count: 100_000)
        #expect(junctionError { _ = try decode("<!DOCTYPE a [<!ELEMENT a \(model)") }?.code == .formatLimit)
        let format = try XMLFormat(FormatOptions(["sizeMost": 8, "depthMost": 2]))
        #expect(junctionError { _ = try format.decode(Array("<aaaaaa/>".utf8)) }?.code == .formatLimit)
    }

    @Test func readsEncodings() throws {
        let text = "<?xml version=\"1.0\" encoding=\"NAME\"?><é>€</é>"
        let wanted: Value = ["é": "€"]
        let utf16 = Array(text.replacing("NAME", with: "UTF-16").utf16)
        #expect(try XMLFormat().decode([0xFE, 0xFF] + utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }) == wanted)
        #expect(try XMLFormat().decode([0xFF, 0xFE] + utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) == wanted)
        for charset in [Charset.latin9, .windows1252, .utf8] {
            let bytes = try #require(charset.bytes(text.replacing("NAME", with: charset.rawValue)))
            #expect(try XMLFormat().decode(bytes) == wanted)
        }
        #expect(junctionError { _ = try decode("<?xml version='1.0' encoding='EBCDIC'?><a/>") }?.code == .malformed)
        #expect(junctionError { _ = try XMLFormat().decode(Array("<a>".utf8) + [0xC0, 0x80]) }?.place?.column == 4)
        #expect(junctionError { _ = try XMLFormat().decode([0xFE, 0xFF, 0xD8, 0x00]) } != nil)
    }

    @Test func writesPretty() throws {
        let value: Value = ["a": ["@x": 1, "b": [true, ["c": "t"]], "d": ["#content": ["u", ["e": .null]]]]]
        #expect(
            try encode(value, pretty: true)
                == """
                <a x="1">
                  <b>true</b>
                  <b>
                    <c>t</c>
                  </b>
                  <d>u<e/></d>
                </a>

                """)
    }

    @Test(arguments: [
        (##"{"a":{"b c":1}}"##, "/a"),
        (##"{"a":{"@1":1}}"##, "/a"),
        (##"{"a":{"b":{"@x":[1]}}}"##, "/a/b"), (##"{"a":"\u0001"}"##, "/a"), (##"{"a":{"#content":"x"}}"##, "/a"),
        (##"{"a":{"b":[[1]]}}"##, "/a/b"), (##"{"a":{"#entity":"e"}}"##, "/a"), (##"{"":1}"##, "$"),
        (##"["a",[[1]]]"##, "/record/record"),
    ])
    func refusesValuesThatAreNoDocument(json: String, path: String) throws {
        let value = try JSONFormat().decode(Array(json.utf8))
        let error = junctionError { _ = try encode(value) }
        #expect(error?.code == .notRepresentable)
        #expect(error?.place?.path == path)
    }

    @Test func namespaceChecksCanBeLeftOut() throws {
        var format = XMLFormat()
        format.checksNamespaces = false
        #expect(try format.decode(Array("<a:b::c :d=\"1\"/>".utf8)) == ["a:b::c": ["@:d": "1"]])
    }
}
