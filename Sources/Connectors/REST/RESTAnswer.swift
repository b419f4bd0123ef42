package import Values

/// What came of one call. Trouble on the network is here too: a call throws nothing.
package struct RESTAnswer: Sendable {
    package typealias Verdict = CallVerdict

    package var verdict: CallVerdict
    /// nil when no answer came.
    package var status: Int?
    package var headers: [RESTHeader] = []
    /// At most `answerBytes` of it.
    package var body: [UInt8] = []
    /// From the call to its answer.
    package var duration: Duration = .zero
    /// What kind of failure; nil on success.
    package var code: ErrorCode?

    /// The first header of a name, in any case of letters.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

extension RESTAnswer {
    static func refused(_ code: ErrorCode, _ reason: String) -> RESTAnswer {
        RESTAnswer(verdict: .refused(reason: reason), status: nil, code: code)
    }

    static func retry(_ code: ErrorCode, _ reason: String, after: Duration? = nil) -> RESTAnswer {
        RESTAnswer(verdict: .retry(reason: reason, after: after), status: nil, code: code)
    }

    init(_ error: JunctionError) {
        self = error.code.class == .reject ? .refused(error.code, error.message) : .retry(error.code, error.message)
    }
}
