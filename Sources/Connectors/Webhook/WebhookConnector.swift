package import Values

/// Announces events to a subscriber over HTTP, signed.
package struct WebhookConnector: Connector {
    package let client: WebhookClient

    package init(settings: Value, environment: ConnectorEnvironment) throws {
        client = try WebhookClient(settings: WebhookSettings(reading: settings), environment: environment)
    }

    package func shutdown() async { await client.shutdown() }

    package static let spec = ConnectorSpec(
        kind: "webhook",
        summary: "Announces events to a subscriber over HTTP, signed by Standard Webhooks 1.0.",
        fields: [
            .init("system", .text, "The subscriber's id, for metrics and messages.", initial: "webhook"),
            .init(
                "url", .url, "Where events are posted.", required: true, example: "https://shop.example.org/hooks?v=1"),
            .init(
                "secrets", .list, "Names of the secrets that sign; several while one takes over from another.",
                required: true, secret: true, example: ["shop-webhook"]),
            .init("headers", .table, "Headers sent with every delivery."),
            .init("limits.connectTimeout", .duration, "To connect, TLS included; then: retry.", initial: "5s"),
            .init("limits.wholeTimeout", .duration, "For a whole delivery; then: retry.", initial: "20s"),
            .init(
                "limits.connections", .integer(1...10_000), "Connections at once; then: deliveries wait.", initial: 16),
            .init("limits.requestBytes", .size, "Of a payload; then: refused.", initial: "1MiB"),
            .init("tls.authorityFile", .file, "A PEM file of authorities trusted instead of the system's."),
            .init(
                "allowedNetworks", .list, "Address ranges that may be called although they are not public.",
                example: ["127.0.0.0/8"]),
        ],
        examples: [
            .init(
                "A shop that is told of orders",
                ["system": "shop", "url": "https://shop.example.org/hooks/orders", "secrets": ["shop-webhook"]]),
            .init(
                "While a secret changes",
                [
                    "url": "https://shop.example.org/hooks?tenant=7", "secrets": ["shop-webhook-new", "shop-webhook"],
                    "headers": ["X-Environment": "test"], "limits": ["wholeTimeout": "10s"],
                ]),
        ])
}

extension WebhookSettings {
    /// Reads what `WebhookConnector.spec` describes.
    init(reading settings: Value) throws(JunctionError) {
        let reader = try SettingsReader(settings, spec: WebhookConnector.spec)
        var limits = Self.usualLimits
        limits.connectTimeout = try reader.duration("limits.connectTimeout") ?? limits.connectTimeout
        limits.wholeTimeout = try reader.duration("limits.wholeTimeout") ?? limits.wholeTimeout
        limits.readTimeout = limits.wholeTimeout
        limits.connections = try reader.integer("limits.connections") ?? limits.connections
        limits.requestBytes = try reader.size("limits.requestBytes") ?? limits.requestBytes
        self.init(
            system: try reader.requiredText("system"), url: try reader.requiredText("url"),
            secrets: try reader.texts("secrets"),
            headers: try reader.table("headers").map { RESTHeader($0.key, $0.value) }, limits: limits,
            tls: TLSSettings(authorityFile: try reader.text("tls.authorityFile")),
            allowedNetworks: try reader.texts("allowedNetworks"))
    }
}
