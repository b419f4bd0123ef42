/// One call of an external system, as a flow asks for it.
package struct SystemRequest: Sendable {
    package var system: String
    package var operation: String
    /// Values for the operation's path template and query.
    package var parameters: [String: String]
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]?
    package var contentType: String?
    /// Of the conversation, for systems whose messages carry one.
    package var correlationID: String?

    package init(
        system: String, operation: String, parameters: [String: String] = [:],
        headers: [(name: String, value: String)] = [], body: [UInt8]? = nil, contentType: String? = nil,
        correlationID: String? = nil
    ) {
        self.system = system
        self.operation = operation
        self.parameters = parameters
        self.headers = headers
        self.body = body
        self.contentType = contentType
        self.correlationID = correlationID
    }
}

/// How an external system took a call. Trouble on the way is an answer too, so that nothing has to be caught.
package enum SystemAnswer: Sendable {
    case done(SystemReply)
    /// It may work later; `after` is the system's own wish, such as `Retry-After`.
    case retry(reason: String, after: Duration?)
    /// Nothing was sent: one of the system's rate limits leaves no room before `after`.
    case postponed(reason: String, after: Duration)
    /// It will never work as it stands.
    case refused(reason: String)
}

/// What a system answered when it did what it was asked.
package struct SystemReply: Sendable {
    package var status: Int
    package var contentType: String?
    package var body: [UInt8]

    package init(status: Int, contentType: String? = nil, body: [UInt8] = []) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }
}

/// The way out to external systems. The composition root supplies it, so that flows hold no sockets.
package protocol SystemCaller: Sendable {
    /// Calls once, without retrying: the delivery engine decides about that. Never throws; a system that does not exist
    /// is `refused`.
    func call(_ request: SystemRequest) async -> SystemAnswer
}
