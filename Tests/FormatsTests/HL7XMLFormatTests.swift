import Testing
import Values

@testable import Formats

@Suite struct HL7XMLFormatTests {
    private func decode(_ text: String) throws -> Value { try HL7XMLFormat().decode(Array(text.utf8)) }

    @Test func readsSegmentsInAndOutOfGroups() throws {
        let text = """
            <ORU_R01 xmlns="urn:hl7-org:v2xml">
              <MSH><MSH.1>|</MSH.1><MSH.2>^~\\&amp;</MSH.2><MSH.3><HD.1>LAB</HD.1></MSH.3></MSH>
              <ORU_R01.PATIENT_RESULT>
                <PID><PID.3><CX.1>1</CX.1><CX.4><HD.1>H</HD.1><HD.2>1.2</HD.2></CX.4></PID.3><PID.3><CX.1>2</CX.1></PID.3></PID>
                <ORU_R01.OBSERVATION><OBX><OBX.5>a<escape V=".br"/>b<escape V="H"/></OBX.5></OBX></ORU_R01.OBSERVATION>
                <ORU_R01.OBSERVATION><OBX><OBX.1>2</OBX.1><OBX.5/></OBX></ORU_R01.OBSERVATION>
              </ORU_R01.PATIENT_RESULT>
            </ORU_R01>
            """
        #expect(
            try decode(text) == [
                ["segment": "MSH", "1": "|", "2": "^~\\&", "3": "LAB"],
                ["segment": "PID", "3": [["1": "1", "4": ["1": "H", "2": "1.2"]], "2"]],
                ["segment": "OBX", "5": "a\nb\\H\\"], ["segment": "OBX", "1": "2"],
            ])
    }

    @Test func namesByDataType() throws {
        let message = try HL7Format().decode(
            Array("MSH|^~\\&|LAB||||||ADT^A01\rPID|||1^^^H&1.2||Doe^Jane~Roe|||M\rOBX|1|CWE|||a^b\rZPI|1|x^y&z".utf8))
        let text = String(decoding: try HL7XMLFormat().encode(message), as: UTF8.self)
        let expected = [
            "<ADT_A01 xmlns=\"urn:hl7-org:v2xml\"><MSH><MSH.1>|</MSH.1><MSH.2>^~\\&amp;</MSH.2><MSH.3><HD.1>LAB</HD.1></MSH.3>",
            "<MSH.9><MSG.1>ADT</MSG.1><MSG.2>A01</MSG.2></MSH.9></MSH>",
            "<PID><PID.3><CX.1>1</CX.1><CX.4><HD.1>H</HD.1><HD.2>1.2</HD.2></CX.4></PID.3>",
            "<PID.5><XPN.1><FN.1>Doe</FN.1></XPN.1><XPN.2>Jane</XPN.2></PID.5>",
            "<PID.5><XPN.1><FN.1>Roe</FN.1></XPN.1></PID.5><PID.8><CWE.1>M</CWE.1></PID.8></PID>",
            "<OBX><OBX.1>1</OBX.1><OBX.2>CWE</OBX.2><OBX.5><CWE.1>a</CWE.1><CWE.2>b</CWE.2></OBX.5></OBX>",
            "<ZPI><ZPI.1>1</ZPI.1><ZPI.2><ZPI.2.1>x</ZPI.2.1>",
            "<ZPI.2.2><ZPI.2.2.1>y</ZPI.2.2.1><ZPI.2.2.2>z</ZPI.2.2.2></ZPI.2.2></ZPI.2></ZPI></ADT_A01>\n",
        ]
        #expect(text.hasSuffix(expected.joined()))
        #expect(try decode(text) == message)
    }

    /// Control characters aside, which XML cannot hold, every message comes back the same.
    @Test(arguments: HL7RoundTripTests.names)
    func realMessagesComeBackTheSame(name: String) throws {
        let message = try HL7Format().decode(Fixtures.bytes("hl7v2-fhir/messages/" + name))
        #expect(try HL7XMLFormat().decode(HL7XMLFormat().encode(message)) == message)
    }

    @Test(arguments: [
        ("<A><PID/></A>", "A"), ("<A><MSH><X/></MSH></A>", "MSH/X"),
        ("<A><MSH><MSH.3><HD/></MSH.3></MSH></A>", "MSH/MSH.3/HD"),
        ("<A><MSH><MSH.3><a.1><b.1><c.1/></b.1></a.1></MSH.3></MSH></A>", "MSH/MSH.3/a.1/b.1"),
        ("<A><MSH><MSH.3><a.1>x</a.1><a.2/><a.1>y</a.1></MSH.3></MSH></A>", "MSH/MSH.3/a.1"),
    ])
    func refusesAndLocates(text: String, path: String) {
        let error = junctionError { _ = try decode(text) }
        #expect(error?.code == .malformed)
        #expect(error?.place?.path == path)
    }

    @Test func refusesWhatIsNoMessage() {
        #expect(junctionError { _ = try HL7XMLFormat().encode([["segment": "PID"]]) }?.code == .notRepresentable)
    }
}
