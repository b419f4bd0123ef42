import Values

/// Alerts must be able to fire, and reach somebody.
enum AlertChecks {
    static func reachable(_ subject: LintSubject) -> [Problem] {
        each(subject) { alert, path in
            guard let reason = reasonUnreachable(alert.when, subject.point) else { return [] }
            return [
                subject.problem(
                    .unreachableAlert, "the alert can never fire: \(reason)", remedy: "Change or remove it.",
                    at: path + ".when")
            ]
        }
    }

    static func addressed(_ subject: LintSubject) -> [Problem] {
        guard let ownership = subject.point.ownership.part else { return [] }
        let teams = ownership.maintainers + ownership.approvers
        return each(subject) { alert, path in
            if teams.contains(alert.notify) { return [] }
            return [
                subject.problem(
                    .unreachableAlert, "the alert tells '\(alert.notify)', who is not among the owners",
                    remedy: NearestWord.advice(for: alert.notify, among: teams), at: path + ".notify")
            ]
        }
    }

    private static func reasonUnreachable(_ condition: AlertCondition, _ point: IntegrationPoint) -> String? {
        let longest = point.deliveries.map(\.retry.within).max()
        switch condition {
        case .deadLetters, .backlogLength, .breakerOpen:
            return point.deliveries.isEmpty && point.trigger == nil
                ? "the point neither takes nor delivers messages" : nil
        case .backlog(let age):
            guard let longest else { return "nothing is delivered" }
            return age >= longest ? "after \(longest.written) a message is a dead letter and no longer waits" : nil
        case .failures(let percent): return percent >= 100 ? "more than all cannot fail" : nil
        case .silent, .refused: return point.trigger == nil ? "the point takes no messages" : nil
        }
    }

    private static func each(_ subject: LintSubject, _ check: (Alert, String) -> [Problem]) -> [Problem] {
        (subject.point.monitoring.part?.alerts ?? []).enumerated().flatMap { check($1, "monitoring.alerts[\($0)]") }
    }
}
