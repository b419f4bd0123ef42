import Contract
package import Events
package import Values

/// Goes through a saga without a server, by a clock of its own: the same events at the same times give the same course.
package struct SagaRehearsal: Sendable {
    package struct Happening: Sendable {
        package var at: Duration
        package var event: Event

        package init(at: Duration, event: Event) {
            self.at = at
            self.event = event
        }
    }

    package enum Answer: Sendable {
        case done(Value)
        case refused(String)
        case silent
    }

    /// Timers gone through at most; each brings an instance nearer to its end.
    private static let timersMost = 1000

    private let plan: SagaPlan
    private let answers: [String: Answer]
    private var now = Instant.epoch
    private var sequence: Int64 = 0

    /// What came before the event that begins the instance.
    private var early: [(at: Instant, event: Event)] = []

    /// Nil until an event has begun one.
    package private(set) var instance: SagaInstance?
    package private(set) var published: [(type: String, payload: Value)] = []

    /// - Parameter answers: by step, how what it sends is taken; without one, it is done.
    package init(
        _ plan: SagaPlan, answers: [String: Answer]
    ) {
        self.plan = plan
        self.answers = answers
    }

    /// - Parameter end: when to stop; nil: when nothing can happen any more.
    package mutating func run(_ happenings: [Happening], until end: Duration?) throws {
        for happening in happenings.sorted(by: { $0.at < $1.at }) {
            if let end, happening.at > end { break }
            try passTime(until: .epoch + happening.at)
            now = .epoch + happening.at
            try take(happening.event)
        }
        try passTime(until: end.map { .epoch + $0 })
    }

    /// The steps that acted, in order.
    package var steps: [String] {
        (instance?.history ?? []).filter { [.published, .sent, .set].contains($0.what) }.compactMap(\.step)
    }

    private mutating func passTime(until end: Instant?) throws {
        for _ in 0..<Self.timersMost {
            guard let due = instance?.due, end.map({ due <= $0 }) ?? true else { return }
            now = max(now, due)
            try give(.tick)
        }
    }

    private mutating func take(_ event: Event) throws {
        sequence += 1
        let value = shown(event)
        guard let instance else {
            guard let key = try? plan.starts(event, value, at: now) else { return early.append((now, event)) }
            let before = try early.filter { $0.at + plan.early > now }.compactMap { kept in
                let value = shown(kept.event)
                return try plan.waiting(for: kept.event, value, at: now)[key].map { (heard(kept.event, value), $0) }
            }
            return try follow(
                SagaMachine.begin(
                    plan, version: 1, key: key, by: heard(event, value), origin: sequence, early: before, at: now))
        }
        let names = try plan.waiting(for: event, value, at: now)[instance.key] ?? []
        try give(.event(heard(event, value), alternatives: names))
    }

    private func shown(_ event: Event) -> Value {
        StoredEvent(sequence: sequence, streamSequence: sequence, recordedAt: now, event: event).shown
    }

    private func heard(_ event: Event, _ value: Value) -> SagaMachine.Event {
        SagaMachine.Event(id: event.id, correlationID: event.correlationID, value: value)
    }

    private mutating func give(_ input: SagaMachine.Input) throws {
        guard let instance, let decision = try SagaMachine.decide(plan, instance, input, at: now) else { return }
        try follow(decision)
    }

    /// What it has sent is answered. No deeper than it has steps: an answer leads on to a later one.
    private mutating func follow(_ decision: SagaMachine.Decision) throws {
        instance = decision.instance
        for outgoing in decision.outgoing {
            switch outgoing.kind {
            case .event(let type):
                published.append((type, outgoing.payload))
            case .request:
                switch answers[outgoing.step] ?? .done(["status": 200]) {
                case .done(let result): try give(.answer(to: outgoing.id, .done(result)))
                case .refused(let reason): try give(.answer(to: outgoing.id, .failed(reason: reason)))
                case .silent: continue
                }
            }
        }
    }
}
