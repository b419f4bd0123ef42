import Values

/// Versions and dates.
enum VersionChecks {
    static func order(_ subject: LintSubject) -> [Problem] {
        let versions = subject.point.versioning.part ?? []
        var problems: [Problem] = []
        for (index, (newer, older)) in zip(versions, versions.dropFirst()).enumerated() {
            let path = "versioning[\(index + 1)]"
            if older.version >= newer.version {
                problems.append(
                    subject.problem(
                        .versionOrder, "\(older.version) is listed after \(newer.version)",
                        remedy: "List the newest first.",
                        at: path + ".version"))
            } else if let before = older.since, let after = newer.since, before > after {
                problems.append(
                    subject.problem(
                        .versionOrder,
                        "\(older.version) came on \(before.written), after \(newer.version) on \(after.written)",
                        remedy: "Correct the dates.", at: path + ".since"))
            }
        }
        for (index, entry) in versions.enumerated() {
            guard let since = entry.since, let sunset = entry.sunset, sunset < since else { continue }
            problems.append(
                subject.problem(
                    .versionOrder, "\(entry.version) ends before it begins", remedy: "Correct the dates.",
                    at: "versioning[\(index)].sunset"))
        }
        return problems
    }

    static func current(_ subject: LintSubject) -> [Problem] {
        guard let versions = subject.point.versioning.part else { return [] }
        guard let index = versions.firstIndex(where: { $0.version == subject.point.version }) else {
            return [
                subject.problem(
                    .versionUnlisted, "version \(subject.point.version) is not listed under versioning",
                    remedy: "Add '{ version: \(subject.point.version), since: <date>, change: <what> }'.", at: "version"
                )
            ]
        }
        guard let sunset = versions[index].sunset, sunset <= subject.context.today else { return [] }
        return [
            subject.problem(
                .sunsetPassed, "version \(subject.point.version) ended on \(sunset.written)",
                remedy: "Publish its successor, or agree on a later date.", at: "versioning[\(index)].sunset")
        ]
    }

    static func review(_ subject: LintSubject) -> [Problem] {
        guard let ownership = subject.point.ownership.part, ownership.reviewBy < subject.context.today else {
            return []
        }
        return [
            subject.problem(
                .reviewOverdue, "the review was due by \(ownership.reviewBy.written)",
                remedy: "Review the point with \(ownership.approvers.joined(separator: ", ")), then set the next date.",
                at: "ownership.reviewBy")
        ]
    }
}
