/// An acknowledgement received: what a sender must know of it, read straight from the bytes.
package struct HL7Answer: Sendable, Hashable {
    /// HL7 table 0008: original mode `AA`, `AE`, `AR`; enhanced mode `CA`, `CE`, `CR`.
    package enum Code: String, Sendable, CaseIterable {
        case accept = "AA"
        case error = "AE"
        case reject = "AR"
        case commitAccept = "CA"
        case commitError = "CE"
        case commitReject = "CR"

        package var isAccepted: Bool { self == .accept || self == .commitAccept }
    }

    package var code: Code
    /// MSA-2: the control id of the message answered to.
    package var controlID: String
    /// MSA-3, or else the first ERR-8 or ERR-3 text; empty when there is none.
    package var text: String

    /// Nil when the bytes are no message with an MSA of a known code.
    package init?(_ bytes: [UInt8]) {
        guard let message = try? HL7Format().decode(bytes) else { return nil }
        func text(_ path: HL7Path) -> String? { path.string(in: message) }
        guard let code = text(HL7Path(segment: "MSA", field: 1)).flatMap(Code.init(rawValue:)) else { return nil }
        self.code = code
        controlID = text(HL7Path(segment: "MSA", field: 2)) ?? ""
        self.text =
            text(HL7Path(segment: "MSA", field: 3)) ?? text(HL7Path(segment: "ERR", field: 8))
            ?? text(HL7Path(segment: "ERR", field: 3, component: 2)) ?? ""
    }
}
