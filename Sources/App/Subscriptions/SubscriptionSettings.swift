import APIContract
import Events
import Values

/// A target as the API takes it and as it is kept: the same, but for the names of a webhook's secrets.
enum SubscriptionSettings {
    private static let secretsKey = "secrets"

    /// What each kind of target takes, beside its `type`.
    private static let fields: [SubscriptionKind: Set<String>] = [
        .webhook: ["url", "headers", "format", "allowedNetworks"], .queue: ["deliveriesMost", "leasesMost"],
        .flow: ["integrationId"],
        .rabbitmq: [
            "url", "user", "passwordSecret", "certificateSecret", "keySecret", "authoritySecret", "authorityFile",
            "exchange", "queue", "routingKey", "mandatory", "format", "allowedNetworks",
        ],
    ]

    /// Throws `subscriptionInvalid` for a field that means nothing to this kind of target.
    static func check(_ target: APIContract.SubscriptionTarget) throws {
        let taken = fields[target.type] ?? []
        let given = try ValueEncoder.encode(target).object?.members.map(\.key) ?? []
        guard let stray = given.first(where: { $0 != "type" && !taken.contains($0) }) else { return }
        throw JunctionError(
            .subscriptionInvalid, "a target of the type '\(target.type.rawValue)' has no '\(stray)'",
            remedy: "Leave it out. It has: \(taken.sorted().joined(separator: ", ")).",
            place: Place(path: "/target/\(stray)"))
    }

    static func kept(
        _ target: APIContract.SubscriptionTarget, secrets: [SigningSecret]
    ) throws -> Events.SubscriptionTarget {
        var settings = try ValueEncoder.encode(target).object ?? Object()
        if !secrets.isEmpty { settings[secretsKey] = .array(secrets.map(\.value)) }
        return Events.SubscriptionTarget(kind: target.type.rawValue, settings: settings)
    }

    /// Without what is not to be shown.
    static func shown(_ target: Events.SubscriptionTarget) -> Object {
        Object(target.settings.members.filter { $0.key != secretsKey })
    }

    static func secrets(_ target: Events.SubscriptionTarget) -> [SigningSecret] {
        target.settings[secretsKey]?.array?.compactMap(SigningSecret.init) ?? []
    }

    static func setSecrets(_ secrets: [SigningSecret], in settings: inout Object) {
        settings[secretsKey] = .array(secrets.map(\.value))
    }
}
