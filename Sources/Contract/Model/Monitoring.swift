import Values

/// How well the point must do, and who is told when it does not.
package struct Monitoring: Sendable, Equatable {
    package var objectives: Objectives
    package var alerts: [Alert]
    package var dashboard: String?

    static let spec = Spec<Monitoring>.object(
        "monitoring", "How well the point must do, and who is told when it does not.",
        Key(
            "objectives", Objectives.spec, default: Objectives(), written: "{}",
            "What it must reach, as measured over 30 days.", example: "{ delivered: 99.9% within 5m }"),
        Key("alerts", .list(of: Alert.spec), default: [], written: "[]", "When to tell whom."),
        Key(optional: "dashboard", .text(.sentence), "Where to look."),
        make: Monitoring.init)
}

/// What the point must reach, as measured over 30 days; an objective that is nil is not set.
package struct Objectives: Sendable, Equatable {
    package var delivered: Objective?
    package var accepted: Objective?
    package var mappedFields: Objective?

    static let spec = Spec<Objectives>.object(
        "objectives", "What the point must reach, as measured over 30 days.",
        Key(
            optional: "delivered", Objective.spec, "Share of messages delivered, in time if 'within' is said.",
            example: "99.9% within 5m"),
        Key(optional: "accepted", Objective.spec, "Share of messages received that are not refused.", example: "99%"),
        Key(
            optional: "mappedFields", Objective.spec,
            "Share of source fields that are mapped, or ignored with a reason.", example: "100% accounted"),
        make: Objectives.init)
}

/// A share, and if it matters a time: `99.9% within 5m`.
package struct Objective: Sendable, Equatable, CustomStringConvertible {
    /// From 0 to 1.
    package var share: Double
    package var within: Duration?
    /// As written.
    package var description: String

    static let spec = Spec<Objective>.text(.objective) { text in
        let words = text.split(separator: " ")
        guard let percent = Double(words[0].dropLast()), percent <= 100 else { return nil }
        var within: Duration?
        if words.count == 3 {
            within = Duration(written: String(words[2]))
            guard within != nil else { return nil }
        }
        return Objective(share: percent / 100, within: within, description: text)
    }
}

/// When to tell whom.
package struct Alert: Sendable, Equatable {
    package var when: AlertCondition
    /// A team, as under ownership.
    package var notify: String

    static let spec = Spec<Alert>.object(
        "alert", "When to tell whom.",
        Key("when", AlertCondition.spec, "The condition.", example: "deadLetters > 0"),
        Key("notify", .text(.identifier), "The team told.", example: "care-integration"), make: Alert.init)
}

/// What is watched.
package enum AlertCondition: Sendable, Equatable, CustomStringConvertible {
    case deadLetters(moreThan: Int)
    case refused(moreThan: Int)
    case backlog(olderThan: Duration)
    case backlogLength(moreThan: Int)
    case silent(Duration)
    case breakerOpen(Duration)
    /// Percent of the messages of the last hour.
    case failures(moreThanPercent: Double)

    /// Nil unless it reads like one of `forms`.
    package init?(_ text: String) {
        let words = text.split(separator: " ").map(String.init)
        let last = words.last ?? ""
        switch words.dropLast() {
        case ["deadLetters", ">"]: self.init(Int(last)) { .deadLetters(moreThan: $0) }
        case ["refused", ">"]: self.init(Int(last)) { .refused(moreThan: $0) }
        case ["backlog", ">"]: self.init(Int(last)) { .backlogLength(moreThan: $0) }
        case ["backlog", "older", "than"]: self.init(Duration(written: last)) { .backlog(olderThan: $0) }
        case ["silent", "for"]: self.init(Duration(written: last)) { .silent($0) }
        case ["breaker", "open", "for"]: self.init(Duration(written: last)) { .breakerOpen($0) }
        case ["failures", ">"] where last.hasSuffix("%"):
            self.init(Double(last.dropLast())) { .failures(moreThanPercent: $0) }
        default: return nil
        }
    }

    private init?<Limit>(_ limit: Limit?, _ make: (Limit) -> AlertCondition) {
        guard let limit else { return nil }
        self = make(limit)
    }

    package static let forms = [
        "deadLetters > 0", "refused > 10", "backlog > 1000", "backlog older than 15m", "silent for 4h",
        "breaker open for 10m", "failures > 5%",
    ]

    package var description: String {
        switch self {
        case .deadLetters(let most): "deadLetters > \(most)"
        case .refused(let most): "refused > \(most)"
        case .backlog(let age): "backlog older than \(age.written)"
        case .backlogLength(let most): "backlog > \(most)"
        case .silent(let span): "silent for \(span.written)"
        case .breakerOpen(let span): "breaker open for \(span.written)"
        case .failures(let percent): "failures > \(percent)%"
        }
    }

    static let spec = Spec<AlertCondition>.text(TextShape("a condition", examples: forms)) { AlertCondition($0) }
}
