import Events
import Values

/// The rows that a run of operations writes, gathered so that each table is written by one statement.
struct BatchRows {
    struct StepName: Hashable {
        var reference: DeliveryReference
        var at: Instant
        var kind: Lineage.Kind
    }

    struct Step {
        var attempt: Int
        var detail: String?
        var stages: [UInt8]?
    }

    struct Retry {
        var attempts: Int
        var notBefore: Instant
    }

    private(set) var events: [(append: Append, place: Appended)] = []
    private(set) var versions: [ExactText: Int64] = [:]
    /// The documents as they are to be; nil: to be removed.
    var documents: [DocumentName: Document?] = [:]
    private(set) var retries: [DeliveryReference: Retry] = [:]
    /// Deliveries that are over, in order, so that the first end of one counts.
    private(set) var ended: [DeliveryReference] = []
    private var isEnded: Set<DeliveryReference> = []
    private(set) var buried: [DeliveryReference: DeliveryTransition] = [:]
    private(set) var steps: [StepName: Step] = [:]

    mutating func add(_ append: Append, at place: Appended) {
        events.append((append, place))
        versions[ExactText(append.event.stream)] = place.streamSequence
    }

    mutating func apply(_ transition: DeliveryTransition) {
        let reference = DeliveryReference(destination: transition.destination, sequence: transition.sequence)
        switch transition.change {
        case .delivered(let detail):
            end(reference)
            note(transition, .delivered, detail)
        case .skipped(let reason):
            end(reference)
            note(transition, .skipped, reason)
        case .leased(let until): postpone(reference, transition.attempt, until)
        case .retry(let reason, let notBefore):
            postpone(reference, transition.attempt, notBefore)
            note(transition, .attemptFailed, reason)
        case .deadLettered(let reason):
            if end(reference) { buried[reference] = transition }
            note(transition, .deadLettered, reason)
        }
    }

    /// Told again after a failed commit it may come late: what is known of a later attempt stands.
    private mutating func postpone(_ reference: DeliveryReference, _ attempt: Int, _ notBefore: Instant) {
        if let known = retries[reference], known.attempts > attempt { return }
        retries[reference] = Retry(attempts: attempt, notBefore: notBefore)
    }

    /// False when it was over before.
    @discardableResult
    private mutating func end(_ reference: DeliveryReference) -> Bool {
        guard isEnded.insert(reference).inserted else { return false }
        ended.append(reference)
        return true
    }

    private mutating func note(_ transition: DeliveryTransition, _ kind: Lineage.Kind, _ detail: String?) {
        let name = StepName(
            reference: DeliveryReference(destination: transition.destination, sequence: transition.sequence),
            at: transition.at, kind: kind)
        steps[name] = Step(
            attempt: transition.attempt, detail: detail.map(Self.cut), stages: PairCoding.encode(transition.stages))
    }

    static func cut(_ detail: String) -> String {
        guard detail.utf8.count > EventLimits.detailBytes else { return detail }
        return String(decoding: detail.utf8.prefix(EventLimits.detailBytes), as: UTF8.self) + "…"
    }
}
