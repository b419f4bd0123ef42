package import Values

/// Reads as much of an HL7 acknowledgement as tells what it means. Pure.
package struct MLLPAcknowledgement: Sendable, Hashable {
    /// MSA-1: `AA`, `AE`, `AR`, or in enhanced mode `CA`, `CE`, `CR`.
    package var code: String
    /// MSA-2: the control id (MSH-10) of the message acknowledged.
    package var controlID: String

    /// nil when the bytes are no HL7 message with an MSA segment.
    package init?(_ message: [UInt8]) {
        guard let separator = Self.separator(message), let fields = Self.segment("MSA", message, separator) else {
            return nil
        }
        code = fields.count > 1 ? fields[1] : ""
        controlID = fields.count > 2 ? fields[2] : ""
    }

    /// MSH-10 of a message; nil when it has none.
    package static func controlID(of message: [UInt8]) -> String? {
        // MSH-1 is the separator itself, so the fields count one less from there on.
        guard let separator = separator(message), let fields = segment("MSH", message, separator), fields.count > 9,
            !fields[9].isEmpty
        else { return nil }
        return fields[9]
    }

    /// What the acknowledgement means for the message (HL7 v2.5.1 section 2.9.2): accepted; refused for what it is; or
    /// rejected for reasons of the receiver's own, for which the standard expects it to be sent again.
    package func verdict(for message: [UInt8]) -> (verdict: CallVerdict, code: ErrorCode?) {
        if let sent = Self.controlID(of: message), !controlID.isEmpty, sent != controlID {
            return (.retry(reason: "the acknowledgement is for another message", after: nil), .answerUnusable)
        }
        switch code {
        case "AA", "CA": return (.success, nil)
        case "AE", "CE": return (.refused(reason: "the receiver answered \(code)"), .refusedByPeer)
        case "AR", "CR": return (.retry(reason: "the receiver answered \(code)", after: nil), .peerUnavailable)
        default: return (.retry(reason: "the acknowledgement has no code", after: nil), .answerUnusable)
        }
    }

    private static func separator(_ message: [UInt8]) -> UInt8? {
        message.count > 4 && message.starts(with: "MSH".utf8) ? message[3] : nil
    }

    private static func segment(_ name: String, _ message: [UInt8], _ separator: UInt8) -> [String]? {
        let wanted = Array(name.utf8) + [separator]
        for line in message.split(whereSeparator: { $0 == 13 || $0 == 10 }) where line.starts(with: wanted) {
            return line.split(separator: separator, omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        return nil
    }
}
