package import Values

/// An external system to register.
package struct NewExternalSystem: WireType, Hashable {
    package var id: String
    package var name: String
    package var type: String
    package var endpoint: String
    package var authentication: AuthenticationConfig?
    package var capabilities: [String]?
    package var dataFormats: [String]?
    package var rateLimits: [RateLimit]?
    package var configuration: Object?

    package init(
        id: String, name: String, type: String, endpoint: String, authentication: AuthenticationConfig? = nil,
        capabilities: [String]? = nil, dataFormats: [String]? = nil, rateLimits: [RateLimit]? = nil,
        configuration: Object? = nil
    ) {
        self.id = id
        self.name = name
        self.type = type
        self.endpoint = endpoint
        self.authentication = authentication
        self.capabilities = capabilities
        self.dataFormats = dataFormats
        self.rateLimits = rateLimits
        self.configuration = configuration
    }

    package static let about = About(
        "An external system to register.",
        [
            "id": Identifier.note("Name of the system; part of its address.", example: "care-record"),
            "name": FieldNote("What people call it.", example: "Care record", lengthMost: 200),
            "type": FieldNote(
                "What kind of system it is, in a word of systems/: health-record, bank, shipping, other.",
                example: "health-record", lengthMost: 64),
            "endpoint": FieldNote(
                "Address it is reached at.",
                example: "https://records.example.org/fhir", lengthMost: 2048),
            "authentication": "How to prove ourselves to it; none when absent.",
            "capabilities": "What it can do, such as read, write or subscribe.",
            "dataFormats": "Formats it speaks, by their names.",
            "rateLimits": "How often it may be called.",
            "configuration": "Settings of its connector.",
        ])
}
