import APIContract
import Events
import Values

/// A target as the API takes it and as it is kept: the same, but for the names of a webhook's secrets.
enum SubscriptionSettings {
    private static let secretsKey = "secrets"

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
