import Values

/// What is declared must be used, and what is used declared.
enum DeclarationChecks {
    static func secrets(_ subject: LintSubject) -> [Problem] {
        let declared = subject.point.settings.secrets
        let needed = subject.calledSystems.compactMap { subject.workspace.system($0) }
        var problems: [Problem] = []
        for system in needed {
            for secret in system.secrets where !declared.contains(secret) {
                problems.append(
                    subject.problem(
                        .danglingReference,
                        "the system '\(system.id)' needs the secret '\(secret)', which is not declared",
                        remedy: "Add it to 'secrets' under configuration.", at: "configuration"))
            }
        }
        let used = Set(needed.flatMap(\.secrets))
        for (index, secret) in declared.enumerated() where !used.contains(secret) {
            problems.append(
                subject.problem(
                    .unusedDeclaration, "no system of the point uses the secret '\(secret)'",
                    remedy: NearestWord.advice(for: secret, among: used.sorted()), at: "configuration.secrets[\(index)]"
                ))
        }
        return problems
    }

    static func flags(_ subject: LintSubject) -> [Problem] {
        let declared = subject.point.settings.flags.names
        var used: Set<String> = []
        var problems: [Problem] = []
        func use(_ flag: String?, at path: String) {
            guard let flag else { return }
            used.insert(flag)
            problems += subject.dangling("flag", flag, among: declared, at: path)
        }
        for (index, step) in subject.point.steps.enumerated() {
            use(step.onlyIf, at: "technicalSolution.steps[\(index)].onlyIf")
        }
        for (index, delivery) in subject.point.deliveries.enumerated() {
            use(delivery.onlyIf, at: "technicalSolution.deliver[\(index)].onlyIf")
        }
        for flag in declared where !used.contains(flag) {
            problems.append(
                subject.problem(
                    .unusedDeclaration, "nothing depends on the flag '\(flag)'",
                    remedy: "Add 'onlyIf: \(flag)' to a step or delivery, or remove it.",
                    at: "configuration.flags.\(flag)"))
        }
        return problems
    }

    static func settings(_ subject: LintSubject) -> [Problem] {
        guard let root = subject.workspace.source(.point, subject.point.id)?.root else { return [] }
        let used = SettingUse.names(in: root)
        return subject.point.settings.settings.names.filter { !used.contains($0) }.map { name in
            subject.problem(
                .unusedDeclaration, "nothing uses the setting '\(name)'",
                remedy: "Write '${\(name)}' where it belongs, or remove it.", at: "configuration.settings.\(name)")
        }
    }
}
