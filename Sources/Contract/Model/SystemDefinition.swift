import Values

/// A system on the other side: how it is reached, what it can be asked, and under which limits.
package struct SystemDefinition: Sendable {
    /// Kinds of systems; only documentation and lists go by it.
    package enum Kind: String, Sendable, CaseIterable {
        case healthRecord = "health-record"
        case hospital
        case laboratory
        case pharmacy
        case government
        case bank
        case payment
        case insurance
        case regulator
        case workforce
        case commerce
        case shipping
        case portal
        case other
    }

    package enum Connector: String, Sendable, CaseIterable { case rest, webhook, mllp, rabbitmq }

    package var id: String
    package var name: String
    package var kind: Kind
    package var owner: String
    package var summary: String?
    package var connector: Connector
    package var endpoint: String
    package var authentication: Authentication
    package var authority: String?
    package var operations: NamedValues<Operation>
    package var rateLimits: [Rate]
    package var allowedNetworks: [NetworkRange]
    package var capabilities: [String]
    package var dataFormats: [String]
    package var settings: NamedValues<Setting>

    package static let spec = Spec<SystemDefinition>.object(
        "system", "A system on the other side: how it is reached, what it can be asked, and under which limits.",
        Key(
            "id", .text(.identifier), "Its name in point files, addresses and metrics; the file is named by it.",
            example: "care-record"),
        Key("name", .text(.sentence), "Its name for people.", example: "The care record"),
        Key("type", kind, "What kind of system it is."),
        Key("owner", .text(.sentence), "Who runs it and is told when it fails.", example: "records team"),
        Key(optional: "summary", .text(.sentence), "What it is for."),
        Key("connector", connector, "How it is spoken to."),
        Key("endpoint", .text(.url), "Where it is. Operations' paths are added to it.", example: "\"${baseURL}\""),
        Key("authentication", Authentication.spec, default: .none, written: "none", "How we prove who we are."),
        Key(
            optional: "authority", .text(.name),
            "Of RabbitMQ over TLS: name of the secret that holds the authorities to trust, in PEM; without it, the machine's are.",
            example: "broker-authority"),
        Key("operations", .map(to: Operation.spec), "What it can be asked to do."),
        Key(
            "rateLimits", .list(of: Rate.spec), default: [], written: "[]",
            "How fast it may be called; all of them hold, in any span of that length. A tenth of a limit may go at once, the "
                + "rest goes evenly; what must wait is delivered later.", example: "[10/second, 5000/day]"),
        Key(
            "allowedNetworks", .list(of: NetworkRange.spec), default: [], written: "[]",
            "Private network ranges that its address may be in. Without them, only public addresses are called."),
        Key("capabilities", .list(of: .text(.sentence)), default: [], written: "[]", "What it offers, in words."),
        Key("dataFormats", .list(of: .text(.format)), default: [], written: "[]", "Formats it speaks."),
        Key(
            "settings", .map(to: Setting.spec), default: NamedValues(), written: "{}",
            "Values that '${name}' stands for in this file."),
        make: SystemDefinition.init)

    private static let kind = Spec<Kind>.choice([
        "health-record": (.healthRecord, "Keeps people's records."), "hospital": (.hospital, "A hospital's systems."),
        "laboratory": (.laboratory, "Tests and results."), "pharmacy": (.pharmacy, "Prescriptions and medicines."),
        "government": (.government, "Tax, benefits, local authorities."), "bank": (.bank, "Accounts and transfers."),
        "payment": (.payment, "Card and direct-debit payments."), "insurance": (.insurance, "Cover and claims."),
        "regulator": (.regulator, "Inspection and notification."), "workforce": (.workforce, "Staff, rotas, payroll."),
        "commerce": (.commerce, "Shops and orders."), "shipping": (.shipping, "Carriers and parcels."),
        "portal": (.portal, "Where people look things up."), "other": (.other, "None of these."),
    ])

    private static let connector = Spec<Connector>.choice([
        "rest": (.rest, "HTTP requests with a body."),
        "webhook": (.webhook, "HTTP posts, signed if a secret is given."),
        "mllp": (.mllp, "HL7 v2 in MLLP frames over TCP, and over TLS with mllps://."),
        "rabbitmq": (.rabbitmq, "Messages of RabbitMQ (AMQP 0-9-1), published with confirms or taken from queues."),
    ])
}

extension SystemDefinition {
    /// Names of the secrets it cannot be called without.
    package var secrets: [String] { credentials + [authority].compactMap(\.self) }

    private var credentials: [String] {
        switch authentication {
        case .none: []
        case .apiKey(let key): [key.secret]
        case .basic(let basic): [basic.secret]
        case .oauth2ClientCredentials(let client): [client.secret]
        case .bearer(let bearer): [bearer.secret]
        case .signature(let signature): [signature.secret]
        case .mutualTLS(let identity): [identity.certificate, identity.key] + [identity.authority].compactMap(\.self)
        }
    }
}
