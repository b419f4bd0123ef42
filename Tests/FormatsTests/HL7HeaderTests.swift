import Testing
import Values

@testable import Formats

@Suite struct HL7HeaderTests {
    @Test func readsTheHeaderAlone() throws {
        let text =
            "\u{FEFF}MSH|^~\\&|HIS^1.2|WARD|LAB|NORTH|20260101||ADT^A01^ADT_A01|77|P^T|2.5^GBR||||||UNICODE UTF-8~X\nrubbish"
        let header = try #require(HL7Header(Array(text.utf8)))
        #expect(header.sendingApplication == "HIS")
        #expect(header.sendingFacility == "WARD")
        #expect(header.receivingApplication == "LAB")
        #expect(header.receivingFacility == "NORTH")
        #expect(header.time == "20260101")
        #expect(header.messageType == "ADT")
        #expect(header.triggerEvent == "A01")
        #expect(header.messageStructure == "ADT_A01")
        #expect(header.controlID == "77")
        #expect(header.processingID == "P")
        #expect(header.version == "2.5")
        #expect(header.charset == "UNICODE UTF-8")
        #expect(header.text(3, component: 2) == "1.2")
        #expect(header.text(99) == "")
        #expect(header.text(3, component: 9) == "")
    }

    @Test(arguments: ["", "MSH", "MSH|", "PID|1", "MSH||A", "MSH|aa|"])
    func isNilWithoutUsableSeparators(text: String) { #expect(HL7Header(Array(text.utf8)) == nil) }

    @Test func agreesWithTheDecodedMessage() throws {
        for name in HL7RoundTripTests.names {
            let bytes = try Fixtures.bytes("hl7v2-fhir/messages/" + name)
            let header = try #require(HL7Header(bytes))
            let value = try HL7Format().decode(bytes)
            #expect(try HL7Path("MSH-10").string(in: value) ?? "" == header.controlID)
            #expect(try HL7Path("MSH-9.2").string(in: value) ?? "" == header.triggerEvent)
            #expect(try HL7Path("MSH-12").string(in: value) ?? "" == header.version)
        }
    }

    @Test func splitsBatches() throws {
        let one = "MSH|^~\\&|A\rPID|1\r"
        let two = "MSH*:~\\&*B\rPID*2"
        #expect(try HL7Batch.messages(in: Array(one.utf8)) == [Array(one.dropLast().utf8)])
        let batch = "FHS|^~\\&|X\rBHS|^~\\&|Y\r\(one)\(two)\rBTS|2\rBHS|^~\\&|Z\r\(one)BTS|1\rFTS|2\r"
        let messages = try HL7Batch.messages(in: Array(batch.utf8))
        #expect(messages == [Array(one.utf8), Array((two + "\r").utf8), Array(one.utf8)])
        #expect(try HL7Format().decode(Array(batch.utf8)).array?.count == 12)
        #expect(try HL7Format().encode(HL7Format().decode(Array(batch.utf8))) == Array(batch.utf8))
    }

    @Test func refusesBatchesThatMiscount() {
        let error = junctionError { _ = try HL7Batch.messages(in: Array("BHS|^~\\&\rMSH|^~\\&\rBTS|3\r".utf8)) }
        #expect((error?.cause as? HL7Fault)?.location.segment == "BTS")
        #expect(junctionError { _ = try HL7Batch.messages(in: Array("PID|1".utf8)) } != nil)
    }
}
