package import Values

/// Sends HL7 v2 messages to a system over MLLP.
package struct MLLPConnector: Connector {
    package let client: MLLPClient

    package init(settings: Value, environment: ConnectorEnvironment) throws {
        client = try MLLPClient(settings: MLLPClientSettings(reading: settings), environment: environment)
    }

    package func shutdown() async { await client.shutdown() }

    package static let spec = ConnectorSpec(
        kind: "mllp",
        summary: "Sends HL7 v2 messages over MLLP and waits for each acknowledgement.",
        fields: [
            .init("system", .text, "The system's id, for metrics and messages.", initial: "mllp"),
            .init("host", .text, "The receiver's name or address.", required: true, example: "hl7.example.org"),
            .init("port", .integer(1...65535), "The receiver's port.", initial: 2575),
            .init("limits.messageBytes", .size, "Of one message; then: refused.", initial: "16MiB"),
            .init("limits.connectTimeout", .duration, "To connect, TLS included; then: retry.", initial: "5s"),
            .init("limits.answerTimeout", .duration, "For the acknowledgement; then: retry.", initial: "30s"),
            .init("limits.waiting", .integer(1...100_000), "Messages that wait; then: retry at once.", initial: 256),
            .init("tls.use", .flag, "Whether the connection is secured.", initial: false),
            .init("tls.authorityFile", .file, "A PEM file of authorities trusted instead of the system's."),
            .init("tls.certificateFile", .file, "A PEM file with this side's certificate chain."),
            .init("tls.keyFile", .file, "A PEM file with this side's private key."),
            .init(
                "allowedNetworks", .list, "Address ranges that may be called although they are not public.",
                example: ["127.0.0.0/8"]),
        ],
        examples: [
            .init(
                "A laboratory in the house",
                ["system": "laboratory", "host": "10.20.0.9", "port": 2575, "allowedNetworks": ["10.20.0.0/16"]]),
            .init(
                "A hospital over TLS",
                ["host": "hl7.example.org", "port": 2576, "tls": ["use": true], "limits": ["answerTimeout": "10s"]]),
        ])
}

extension MLLPClientSettings {
    /// Reads what `MLLPConnector.spec` describes.
    init(reading settings: Value) throws(JunctionError) {
        let reader = try SettingsReader(settings, spec: MLLPConnector.spec)
        var limits = MLLPLimits()
        limits.messageBytes = try reader.size("limits.messageBytes") ?? limits.messageBytes
        limits.connectTimeout = try reader.duration("limits.connectTimeout") ?? limits.connectTimeout
        limits.answerTimeout = try reader.duration("limits.answerTimeout") ?? limits.answerTimeout
        limits.waiting = try reader.integer("limits.waiting") ?? limits.waiting
        let tls = TLSSettings(
            authorityFile: try reader.text("tls.authorityFile"),
            certificateFile: try reader.text("tls.certificateFile"), keyFile: try reader.text("tls.keyFile"))
        self.init(
            system: try reader.requiredText("system"), host: try reader.requiredText("host"),
            port: try reader.integer("port") ?? 2575, limits: limits,
            tls: try reader.flag("tls.use") == true ? tls : nil,
            allowedNetworks: try reader.texts("allowedNetworks"))
    }
}
