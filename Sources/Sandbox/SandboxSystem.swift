/// An external system as the sandbox plays it.
package struct SandboxSystem: Sendable {
    /// How the system answers what its operations do not say.
    package enum Behaviour: Sendable, Hashable {
        /// By the declared operations alone.
        case operations
        /// Takes FHIR transactions and batches at its base, and answers each entry (FHIR R4, http.html#transaction).
        case fhir
    }

    /// Who may call.
    package enum Authentication: Sendable, Hashable {
        case none
        /// A header with a value: an API key, or basic credentials written out.
        case header(name: String, value: String)
        /// Requests signed as Standard Webhooks 1.0 has it.
        case signature(secret: String)
        /// A token of the sandbox's own token endpoint, `POST /{system}/oauth/token`.
        case clientCredentials(clientID: String, secret: String, lifetime: Duration)
    }

    /// Names the path: everything below `/{id}/` is this system's.
    package var id: String
    package var operations: [SandboxOperation]
    package var behaviour: Behaviour
    package var authentication: Authentication
    /// Played in order, one for each request that is not for a token; when they are used up, all is well.
    package var faults: [SandboxFault]

    package init(
        id: String, operations: [SandboxOperation] = [], behaviour: Behaviour = .operations,
        authentication: Authentication = .none, faults: [SandboxFault] = []
    ) {
        self.id = id
        self.operations = operations
        self.behaviour = behaviour
        self.authentication = authentication
        self.faults = faults
    }
}

/// What one operation answers.
package struct SandboxOperation: Sendable {
    package var method: String
    /// Below the system; `{name}` stands for any one segment: `/Patient/{id}`.
    package var path: String
    package var status: Int
    package var headers: [(name: String, value: String)]
    package var contentType: String
    package var body: [UInt8]

    package init(
        method: String, path: String, status: Int = 200, headers: [(name: String, value: String)] = [],
        contentType: String = "application/json", body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.status = status
        self.headers = headers
        self.contentType = contentType
        self.body = body
    }
}
