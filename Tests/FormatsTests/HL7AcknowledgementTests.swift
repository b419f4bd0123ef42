import Testing
import Values

@testable import Formats

@Suite struct HL7AcknowledgementTests {
    private let time = Instant(rfc3339: "2026-10-01T09:30:00Z")!

    private func message(_ version: String, signs: String = "|^~\\&") -> [UInt8] {
        let text =
            "MSH|^~\\&|HIS^1.2^ISO|WARD|LAB|NORTH|20260101||ADT^A01^ADT_A01|MSG\\T\\7|P|\(version)||||||8859/1\rPID|1"
        let usual = Array("|^~\\&".utf8)
        return text.utf8.map { byte in usual.firstIndex(of: byte).map { Array(signs.utf8)[$0] } ?? byte }
    }

    private func text(_ acknowledgement: HL7Acknowledgement, to message: [UInt8]) -> String {
        String(decoding: acknowledgement.answer(to: message), as: UTF8.self).replacing("\r", with: "\n")
    }

    @Test func accepts() {
        #expect(
            text(HL7Acknowledgement(.accept, controlID: "A1", at: time), to: message("2.5"))
                == """
                MSH|^~\\&|LAB|NORTH|HIS^1.2^ISO|WARD|20261001093000+0000||ACK^A01^ACK|A1|P|2.5||||||8859/1
                MSA|AA|MSG\\T\\7

                """)
    }

    @Test func keepsTheSendersSeparators() {
        #expect(
            text(HL7Acknowledgement(.accept, controlID: "A*1", at: time), to: message("2.3", signs: "*:;!%"))
                == """
                MSH*:;!%*LAB*NORTH*HIS:1.2:ISO*WARD*20261001093000+0000**ACK:A01*A!F!1*P*2.3******8859/1
                MSA*AA*MSG!T!7

                """)
    }

    private var problems: [HL7Acknowledgement.Problem] {
        [
            .init(.requiredFieldMissing, "PID-3 | is required", location: HL7Location(segment: "PID", field: 3)),
            .init(.tableValueNotFound, "é", severity: .warning, location: try? HL7Path("OBX[2]-5[3].2.1").location),
            .init(.internalError, "unwell", severity: .fatal),
        ]
    }

    @Test(arguments: ["2.5", "2.5.1", "2.9", "2.10", "", "x"])
    func writesErrorsOfVersion25(version: String) {
        let lines = text(HL7Acknowledgement(.error, problems: problems, controlID: "1", at: time), to: message(version))
            .split(separator: "\n")
        #expect(
            lines.dropFirst() == [
                "MSA|AE|MSG\\T\\7",
                "ERR||PID^1^3^1|101^Required field missing^HL70357|E||||PID-3 \\F\\ is required",
                "ERR||OBX^2^5^3^2^1|103^Table value not found^HL70357|W||||?",
                "ERR|||207^Application internal error^HL70357|F||||unwell",
            ])
    }

    @Test(arguments: ["2.1", "2.3", "2.3.1", "2.4"])
    func writesErrorsBeforeVersion25(version: String) {
        let lines = text(HL7Acknowledgement(.error, problems: problems, controlID: "1", at: time), to: message(version))
            .split(separator: "\n")
        #expect(
            lines.dropFirst() == [
                "MSA|AE|MSG\\T\\7|PID-3 \\F\\ is required",
                "ERR|PID^1^3^101&Required field missing&HL70357~OBX^2^5^103&Table value not found&HL70357"
                    + "~^^^207&Application internal error&HL70357",
            ])
    }

    @Test(arguments: [
        ("2.1", "ACK"), ("2.2", "ACK^A01"), ("2.3", "ACK^A01"), ("2.3.1", "ACK^A01^ACK"), ("2.7", "ACK^A01^ACK"),
    ])
    func writesTheTypeOfTheVersion(version: String, type: String) throws {
        let header = HL7Header(HL7Acknowledgement(.accept, controlID: "1", at: time).answer(to: message(version)))
        #expect(header.map { String(decoding: $0.raw(9), as: UTF8.self) } == type)
    }

    @Test(arguments: ["", "garbage", "MSH", "MSH|", "PID|1", "\u{0}\u{1}\u{2}", "MSH|AB|"])
    func answersEvenToNobody(garbage: String) throws {
        let refused = junctionError { _ = try HL7Format().decode(Array(garbage.utf8)) }
        let answer = HL7Acknowledgement(refusing: try #require(refused), controlID: "9", at: time)
            .answer(to: Array(garbage.utf8))
        let read = try #require(HL7Answer(answer))
        #expect(read.code == .error)
        #expect(read.controlID == "")
        #expect(!read.text.isEmpty)
    }

    @Test func answersWhenOnlyTheHeaderCouldBeRead() throws {
        let broken = message("2.5") + Array("\rwhat is this".utf8)
        let error = try #require(junctionError { _ = try HL7Format().decode(broken) })
        let answer = HL7Acknowledgement(refusing: error, controlID: "9", at: time).answer(to: broken)
        let value = try HL7Format().decode(answer)
        #expect(try HL7Path("MSA-1").string(in: value) == "AE")
        #expect(try HL7Path("MSA-2").string(in: value) == "MSG&7")
        #expect(try HL7Path("ERR-3.1").string(in: value) == "102")
    }

    @Test func refusalDependsOnWhoseFaultItIs() {
        func code(_ error: JunctionError) -> HL7Acknowledgement.Code {
            HL7Acknowledgement(refusing: error, controlID: "1", at: time).code
        }
        #expect(code(JunctionError(.mappingRequired, "m", place: Place(path: "PID-3.1"))) == .error)
        #expect(code(JunctionError(.storeFull, "m")) == .reject)
        let fault = HL7Fault(location: HL7Location(segment: "MSH", field: 12), code: .unsupportedVersion)
        #expect(code(JunctionError(.invalid, "m", cause: fault)) == .reject)
        let problem = HL7Acknowledgement.Problem(JunctionError(.invalid, "m", place: Place(path: "PID-3[2].1")))
        #expect(problem.location?.field == 3)
        #expect(problem.location?.repetition == 2)
    }

    @Test(arguments: [
        ("AA", true), ("CA", true), ("AE", false), ("AR", false), ("CE", false), ("CR", false),
    ])
    func readsAnswers(code: String, accepted: Bool) throws {
        let answer = try #require(HL7Answer(Array("MSH|^~\\&|A\rMSA|\(code)|77|why\r".utf8)))
        #expect(answer.code.isAccepted == accepted)
        #expect(answer.controlID == "77")
        #expect(answer.text == "why")
        #expect(HL7Answer(Array("MSH|^~\\&|A\rMSA|XX|77\r".utf8)) == nil)
    }
}
