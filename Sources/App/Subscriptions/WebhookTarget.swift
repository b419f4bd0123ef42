import APIContract
import Connectors
import Events
import Values

/// Posts events to one receiver, signed by Standard Webhooks 1.0.
final class WebhookTarget: DeliveryTarget {
    private let client: WebhookClient
    private let form: EventForm
    private let secrets: [SigningSecret]
    private let time: TimeSource
    /// Called when the receiver says that it wants no more (410 Gone).
    private let gone: @Sendable () -> Void

    init(
        client: WebhookClient, form: EventForm, secrets: [SigningSecret], time: TimeSource,
        gone: @escaping @Sendable () -> Void
    ) {
        self.client = client
        self.form = form
        self.secrets = secrets
        self.time = time
        self.gone = gone
    }

    func deliver(_ attempt: DeliveryAttempt) async -> DeliveryOutcome {
        let body: EventBody
        do { body = try EventBody(EventRecord(stored: attempt.stored, status: .waiting), as: form) } catch {
            return .rejected(reason: "the event cannot be written in the form asked for")
        }
        let now = time.now()
        let answer = await client.deliver(
            id: Self.messageID(attempt.stored), payload: body.bytes, contentType: body.contentType,
            headers: body.headers + DeliveryMark.headers(attempt),
            secrets: secrets.filter { $0.isUsed(at: now) }.map(\.name))
        switch answer.verdict {
        case .success: return .delivered(detail: answer.status.map { "HTTP \($0)" })
        case .retry(let reason, let after):
            return .retry(reason: ReceiverWords.reason(reason, status: answer.status), after: after)
        case .refused(let reason):
            if answer.status == 410 { gone() }
            return .rejected(reason: ReceiverWords.reason(reason, status: answer.status))
        }
    }

    /// The event's id, unless it is one that cannot be signed: then its place in the log, which is as unique.
    private static func messageID(_ stored: StoredEvent) -> String {
        let id = stored.event.id
        let isSignable = id.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ".") }
        return isSignable ? id : "evt_\(stored.sequence)"
    }
}

/// A secret by its name in the store, and how long it signs.
struct SigningSecret: Sendable, Hashable {
    var name: String
    /// Nil: until another takes over.
    var until: Instant?

    func isUsed(at now: Instant) -> Bool { until.map { now < $0 } ?? true }

    var value: Value {
        var object: Object = ["name": .string(name)]
        if let until { object["until"] = .integer(until.microseconds) }
        return .object(object)
    }

    init(name: String, until: Instant? = nil) {
        self.name = name
        self.until = until
    }

    init?(_ value: Value) {
        guard let name = value["name"]?.string else { return nil }
        self.init(name: name, until: value["until"]?.integer.map { Instant(microseconds: $0) })
    }
}
