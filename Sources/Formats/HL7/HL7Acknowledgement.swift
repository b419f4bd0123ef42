package import Values

/// The answer to a message in original mode: `MSA` with `AA`, `AE` or `AR`, and an `ERR` segment for each problem.
///
/// Pure: the same arguments give the same bytes. Whatever could be read of the message's MSH is answered to; when nothing
/// could, the acknowledgement still says what was wrong, to nobody in particular.
package struct HL7Acknowledgement: Sendable {
    /// HL7 table 0008, original mode.
    package enum Code: String, Sendable, CaseIterable {
        /// The message is safe here.
        case accept = "AA"
        /// The message has an error: sending it again unchanged will fail again.
        case error = "AE"
        /// The message cannot be taken for reasons outside its content, or is of a kind not taken here.
        case reject = "AR"
    }

    /// HL7 table 0516.
    package enum Severity: String, Sendable, CaseIterable {
        case information = "I"
        case warning = "W"
        case error = "E"
        case fatal = "F"
    }

    /// One finding, which becomes one `ERR` segment.
    package struct Problem: Sendable, Hashable {
        package var code: HL7ErrorCode
        package var severity: Severity
        package var location: HL7Location?
        /// What the sender's people read. No payload.
        package var message: String

        package init(
            _ code: HL7ErrorCode, _ message: String, severity: Severity = .error, location: HL7Location? = nil
        ) {
            self.code = code
            self.message = message
            self.severity = severity
            self.location = location
        }

        /// The problem that an error of decoding, validation or mapping is: its `HL7Fault`, or a path such as `PID-3.1` in its
        /// place, says where.
        package init(_ error: JunctionError) {
            let fault = error.cause as? HL7Fault
            let path = error.place?.path.flatMap { try? HL7Path($0) }
            self.init(
                fault?.code ?? (error.code.class == .reject ? .dataType : .internalError), error.message,
                location: fault?.location ?? path?.location)
        }
    }

    package var code: Code
    package var problems: [Problem]
    /// MSH-10 of the answer itself.
    package var controlID: String
    /// MSH-7 of the answer.
    package var time: Instant

    package init(_ code: Code, problems: [Problem] = [], controlID: String, at time: Instant) {
        self.code = code
        self.problems = problems
        self.controlID = controlID
        self.time = time
    }

    /// `AE` or `AR` for an error: `AR` for what is no fault of the message's content (an unsupported type, version or
    /// processing id, or a fault on this side), else `AE`.
    package init(refusing error: JunctionError, controlID: String, at time: Instant) {
        let problem = Problem(error)
        let outside = problem.code.rawValue >= 200 || error.code.class != .reject
        self.init(outside ? .reject : .error, problems: [problem], controlID: controlID, at: time)
    }
}
