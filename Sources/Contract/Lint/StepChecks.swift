import Values

/// Steps must stand where they can be done: a message is split as it comes in, filtered before it is mapped.
enum StepChecks {
    static func order(_ subject: LintSubject) -> [Problem] {
        let steps = subject.point.steps
        let firstMap = steps.firstIndex { if case .map = $0.action { true } else { false } } ?? steps.count
        return steps.enumerated().compactMap { index, step in
            let path = "technicalSolution.steps[\(index)]"
            return switch step.action {
            case .split where index > 0:
                subject.problem(
                    .stepOrder, "'split' comes too late to be done", remedy: "Make it the first step.", at: path)
            case .filter where index > firstMap:
                subject.problem(
                    .stepOrder, "'filter' comes too late to be done", remedy: "Put it before the first 'map'.", at: path
                )
            default: nil
            }
        }
    }
}
