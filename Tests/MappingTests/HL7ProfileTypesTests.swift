import Formats
import Testing
import Values

@testable import Mapping

/// The profiles of message types beyond ADT, on messages of others and on small broken ones.
struct HL7ProfileTypesTests {
    private func findings(_ type: String, _ lines: [String]) throws -> [Finding] {
        let head = "MSH|^~\\&|HIS|HOSP|CARE|HOME|20261001093000||\(type)^X01|M1|P|2.5"
        let message = try HL7Format().decode(Array(([head] + lines).joined(separator: "\r").utf8))
        return try ValidatorCatalogue.validator(named: "hl7v2/" + type).validate(message)
    }

    @Test(arguments: HL7Profile.types) func everyProfileCompiles(_ type: String) throws {
        _ = try ValidatorCatalogue.validator(named: "hl7v2/" + type)
        #expect(ValidatorCatalogue.names.contains("hl7v2/" + type))
    }

    /// Messages that others publish as examples pass, but for those listed.
    @Test(arguments: HL7Samples.names) func samplesHaveNoErrors(_ name: String) throws {
        let message = try HL7Format().decode(HL7Samples.bytes(of: name))
        let type = HL7Text.component(1, of: message[0]?["9"]) ?? ""
        guard HL7Profile.types.contains(type) else { return }
        let errors = try ValidatorCatalogue.validator(named: "hl7v2/" + type).validate(message)
            .filter { $0.severity == .error }.map(\.message)
        #expect(errors.filter { error in !Self.known.contains { error.hasSuffix($0) } } == [])
    }

    /// What the samples themselves leave out; one of them runs its ORC into the segment before it.
    private static let known = ["-3 observation is required", "segment ORC is required"]

    @Test(arguments: [
        ("ACK", ["MSA|XX|1"], "MSA-1 acknowledgement code is not a code of its table"),
        ("ACK", [], "segment MSA is required"),
        ("ORU", ["PID|1||7||Roe"], "segment OBR is required"),
        ("ORU", ["PID|1||7||Roe", "OBR|1|||"], "OBR-4 service is required"),
        ("SIU", ["SCH|1||||||x", "SCH|2"], "segment SCH stands 2 times, at most 1 allowed"),
        ("DFT", ["EVN|P03", "PID|1||7||Roe", "FT1|1|||soon||CG|x"], "FT1-4 time of the transaction is not a date"),
        ("VXU", ["PID|1||7||Roe", "RXA|0|1|20240101||140|much"], "RXA-6 administered amount is not a number"),
        ("RDE", ["PID|1||7||Roe", "ORC|NW", "RXE||1"], "segment RXR is required"),
        ("MDM", ["EVN|T02", "PID|1||7||Roe", "TXA|1"], "TXA-2 document type is required"),
    ])
    func findsWhatIsWrong(_ type: String, _ lines: [String], _ message: String) throws {
        let found = try findings(type, lines).filter { $0.severity == .error }.map(\.message)
        #expect(found.contains { $0.hasPrefix(message) }, "\(found)")
    }
}
