package import Values

/// A place in a message, as an acknowledgement names it (data type ERL): segment, which of that name, field and below.
package struct HL7Location: Sendable, Hashable, CustomStringConvertible {
    /// The segment's place in the message, from 1.
    package var segmentNumber: Int?
    /// The segment's name, such as `PID`.
    package var segment: String?
    /// Which of the segments of that name, from 1.
    package var occurrence = 1
    package var field: Int?
    package var repetition: Int?
    package var component: Int?
    package var subcomponent: Int?
    /// Offset from the start of the message.
    package var byte: Int?

    package init(segment: String? = nil, occurrence: Int = 1, field: Int? = nil) {
        self.segment = segment
        self.occurrence = occurrence
        self.field = field
    }

    /// `segment 3 (PID), field 5, byte 210`
    package var description: String {
        var parts: [String] = []
        switch (segmentNumber, segment) {
        case (let number?, let name?): parts.append("segment \(number) (\(name))")
        case (let number?, nil): parts.append("segment \(number)")
        case (nil, let name?): parts.append(occurrence > 1 ? "segment \(name)[\(occurrence)]" : "segment \(name)")
        case (nil, nil): break
        }
        if let field { parts.append("field \(field)") }
        if let repetition { parts.append("repetition \(repetition)") }
        if let component { parts.append("component \(component)") }
        if let subcomponent { parts.append("subcomponent \(subcomponent)") }
        if let byte { parts.append("byte \(byte)") }
        return parts.joined(separator: ", ")
    }

    package var place: Place { Place(line: segmentNumber, path: description) }
}

/// The cause of a `JunctionError` about a message: where, and which code of HL7 table 0357 says it best.
package struct HL7Fault: Error, Sendable {
    package var location: HL7Location
    package var code: HL7ErrorCode

    package init(location: HL7Location, code: HL7ErrorCode) {
        self.location = location
        self.code = code
    }

    func error(_ errorCode: ErrorCode, _ message: String) -> JunctionError {
        JunctionError(errorCode, message, place: location.place, cause: self)
    }
}

/// HL7 table 0357, message error condition codes.
package enum HL7ErrorCode: Int, Sendable, CaseIterable {
    case accepted = 0
    case segmentSequence = 100
    case requiredFieldMissing = 101
    case dataType = 102
    case tableValueNotFound = 103
    case valueTooLong = 104
    case unsupportedMessageType = 200
    case unsupportedEvent = 201
    case unsupportedProcessingID = 202
    case unsupportedVersion = 203
    case unknownKey = 204
    case duplicateKey = 205
    case recordLocked = 206
    case internalError = 207

    /// The table's text.
    package var text: String {
        switch self {
        case .accepted: "Message accepted"
        case .segmentSequence: "Segment sequence error"
        case .requiredFieldMissing: "Required field missing"
        case .dataType: "Data type error"
        case .tableValueNotFound: "Table value not found"
        case .valueTooLong: "Value too long"
        case .unsupportedMessageType: "Unsupported message type"
        case .unsupportedEvent: "Unsupported event code"
        case .unsupportedProcessingID: "Unsupported processing id"
        case .unsupportedVersion: "Unsupported version id"
        case .unknownKey: "Unknown key identifier"
        case .duplicateKey: "Duplicate key identifier"
        case .recordLocked: "Application record locked"
        case .internalError: "Application internal error"
        }
    }
}
