import Metrics

/// The counts of one listener.
struct MLLPMetrics: Sendable {
    enum Outcome: String, CaseIterable {
        case answered, unanswered, tooLong = "too_long", abandoned, half, stray
    }

    enum Closing: String, CaseIterable {
        case peer, idle, slow, stray, tooLong = "too_long", drained, limit, broken
    }

    private let messages: [Outcome: Counter]
    private let closings: [Closing: Counter]
    private let seconds: Metrics.Timer
    let connections: Meter

    init(listener: String) {
        let label = ("listener", listener)
        messages = Dictionary(
            uniqueKeysWithValues: Outcome.allCases.map {
                ($0, Counter(label: "junction_mllp_messages_total", dimensions: [label, ("outcome", $0.rawValue)]))
            })
        closings = Dictionary(
            uniqueKeysWithValues: Closing.allCases.map {
                ($0, Counter(label: "junction_mllp_closed_total", dimensions: [label, ("reason", $0.rawValue)]))
            })
        seconds = Timer(label: "junction_mllp_answer_seconds", dimensions: [label])
        connections = Meter(label: "junction_mllp_connections", dimensions: [label])
    }

    func count(_ outcome: Outcome) { messages[outcome]?.increment() }
    func closed(_ reason: Closing) { closings[reason]?.increment() }
    func answered(nanoseconds: Int64) {
        count(.answered)
        seconds.recordNanoseconds(nanoseconds)
    }
}
