import Values

/// What concerns one system.
struct SystemChecks {
    let system: SystemDefinition
    let workspace: Workspace
    let context: LintContext

    func all() -> [Problem] { credentials() + address() + formats() + settings() + connector() }

    private func place(_ path: String) -> Place {
        workspace.source(.system, system.id)?.place(path) ?? Place(path: path)
    }

    private func credentials() -> [Problem] {
        guard !system.secrets.isEmpty else { return [] }
        var addresses = [("endpoint", system.endpoint)]
        if case .oauth2ClientCredentials(let client) = system.authentication {
            addresses.append(("authentication.oauth2ClientCredentials.tokenURL", client.tokenURL))
        }
        return addresses.compactMap { path, address in
            guard address.hasPrefix("http://") || address.hasPrefix("mllp://") || address.hasPrefix("amqp://"),
                !AddressText.isThisMachine(address)
            else {
                return nil
            }
            return Problem(
                .openAuthentication, "the credentials of '\(system.id)' would travel unencrypted",
                remedy: "Use \(address.prefix { $0 != ":" })s.",
                at: place(path))
        }
    }

    private func address() -> [Problem] {
        let host = AddressText.host(system.endpoint)
        guard let bytes = NetworkRange("\(host)/0")?.address ?? (host == "localhost" ? [127, 0, 0, 1] : nil),
            AddressText.isPrivate(bytes), !system.allowedNetworks.contains(where: { $0.contains(bytes) })
        else { return [] }
        return [
            Problem(
                .addressForbidden, "the address of '\(system.id)' is private, and its range is not allowed",
                remedy: "Add its range to 'allowedNetworks', such as '\(host)/\(bytes.count * 8)'.",
                at: place("endpoint"))
        ]
    }

    private func formats() -> [Problem] {
        guard let known = context.formats else { return [] }
        var named = system.dataFormats.enumerated().map { ("dataFormats[\($0)]", $1) }
        for (name, operation) in system.operations {
            if let request = operation.request { named.append(("operations.\(name).request", request)) }
            if let response = operation.response { named.append(("operations.\(name).response", response)) }
        }
        return named.compactMap { path, format in
            known.contains(format)
                ? nil
                : Problem(
                    .unknownFormat, "there is no format '\(format)'",
                    remedy: NearestWord.advice(for: format, among: known.sorted()), at: place(path))
        }
    }

    private func connector() -> [Problem] {
        let isBroker = system.connector == .rabbitmq
        func problem(_ message: String, _ remedy: String, _ path: String) -> Problem {
            Problem(.wrongConnector, message, remedy: remedy, at: place(path))
        }
        var problems: [Problem] = []
        for (name, operation) in system.operations where (operation.publish != nil) != isBroker {
            problems.append(
                isBroker
                    ? problem(
                        "'\(name)' does not say where to publish", "Add 'publish: { queue: <name> }'.",
                        "operations.\(name)")
                    : problem(
                        "only RabbitMQ publishes", "Remove it, or write 'connector: rabbitmq'.",
                        "operations.\(name).publish"))
        }
        if isBroker != system.endpoint.hasPrefix("amqp"), !system.endpoint.hasPrefix("$") {
            problems.append(
                problem(
                    "the connector does not go with the address",
                    isBroker ? "Write amqps://host/virtual-host." : "Write 'connector: rabbitmq'.", "endpoint"))
        }
        guard isBroker else { return problems }
        switch system.authentication {
        case .basic: return problems
        case .mutualTLS:
            guard system.endpoint.hasPrefix("amqp://") else { return problems }
            return problems + [problem("a client certificate is shown over TLS only", "Use amqps.", "endpoint")]
        default:
            let remedy = "Write 'authentication: { basic: … }', or mutualTLS with a certificate."
            return problems + [problem("a broker asks for a user", remedy, "authentication")]
        }
    }

    private func settings() -> [Problem] {
        guard let root = workspace.source(.system, system.id)?.root else { return [] }
        let used = SettingUse.names(in: root)
        return system.settings.names.filter { !used.contains($0) }.map { name in
            Problem(
                .unusedDeclaration, "nothing uses the setting '\(name)'",
                remedy: "Write '${\(name)}' where it belongs, or remove it.",
                at: place("settings.\(name)"))
        }
    }
}

/// Addresses as they are written.
enum AddressText {
    /// `http://[::1]:80/x` → `::1`.
    static func host(_ address: String) -> String {
        let rest = address.split(separator: "://", maxSplits: 1).last ?? ""
        let authority = rest.prefix { $0 != "/" && $0 != "?" }.split(separator: "@").last ?? ""
        if authority.hasPrefix("[") { return String(authority.dropFirst().prefix { $0 != "]" }) }
        return String(authority.prefix { $0 != ":" })
    }

    static func isThisMachine(_ address: String) -> Bool {
        let host = host(address)
        // A name may begin with 127, too.
        let isLoopback =
            host.hasPrefix("127.") && host.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (0x30...0x39) ~= $0 }
        return host == "localhost" || host == "::1" || isLoopback
    }

    /// Loopback, private and link-local ranges (RFC 1918, RFC 6890, RFC 4193, RFC 4291).
    static func isPrivate(_ address: [UInt8]) -> Bool { privateRanges.contains { $0.contains(address) } }

    private static let privateRanges = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
        "::1/128", "::/128", "fc00::/7", "fe80::/10",
    ].compactMap { NetworkRange($0) }
}

/// Which settings a document uses.
enum SettingUse {
    static func names(in node: SourceNode) -> Set<String> {
        switch node.content {
        case .scalar(let text, _): Set(SettingReference.all(in: text).map(\.name))
        case .list(let elements): elements.reduce(into: []) { $0.formUnion(names(in: $1)) }
        case .mapping(let members): members.reduce(into: []) { $0.formUnion(names(in: $1.value)) }
        }
    }
}
