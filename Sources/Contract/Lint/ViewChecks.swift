import Values

/// Projections must be able to run.
enum ViewChecks {
    static func projections(_ subject: LintSubject) -> [Problem] {
        let own = subject.point.projections.map(\.id)
        let others = subject.workspace.points.filter { $0.id != subject.point.id }
            .flatMap { point in point.projections.map { (id: $0.id, point: point.id) } }
        return subject.point.projections.enumerated().flatMap { index, projection in
            let path = "technicalSolution.projections[\(index)]"
            var problems = filters(projection.from, subject, at: path + ".from")
            problems += expression(projection.key, subject, at: path + ".key")
            problems += expression(projection.fold, subject, at: path + ".fold")
            problems += projection.deleteWhen.map { expression($0, subject, at: path + ".deleteWhen") } ?? []
            for (number, sample) in projection.samples.enumerated() {
                problems += samples(
                    ["events": sample.events, "states": sample.states], subject, at: "\(path).samples[\(number)]")
            }
            if own[..<index].contains(projection.id) {
                problems.append(taken("projection", projection.id, by: "this file", subject, at: path))
            } else if let other = others.first(where: { $0.id == projection.id }) {
                problems.append(taken("projection", projection.id, by: "'\(other.point)'", subject, at: path))
            }
            return problems
        }
    }

    private static func taken(
        _ kind: String, _ id: String, by owner: String, _ subject: LintSubject, at path: String
    ) -> Problem {
        subject.problem(
            .duplicateID, "\(owner) has a \(kind) '\(id)' already", remedy: "Give one of them another id.",
            at: path + ".id")
    }

    static func expression(_ text: String, _ subject: LintSubject, at path: String) -> [Problem] {
        attempt(subject, at: path) { try subject.context.readExpression(text) }
    }

    static func filters(_ filters: [Value], _ subject: LintSubject, at path: String) -> [Problem] {
        attempt(subject, at: path) { try subject.context.readFilters(.array(filters)) }
    }

    private static func attempt(_ subject: LintSubject, at path: String, _ body: () throws -> Void) -> [Problem] {
        do {
            try body()
            return []
        } catch {
            let message = (error as? JunctionError)?.message ?? "it cannot be read"
            return [subject.problem(.expressionMalformed, message, at: path)]
        }
    }

    static func samples(_ samples: KeyValuePairs<String, String>, _ subject: LintSubject, at path: String) -> [Problem]
    {
        let known = subject.workspace.samples.keys.sorted()
        return samples.flatMap { subject.dangling("sample", $0.value, among: known, at: "\(path).\($0.key)") }
    }
}
