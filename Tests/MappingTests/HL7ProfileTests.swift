import Formats
import Mapping
import Testing
import Values

struct HL7ProfileTests {
    static let head = "MSH|^~\\&|HIS|HOSP|CARE|HOME|20261001093000||ADT^A01|M1|P|2.4"
    static let patient = "PID|1||123^^^HOSP^MR||SMITH^ANN||19400102|F"

    private func findings(_ lines: String...) throws -> [Finding] {
        let message = try HL7Format().decode(Array(lines.joined(separator: "\r").utf8))
        return try ValidatorCatalogue.validator(named: "hl7v2/ADT").validate(message)
    }

    @Test func aGoodMessageHasNoFindings() throws {
        #expect(try findings(Self.head, "EVN|A01|20261001", Self.patient, "PV1|1|I") == [])
    }

    @Test(arguments: [
        (
            ["PID|1||||SMITH", "PV1|1|I"], "hl7.requiredField", "PID-3 patient identifier is required",
            HL7ErrorCode.requiredFieldMissing
        ),
        (
            ["PID|1||^^^HOSP||SMITH", "PV1|1|I"], "hl7.requiredField", "PID-3 patient identifier is required",
            .requiredFieldMissing
        ),
        (
            ["PID|1||\"\"||SMITH", "PV1|1|I"], "hl7.requiredField", "PID-3 patient identifier is required",
            .requiredFieldMissing
        ),
        (["PV1|1|I"], "hl7.requiredSegment", "segment PID is required", .segmentSequence),
        ([patient], "hl7.requiredSegment", "segment PV1 is required", .segmentSequence),
    ])
    func errorsStopTheMessage(_ lines: [String], _ code: String, _ message: String, _ hl7: HL7ErrorCode) throws {
        let text = ([Self.head, "EVN|A01|20261001"] + lines).joined(separator: "\r")
        let value = try HL7Format().decode(Array(text.utf8))
        let errors = try ValidatorCatalogue.validator(named: "hl7v2/ADT").validate(value).filter {
            $0.severity == .error
        }
        #expect(errors.map(\.code) == [code])
        #expect(errors.first?.message == message)
        #expect(errors.first?.hl7ErrorCode == hl7)
    }

    @Test func shapesAndTablesAreWarnedOf() throws {
        let found = try findings(Self.head, "EVN|A01|soon", "PID|x||123||SMITH||19401302|Z", "PV1|1|I")
        #expect(found.map(\.code) == ["hl7.dataType", "hl7.dataType", "hl7.dataType", "hl7.tableValue"])
        #expect(found.map(\.place.path) == ["EVN-2", "PID-1", "PID-7", "PID-8"])
        #expect(!found.hasErrors)
    }

    @Test func otherTypesAndEventsAreRefused() throws {
        #expect(
            try findings(Self.head.replacing("ADT^A01", with: "ORU^R01"), Self.patient).first?.code == "hl7.messageType"
        )
        #expect(try findings(Self.head.replacing("A01", with: "Z99"), Self.patient).first?.code == "hl7.event")
    }

    @Test func eventsDecideWhichSegmentsAreNeeded() throws {
        let update = Self.head.replacing("A01", with: "A31")
        #expect(try findings(update, "EVN|A31|20261001", Self.patient) == [])
        let merge = try findings(Self.head.replacing("A01", with: "A40"), "EVN|A40|20261001", Self.patient)
        #expect(merge.map(\.message) == ["segment MRG is required"])
    }

    @Test func ownProfilesCheckLengthAndCount() throws {
        let profile = try HL7Profile(
            yaml: """
                id: own
                message: ADT
                segments:
                  - { name: PID, max: 1, fields: [{ field: 5, name: name, max: 1, length: 5 }] }
                """)
        let text = [Self.head, "PID|1||1||SMITHSON~JONES", "PID|2||2||A"].joined(separator: "\r")
        let codes = profile.validate(try HL7Format().decode(Array(text.utf8))).map(\.code)
        #expect(codes == ["hl7.cardinality", "hl7.tooLong", "hl7.cardinality"])
    }

    @Test func unknownSchemasAreAnsweredWithTheNearest() {
        let error = #expect(throws: JunctionError.self) { try ValidatorCatalogue.validator(named: "hl7v2/ADX") }
        #expect(error?.remedy == "Did you mean 'hl7v2/ADT'?")
    }
}
