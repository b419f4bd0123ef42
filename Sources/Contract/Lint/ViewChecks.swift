import Values

/// Projections and streams must be able to run.
enum ViewChecks {
    static func projections(_ subject: LintSubject) -> [Problem] {
        subject.point.projections.enumerated().flatMap { index, projection in
            let path = "technicalSolution.projections[\(index)]"
            var problems = filters(projection.from, subject, at: path + ".from")
            problems += expression(projection.key, subject, at: path + ".key")
            problems += expression(projection.fold, subject, at: path + ".fold")
            problems += projection.deleteWhen.map { expression($0, subject, at: path + ".deleteWhen") } ?? []
            for (number, sample) in projection.samples.enumerated() {
                problems += samples(
                    ["events": sample.events, "states": sample.states], subject, at: "\(path).samples[\(number)]")
            }
            return problems + unique("projection", index, subject, at: path) { $0.projections.map(\.id) }
        }
    }

    static func streams(_ subject: LintSubject) -> [Problem] {
        subject.point.streams.enumerated().flatMap { index, stream in
            let path = "technicalSolution.streams[\(index)]"
            var problems = filters(stream.from, subject, at: path + ".from")
            for (name, side) in [("left", stream.join?.left), ("right", stream.join?.right)] {
                guard let side else { continue }
                problems += filters(side.from, subject, at: "\(path).join.\(name).from")
                problems += expression(side.key, subject, at: "\(path).join.\(name).key")
            }
            let expressions = [
                ("key", stream.key), ("time", stream.time), ("fold", stream.fold), ("emit.when", stream.emit.when),
                ("emit.payload", stream.emit.payload),
            ]
            for case (let name, let text?) in expressions {
                problems += expression(text, subject, at: "\(path).\(name)")
            }
            if problems.isEmpty {
                problems += attempt(.impossibleStream, subject, at: path) { try subject.context.prepare(stream) }
            }
            for (number, sample) in stream.samples.enumerated() {
                problems += samples(
                    ["events": sample.events, "results": sample.results], subject, at: "\(path).samples[\(number)]")
            }
            return problems + unique("stream", index, subject, at: path) { $0.streams.map(\.id) }
        }
    }

    /// Ids are unique in the whole workspace.
    private static func unique(
        _ kind: String, _ index: Int, _ subject: LintSubject, at path: String, _ ids: (IntegrationPoint) -> [String]
    ) -> [Problem] {
        let own = ids(subject.point)
        let others = subject.workspace.points.filter { $0.id != subject.point.id }
        let owner =
            own[..<index].contains(own[index])
            ? "this file" : others.first { ids($0).contains(own[index]) }.map { "'\($0.id)'" }
        guard let owner else { return [] }
        return [
            subject.problem(
                .duplicateID, "\(owner) has a \(kind) '\(own[index])' already",
                remedy: "Give one of them another id.", at: path + ".id")
        ]
    }

    static func expression(_ text: String, _ subject: LintSubject, at path: String) -> [Problem] {
        attempt(.expressionMalformed, subject, at: path) { try subject.context.readExpression(text) }
    }

    static func filters(_ filters: [Value], _ subject: LintSubject, at path: String) -> [Problem] {
        attempt(.expressionMalformed, subject, at: path) { try subject.context.readFilters(.array(filters)) }
    }

    private static func attempt(
        _ rule: Rule, _ subject: LintSubject, at path: String, _ body: () throws -> Void
    ) -> [Problem] {
        do {
            try body()
            return []
        } catch {
            let message = (error as? JunctionError)?.message ?? "it cannot be read"
            return [subject.problem(rule, message, at: path)]
        }
    }

    static func samples(_ samples: KeyValuePairs<String, String>, _ subject: LintSubject, at path: String) -> [Problem]
    {
        let known = subject.workspace.samples.keys.sorted()
        return samples.flatMap { subject.dangling("sample", $0.value, among: known, at: "\(path).\($0.key)") }
    }
}
