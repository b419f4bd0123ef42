import Testing
import Values

@testable import Formats

/// Well-formedness production by production (XML 1.0 fifth edition, Namespaces in XML 1.0 third edition): documents that must
/// be taken and refused, written for each rule.
@Suite struct XMLConformanceTests {
    private func decode(_ text: String) throws -> Value { try XMLFormat().decode(Array(text.utf8)) }

    @Test(arguments: [
        // 2.3 names, by the fifth edition
        "<\u{10000}/>", "<_.-\u{B7}\u{300}\u{203F}/>", "<a\u{37F}\u{1FFF}/>",
        // 2.2 characters at the edges of their ranges
        "<a>\t\n\r \u{7F}\u{85}\u{D7FF}\u{E000}\u{FFFD}\u{10000}\u{10FFFF}</a>",
        // 2.8 declarations
        "<?xml version='1.0'?><a/>", "<?xml version=\"1.7\"  encoding = 'utf-8'\tstandalone='no' ?><a/>",
        "<!DOCTYPE a><a/>", "<!DOCTYPE a [ ]><a/>", "<!DOCTYPE a SYSTEM \"it's\" [<?p?> <!-- --> ]  ><a/>",
        "<!DOCTYPE a PUBLIC '' ''><a/>",
        // 3.2 content models
        "<!DOCTYPE a [<!ELEMENT a ((b|c)+,d?,(e)*)?><!ELEMENT b (#PCDATA)><!ELEMENT c ( #PCDATA | d )* ><!ELEMENT d EMPTY >]><a/>",
        // 3.3 attributes
        "<!DOCTYPE a [<!ATTLIST a><!ATTLIST a x (y|1) #IMPLIED z NOTATION (n) #REQUIRED w ENTITIES '%'>]><a/>",
        "<!DOCTYPE a [<!ENTITY e 'v'><!ATTLIST a x CDATA '&e;'>]><a/>", "<a x='>' y=\"'\" z='\"'/>",
        // 4.1 references: to what may be declared elsewhere
        "<!DOCTYPE a SYSTEM 's'><a x='&e;'>&e;</a>", "<!DOCTYPE a [<!ENTITY % p SYSTEM 's'> %p; ]><a>&e;</a>",
        "<!DOCTYPE a [ %nowhere; <!ENTITY e 'x'> ]><a>&e;</a>", "<!DOCTYPE a [<!ENTITY e SYSTEM 's'>]><a>&e;</a>",
        "<?xml version='1.0' standalone='yes'?><!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>",
        // 4.2 what is declared but not referred to need not be well-formed
        "<!DOCTYPE a [<!ENTITY e '<b>'><!ENTITY f '&e;&nowhere;'><!ENTITY e '&#0060;'>]><a/>",
        "<!DOCTYPE a [<!NOTATION n PUBLIC 'p'><!NOTATION m PUBLIC 'p' 's'><!ENTITY u SYSTEM 's' NDATA n>]><a/>",
        // 4.4 and 4.6 inclusion
        "<!DOCTYPE a [<!ENTITY lt '&#38;#60;'><!ENTITY e '<b>&#38;lt;</b>'>]><a x='&lt;'>&e;&lt;</a>",
        "<!DOCTYPE a [<!ENTITY % p '<!ENTITY e \"x\"><!-- -->'> %p; ]><a>&e;</a>",
        // namespaces
        "<a xmlns='u' xmlns:b='v' b:x='' x=''><b:c xmlns=''/></a>", "<xml:a/>",
        "<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>",
        "<!DOCTYPE a [<!ATTLIST a xmlns:p CDATA 'u'>]><a p:x=''/>",
    ])
    func takes(document: String) throws {
        _ = try JSONFormat().encode(decode(document))
    }

    @Test(arguments: [
        "<a\u{D7}/>", "<\u{B7}/>", "<\u{300}/>", "<a>\u{B}</a>", "<a>\u{FFFF}</a>", "<!-- \u{1} --><a/>",
        "<?p \u{FFFE}?><a/>",
        "<?xml version='1'?><a/>", "<?xml version='1.0' standalone='maybe'?><a/>", "<?xml encoding='utf-8'?><a/>",
        "<?xml version='1.0' standalone='yes' encoding='utf-8'?><a/>", "<?xml version='1.0'encoding='utf-8'?><a/>",
        "<?XML version='1.0'?><a/>", "<?xml version='1.0' encoding=' utf-8'?><a/>",
        "<?xml version='1.0' encoding='utf-16'?><a/>",
        "<!DOCTYPE><a/>", "<!DOCTYPE a [<!ELEMENT a ANY>] SYSTEM 's'><a/>", "<!DOCTYPE a PUBLIC 'p'><a/>",
        "<!DOCTYPE a PUBLIC '\t' 's'><a/>", "<!DOCTYPE a><!DOCTYPE a><a/>", "<a/><!DOCTYPE a>", "<!doctype a><a/>",
        "<!DOCTYPE a [<!ELEMENT a (#PCDATA|b)>]><a/>", "<!DOCTYPE a [<!ELEMENT a (b,c|d)>]><a/>",
        "<!DOCTYPE a [<!ELEMENT a ()>]><a/>", "<!DOCTYPE a [<!ELEMENT a (b) *>]><a/>",
        "<!DOCTYPE a [<!ELEMENT a(b)>]><a/>",
        "<!DOCTYPE a [<!ELEMENT a (b,#PCDATA)>]><a/>", "<!DOCTYPE a [<!ELEMENT a (#PCDATA,b)*>]><a/>",
        "<!DOCTYPE a [<!ELEMENT a (b]><a/>", "<!DOCTYPE a [<!ELEMENT a EMPTY -- x -->]><a/>",
        "<!DOCTYPE a [<!ATTLIST a x CDATA>]><a/>", "<!DOCTYPE a [<!ATTLIST a x (y,z) #IMPLIED>]><a/>",
        "<!DOCTYPE a [<!ATTLIST a x NUMBER #IMPLIED>]><a/>", "<!DOCTYPE a [<!ATTLIST a x CDATA '<'>]><a/>",
        "<!DOCTYPE a [<!ATTLIST a x CDATA '&e;'><!ENTITY e 'v'>]><a/>",
        "<!DOCTYPE a [<!ATTLIST a x CDATA #FIXED'v'>]><a/>",
        "<!DOCTYPE a [<!ENTITY e '&'>]><a/>", "<!DOCTYPE a [<!ENTITY e '%'>]><a/>",
        "<!DOCTYPE a [<!ENTITY e SYSTEM 's'NDATA n>]><a/>",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM 's' NDATA n>]><a/>", "<!DOCTYPE a [<!ENTITY %p 'x'>]><a/>",
        "<!DOCTYPE a [<!ENTITY e>]><a/>",
        "<!DOCTYPE a [<![INCLUDE[]]>]><a/>", "<!DOCTYPE a [<!ENTITY % p '<!ELEMENT '>%p; a ANY>]><a/>",
        "<!DOCTYPE a [<!ENTITY % p 'ANY'><!ELEMENT a %p;>]><a/>", "<!DOCTYPE a [<!NOTATION n>]><a/>",
        "<!DOCTYPE a [<!ENTITY % p '<![IGNORE[]]>'>%p;]><a/>", "<!DOCTYPE a [<!ENTITY % p '%p;'>]><a/>",
        "<a>&e;</a>", "<!DOCTYPE a [<!ENTITY f 'x'>]><a>&e;</a>", "<!DOCTYPE a [<!ENTITY e SYSTEM 's'>]><a x='&e;'/>",
        "<?xml version='1.0' standalone='yes'?><!DOCTYPE a SYSTEM 's'><a>&e;</a>",
        "<?xml version='1.0' standalone='yes'?><!DOCTYPE a [<!ENTITY % p \"<!ENTITY e 'x'>\"> %p; ]><a>&e;</a>",
        "<!DOCTYPE a [<!ENTITY u SYSTEM 's' NDATA n>]><a>&u;</a>", "<!DOCTYPE a [<!ENTITY e '<b>'>]><a>&e;</b></a>",
        "<!DOCTYPE a [<!ENTITY e '&#60;'>]><a x='&e;'/>", "<!DOCTYPE a [<!ENTITY e '&#60;'>]><a>&e;</a>",
        "<a>&#;</a>", "<a>&#x;</a>", "<a>&#X41;</a>", "<a>&#xD800;</a>", "<a>&#x110000;</a>", "<a>&#65 ;</a>",
        "<a>& amp;</a>",
        "<a x=1/>", "<a x/>", "<a x='1' x='2'/>", "<a x='1'y='2'/>", "<a></a", "</a>", "<a><b></a></b>", "< a/>",
        "<a></ a>",
        "<a>]]></a>", "<![CDATA[]]><a/>", "<a/>&#32;", "<a/>x", "<a><!-- --- --></a>", "<a><!- --></a>", "<a><?p</a>",
        "<xmlns:a/>", "<a xmlns:xmlns='u'/>", "<a xmlns:p=''/>", "<a xmlns:p='http://www.w3.org/2000/xmlns/'/>",
        "<a xmlns='http://www.w3.org/XML/1998/namespace'/>", "<a xmlns:xml='u'/>", "<p:a/>", "<a p:x=''/>",
        "<a:b:c xmlns:a='u'/>",
        "<:a/>", "<a xmlns:p='u' xmlns:q='u' p:x='' q:x=''/>", "<?p:q?><a/>", "<!DOCTYPE a [<!ENTITY a:b 'x'>]><a/>",
        "<a xmlns:p='u'><p:1/></a>",
    ])
    func refuses(document: String) {
        #expect(junctionError { _ = try decode(document) }?.code == .malformed)
    }

    @Test(arguments: [
        ("EUC-JP", [0xC6, 0xFC, 0xCB, 0xDC] as [UInt8], "日本"), ("Shift_JIS", [0x93, 0xFA, 0x96, 0x7B], "日本"),
        ("ISO-2022-JP", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x4B, 0x5C, 0x1B, 0x28, 0x42], "日本"),
        ("ISO-8859-2", [0xB1], "ą"), ("KOI8-R", [0xC1], "а"), ("GB18030", [0xC4, 0xE3], "你"),
        ("Big5", [0xA7, 0x41], "你"),
    ])
    func readsEncodingsOfTheSystem(name: String, bytes: [UInt8], text: String) throws {
        let document = Array("<?xml version=\"1.0\" encoding=\"\(name)\"?><a>".utf8) + bytes + Array("</a>".utf8)
        #expect(try XMLFormat().decode(document) == ["a": .string(text)])
        let cut = Array(document.dropLast(5 + bytes.count / 2))
        #expect(junctionError { _ = try XMLFormat().decode(cut) }?.code == .malformed)
    }

    /// A mark and a declaration that contradict each other (4.3.3).
    @Test func refusesEncodingsThatDisagree() {
        let declared = Array("<?xml version='1.0' encoding='iso-8859-1'?><a/>".utf8)
        #expect(junctionError { _ = try XMLFormat().decode([0xEF, 0xBB, 0xBF] + declared) }?.code == .malformed)
        let wide = "<?xml version='1.0' encoding='utf-8'?><a/>".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(junctionError { _ = try XMLFormat().decode([0xFF, 0xFE] + wide) }?.code == .malformed)
        #expect(junctionError { _ = try XMLFormat().decode(wide) }?.code == .malformed)
        #expect(
            junctionError { _ = try XMLFormat().decode(Array("<?xml version='1.0' encoding='IBM037'?><a/>".utf8)) }
                != nil)
    }

    /// Whatever pieces a document arrives in, records and places are the same.
    @Test(arguments: [1, 2, 3, 7, 64, 1000])
    func readsRecordsInPieces(piece: Int) throws {
        let document = """
            <?xml version="1.0" encoding="utf-8"?>
            <!DOCTYPE r [<!ENTITY e "é"><!ATTLIST i k CDATA 'v'>]>
            <!-- c --><r xmlns:p="u"><i>1&e;</i> <?p ?><i a="x"><p:b/>
            <p:b/></i><!-- <i/> --><other/><i/></r>
            <!-- end -->
            """
        var format = try XMLFormat(FormatOptions(["record": "i", "skip": true]))
        let wanted: [Value] = [
            ["@k": "v", "#text": "1é"], ["@a": "x", "@k": "v", "p:b": ["", ""]], ["@k": "v"],
        ]
        #expect(try Self.records(document, format, piece) == wanted)
        #expect(try format.decode(Array(document.utf8)) == .array(wanted))
        format.skipsOthers = false
        let refused = junctionError { _ = try Self.records(document, format, piece) }
        #expect(refused?.place?.line == 4)
        let broken = junctionError {
            _ = try Self.records(document.replacing("<p:b/></i>", with: "<p:b></i>"), format, piece)
        }
        #expect(broken?.place == Place(line: 4, column: 8))
        #expect(
            junctionError { _ = try Self.records(String(document.dropLast(22)), format, piece) }?.code == .malformed)
    }

    private static func records(_ document: String, _ format: XMLFormat, _ piece: Int) throws -> [Value] {
        let bytes = Array(document.utf8)
        var reader = format.makeReader()
        var records: [Value] = []
        for start in stride(from: 0, to: bytes.count, by: piece) {
            reader.feed(Array(bytes[start..<min(start + piece, bytes.count)]))
            while let record = try reader.next() { records.append(record) }
        }
        reader.finish()
        while let record = try reader.next() { records.append(record) }
        return records
    }

    @Test func writesRecordsThatReadBack() throws {
        let format = try XMLFormat(FormatOptions(["record": "row", "root": "rows", "pretty": true]))
        let records: Value = [["a": "1"], ["a": "2", "b": ""], "text"]
        #expect(try format.decode(format.encode(records)) == records)
        #expect(try format.decode(format.encode([])) == [])
        #expect(String(decoding: try format.encode(["a": "1", "b": "2"]), as: UTF8.self).contains("<rows>"))
    }
}
