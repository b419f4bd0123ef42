package import Values

/// A system outside that Junction exchanges messages with.
package struct ExternalSystem: WireType, Hashable {
    package var id: String
    package var name: String
    package var type: String
    package var endpoint: String
    package var authentication: AuthenticationConfig
    package var capabilities: [String]
    package var dataFormats: [String]
    package var rateLimits: [RateLimit]
    package var status: SystemStatus
    package var lastConnected: Instant?
    package var configuration: Object

    package init(
        id: String, name: String, type: String, endpoint: String, authentication: AuthenticationConfig,
        capabilities: [String], dataFormats: [String], rateLimits: [RateLimit], status: SystemStatus,
        lastConnected: Instant? = nil, configuration: Object
    ) {
        self.id = id
        self.name = name
        self.type = type
        self.endpoint = endpoint
        self.authentication = authentication
        self.capabilities = capabilities
        self.dataFormats = dataFormats
        self.rateLimits = rateLimits
        self.status = status
        self.lastConnected = lastConnected
        self.configuration = configuration
    }

    package static let about = About(
        "A system outside that Junction exchanges messages with.",
        [
            "id": FieldNote("Name of the system; part of its address.", example: "care-record", lengthMost: 128),
            "name": FieldNote("What people call it.", example: "Care record", lengthMost: 200),
            "type": FieldNote(
                "What kind of system it is, in a word of systems/: health-record, bank, shipping, other.",
                example: "health-record", lengthMost: 64),
            "endpoint": FieldNote(
                "Address it is reached at.",
                example: "https://records.example.org/fhir", lengthMost: 2048),
            "authentication": "How Junction proves itself to it.",
            "capabilities": "What it can do.",
            "dataFormats": "Formats it speaks, by their names.",
            "rateLimits": "How often it may be called.",
            "status": "Whether it can be used now.",
            "lastConnected": "When it last answered.",
            "configuration": "Settings of its connector, secrets left out.",
        ])
}
