import Values

extension RESTSettings {
    /// Reads what `RESTConnector.spec` describes.
    ///
    /// - Throws: `connectorSettings` with the path of the setting at fault.
    init(reading settings: Value) throws(JunctionError) {
        let reader = try SettingsReader(settings, spec: RESTConnector.spec)
        var operations: [String: RESTOperation] = [:]
        for name in reader.keys("operations") { operations[name] = try Self.operation(name, reader) }
        self.init(
            system: try reader.requiredText("system"), endpoint: try reader.requiredText("endpoint"),
            authentication: try Self.authentication(reader), operations: operations, limits: try Self.limits(reader),
            tls: TLSSettings(
                authorityFile: try reader.text("tls.authorityFile"),
                certificateFile: try reader.text("tls.certificateFile"), keyFile: try reader.text("tls.keyFile"),
                secrets: try Self.secrets(reader)),
            allowedNetworks: try reader.texts("allowedNetworks"), headers: try Self.headers("headers", reader),
            refusals: try Self.refusals(reader))
    }

    private static func refusals(_ reader: SettingsReader) throws(JunctionError) -> RefusalRule {
        guard let rule = RefusalRule(rawValue: try reader.requiredText("refusals")) else {
            throw SettingsReader.error("'refusals' is 'byStatus' or 'onlyGone'", "refusals")
        }
        return rule
    }

    private static func secrets(_ reader: SettingsReader) throws(JunctionError) -> TLSSecrets? {
        guard let certificate = try reader.text("tls.certificateSecret") else { return nil }
        return TLSSecrets(
            certificate: certificate, key: try reader.requiredText("tls.keySecret"),
            authority: try reader.text("tls.authoritySecret"))
    }

    private static func headers(_ name: String, _ reader: SettingsReader) throws(JunctionError) -> [RESTHeader] {
        try reader.table(name).map { RESTHeader($0.key, $0.value) }
    }

    private static func operation(_ name: String, _ reader: SettingsReader) throws(JunctionError) -> RESTOperation {
        let path = "operations.\(name)"
        return RESTOperation(
            method: try reader.requiredText("\(path).method"), path: try reader.text("\(path).path") ?? "",
            query: try headers("\(path).query", reader), headers: try headers("\(path).headers", reader),
            contentType: try reader.text("\(path).contentType"), expects: try reader.text("\(path).expects"),
            timeout: try reader.duration("\(path).timeout"))
    }

    private static func authentication(_ reader: SettingsReader) throws(JunctionError) -> RESTAuthentication {
        func needed(_ key: String) throws(JunctionError) -> String { try reader.requiredText("authentication.\(key)") }
        switch try needed("type") {
        case "none": return .none
        case "apiKeyHeader": return .apiKeyInHeader(name: try needed("name"), secret: try needed("secret"))
        case "apiKeyQuery": return .apiKeyInQuery(name: try needed("name"), secret: try needed("secret"))
        case "basic": return .basic(user: try needed("user"), secret: try needed("secret"))
        case "bearer": return .bearer(secret: try needed("secret"))
        case "signature":
            let secrets = [try needed("secret"), try reader.text("authentication.oldSecret")]
            return .signature(secrets: secrets.compactMap { $0 })
        case "clientCredentials":
            guard let placement = OAuthClient.Placement(rawValue: try needed("placement")) else {
                throw SettingsReader.error("'placement' is 'basic' or 'body'", "authentication.placement")
            }
            return .clientCredentials(
                OAuthClient(
                    tokenEndpoint: try needed("tokenEndpoint"), clientID: try needed("clientID"),
                    secret: try needed("secret"), scope: try reader.text("authentication.scope"), placement: placement))
        default:
            let types = RESTConnector.authenticationTypes.joined(separator: ", ")
            throw SettingsReader.error("'authentication.type' is one of \(types)", "authentication.type")
        }
    }

    private static func limits(_ reader: SettingsReader) throws(JunctionError) -> RESTLimits {
        var limits = RESTLimits()
        limits.connectTimeout = try reader.duration("limits.connectTimeout") ?? limits.connectTimeout
        limits.readTimeout = try reader.duration("limits.readTimeout") ?? limits.readTimeout
        limits.wholeTimeout = try reader.duration("limits.wholeTimeout") ?? limits.wholeTimeout
        limits.connections = try reader.integer("limits.connections") ?? limits.connections
        limits.callsAtOnce = try reader.integer("limits.callsAtOnce") ?? limits.callsAtOnce
        limits.idleConnectionTime = try reader.duration("limits.idleConnectionTime") ?? limits.idleConnectionTime
        limits.answerBytes = try reader.size("limits.answerBytes") ?? limits.answerBytes
        limits.requestBytes = try reader.size("limits.requestBytes") ?? limits.requestBytes
        limits.redirects = try reader.integer("limits.redirects") ?? limits.redirects
        limits.longestRetryAfter = try reader.duration("limits.longestRetryAfter") ?? limits.longestRetryAfter
        return limits
    }
}
