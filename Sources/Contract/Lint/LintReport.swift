package import Values

/// What `junction check` found.
package struct LintReport: Sendable {
    /// In reading order.
    package var problems: [Problem]
    package var points: Int
    package var systems: Int

    package var errorCount: Int { problems.count { $0.severity == .error } }
    package var warningCount: Int { problems.count { $0.severity == .warning } }

    /// A line each, in the form that editors jump to, and a last line that counts.
    package var text: String {
        let lines = problems.map { problem in
            var place = problem.place
            place.path = nil
            let position = place.description.isEmpty ? "" : "\(place): "
            let severity = problem.severity == .warning ? "warning: " : ""
            let remedy = problem.remedy.isEmpty ? "" : " " + problem.remedy
            return "\(position)\(severity)\(problem.message).\(remedy) [\(problem.rule.id)]\n"
        }
        return lines.joined() + summary + "\n"
    }

    /// `2 errors and 1 warning in 3 points and 3 systems`.
    package var summary: String {
        let checked = "\(counted(points, "point")) and \(counted(systems, "system"))"
        if problems.isEmpty { return "No problems in \(checked)." }
        return "\(counted(errorCount, "error")) and \(counted(warningCount, "warning")) in \(checked)."
    }

    /// `{"errors":…,"warnings":…,"problems":[{"rule","severity","message","remedy","file","line","column","path"}]}`.
    package var value: Value {
        .object([
            "errors": .integer(Int64(errorCount)), "warnings": .integer(Int64(warningCount)),
            "points": .integer(Int64(points)), "systems": .integer(Int64(systems)),
            "problems": .array(problems.map(\.value)),
        ])
    }

    package var json: String { JSONText.pretty(value) }
}

private func counted(_ count: Int, _ what: String) -> String { "\(count) \(what)\(count == 1 ? "" : "s")" }

extension Problem {
    package var value: Value {
        var object: Object = [
            "rule": .string(rule.id), "severity": .string(severity.rawValue), "code": .string(rule.code.description),
            "message": .string(message),
        ]
        if !remedy.isEmpty { object["remedy"] = .string(remedy) }
        if let source = place.source { object["file"] = .string(source) }
        if let line = place.line { object["line"] = .integer(Int64(line)) }
        if let column = place.column { object["column"] = .integer(Int64(column)) }
        if let path = place.path { object["path"] = .string(path) }
        return .object(object)
    }
}
