import Testing
import Values

@testable import Formats

struct XSDSchemaTests {
    private static let order = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified">
          <xs:include schemaLocation="parts/sku.xsd"/>
          <xs:element name="order">
            <xs:complexType>
              <xs:sequence>
                <xs:element name="line" maxOccurs="9">
                  <xs:complexType>
                    <xs:sequence>
                      <xs:element name="sku" type="sku"/>
                      <xs:element name="quantity" type="xs:positiveInteger"/>
                      <xs:element name="note" minOccurs="0">
                        <xs:simpleType>
                          <xs:restriction base="xs:string"><xs:maxLength value="5"/></xs:restriction>
                        </xs:simpleType>
                      </xs:element>
                    </xs:sequence>
                    <xs:attribute name="number" type="xs:int" use="required"/>
                  </xs:complexType>
                </xs:element>
              </xs:sequence>
            </xs:complexType>
            <xs:key name="lineNumber"><xs:selector xpath="line"/><xs:field xpath="@number"/></xs:key>
          </xs:element>
        </xs:schema>
        """
    private static let parts: [String: String] = [
        "parts/sku.xsd": """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:include schemaLocation="letters.xsd"/>
        <xs:simpleType name="sku"><xs:restriction base="letters"><xs:pattern value="[A-Z]+"/></xs:restriction></xs:simpleType>
        </xs:schema>
        """,
        "parts/letters.xsd": """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <xs:simpleType name="letters"><xs:restriction base="xs:string"><xs:minLength value="2"/></xs:restriction></xs:simpleType>
        </xs:schema>
        """,
    ]

    private func schema(_ text: String = order) throws -> XSDSchema {
        try XSDSchema(Array(text.utf8), name: "order.xsd") { Self.parts[$0].map { Array($0.utf8) } }
    }

    private func findings(_ document: String) throws -> [String] {
        try schema().findings(in: Array(document.utf8)).map { "\($0.line) \($0.path) \($0.rule): \($0.message)" }
    }

    @Test func aDocumentThatMeetsTheSchemaHasNoFindings() throws {
        let schema = try schema()
        let document = "<order><line number='1'><sku>AB</sku><quantity>2</quantity></line></order>"
        for _ in 0..<3 { #expect(try schema.findings(in: Array(document.utf8)).isEmpty) }
    }

    @Test(arguments: [
        (
            "<order>\n<line number='1'>\n<sku>secret9</sku><quantity>2</quantity></line></order>",
            "3 /order/line/sku pattern: must match the pattern [A-Z]+"
        ),
        (
            "<order><line number='1'><sku>AB</sku><quantity>secret</quantity></line></order>",
            "1 /order/line/quantity datatype: is not a value of the type xs:positiveInteger"
        ),
        (
            "<order><line number='1'><sku>AB</sku><quantity>1</quantity><note>secret</note></line></order>",
            "1 /order/line/note maxLength: must have at most the length 5"
        ),
        (
            "<order><line number='1'><sku>AB</sku></line></order>",
            "1 /order/line content: lacks an element: expected is quantity"
        ),
        (
            "<order><line number='1'><quantity>1</quantity></line></order>",
            "1 /order/line/quantity content: is not expected here; expected is sku"
        ),
        (
            "<order>\n<line number='1'><sku>AB</sku><quantity>1</quantity></line><line><sku>AB</sku><quantity>1</quantity></line></order>",
            "2 /order/line[2]/@number attribute: is an attribute that is required, and is missing"
        ),
        (
            "<order><line number='secret'><sku>AB</sku><quantity>1</quantity></line></order>",
            "1 /order/line/@number datatype: is not a value of the type xs:int"
        ),
        ("<offer/>", "1 /offer root: is not an element that the schema declares for a document"),
        (
            "<order><line number='7'><sku>AB</sku><quantity>1</quantity></line><line number='7'><sku>AB</sku><quantity>1</quantity></line></order>",
            "1 /order/line[2] identity: breaks a rule about keys: lineNumber"
        ),
    ])
    func findingsSayWhereAndWhyAndQuoteNoData(document: String, expected: String) throws {
        let found = try findings(document)
        #expect(found.contains(expected), "\(found)")
        #expect(!found.contains { $0.contains("secret") })
    }

    @Test func findingsAreBounded() throws {
        let lines = String(repeating: "<line/>", count: 5000)
        #expect(try schema().findings(in: Array("<order>\(lines)</order>".utf8)).count <= XSDReports.most)
    }

    // MARK: What cannot be used

    @Test func aSchemaThatIsNoneIsRefusedWithItsPlace() throws {
        let broken =
            "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>\n<xs:element name='a' type='none'/></xs:schema>"
        let error = try #require(throws: JunctionError.self) { try schema(broken) }
        #expect(error.code == .schemaMalformed)
        #expect(error.place?.source == "order.xsd")
        #expect(error.place?.line == 2)
        #expect(throws: JunctionError.self) { try schema("<xs:schema") }
    }

    @Test func onlyTheLoaderIsAsked() throws {
        for address in ["http://127.0.0.1:9/x.xsd", "file:///etc/passwd", "../order.xsd", "absent.xsd"] {
            let text = Self.order.replacing("parts/sku.xsd", with: address)
            #expect(throws: JunctionError.self) { try schema(text) }
        }
    }

    @Test func aDocumentCannotMakeAnythingBeRead() throws {
        let external = "<!DOCTYPE order [<!ENTITY e SYSTEM 'parts/sku.xsd'>]><order>&e;</order>"
        #expect(try !findings(external).isEmpty)
        let hint = """
            <order xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="parts/sku.xsd"/>
            """
        #expect(try !findings(hint).isEmpty)
    }

    @Test func hostileDocumentsEndInErrors() throws {
        var bomb = "<!DOCTYPE o [<!ENTITY a0 'x'>"
        for level in 1..<30 {
            bomb += "<!ENTITY a\(level) '&a\(level - 1);&a\(level - 1);&a\(level - 1);&a\(level - 1);'>"
        }
        bomb += "]><order>&a29;</order>"
        _ = try? findings(bomb)
        let deep = String(repeating: "<a>", count: 100_000)
        let error = try #require(throws: JunctionError.self) { try findings(deep) }
        #expect(error.code == .malformed)
        #expect(throws: JunctionError.self) { try findings("") }
        #expect(throws: JunctionError.self) { try findings("<order>\u{0}</order>") }
    }

    @Test func manyChecksAtOnce() async throws {
        let schema = try schema()
        let good = Array("<order><line number='1'><sku>AB</sku><quantity>2</quantity></line></order>".utf8)
        let bad = Array("<order><line number='x'/></order>".utf8)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<200 {
                group.addTask { try schema.findings(in: index % 2 == 0 ? good : bad).isEmpty == (index % 2 == 0) }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }
}
