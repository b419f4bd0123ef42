import Values

/// Looks through a workspace for what would go wrong later. What `junction check` does.
package enum Linter {
    /// Everything that is wrong with the workspace in that folder.
    package static func check(_ folder: String, _ context: LintContext) -> LintReport {
        let read = Workspace.read(folder)
        return check(read.workspace, found: read.problems, context)
    }

    /// - Parameter found: problems of reading, to be reported with the others.
    package static func check(_ workspace: Workspace, found: [Problem], _ context: LintContext) -> LintReport {
        var problems = found + FileChecks(workspace: workspace, context: context).all()
        for point in workspace.points {
            let subject = LintSubject(point: point, workspace: workspace, context: context)
            for check in checks { problems += check(subject) }
        }
        for system in workspace.systems {
            problems += SystemChecks(system: system, workspace: workspace, context: context).all()
        }
        return LintReport(
            problems: problems.sorted(by: Problem.inReadingOrder), points: workspace.points.count,
            systems: workspace.systems.count)
    }

    private static let checks: [@Sendable (LintSubject) -> [Problem]] = [
        ReferenceChecks.steps, StepChecks.order, ReferenceChecks.calls, ReferenceChecks.communication,
        ReferenceChecks.samples,
        DeclarationChecks.secrets, DeclarationChecks.flags, DeclarationChecks.settings, SampleChecks.decodable,
        SampleChecks.present, VersionChecks.order, VersionChecks.current, VersionChecks.review, ScenarioChecks.systems,
        ScenarioChecks.stimuli, ScenarioChecks.acknowledgements, ScenarioChecks.negatives, AlertChecks.reachable,
        AlertChecks.addressed, ViewChecks.projections, ViewChecks.streams, SagaChecks.all,
    ]
}

/// A point as the linter looks at it.
struct LintSubject {
    let point: IntegrationPoint
    let workspace: Workspace
    let context: LintContext

    /// Where the value at a path of the point's file stands.
    func place(_ path: String) -> Place {
        workspace.source(.point, point.id)?.place(path) ?? Place(path: path)
    }

    func problem(_ rule: Rule, _ message: String, remedy: String = "", at path: String) -> Problem {
        Problem(rule, message, remedy: remedy, at: place(path))
    }

    /// A name that should be among others.
    func dangling(_ kind: String, _ name: String, among candidates: [String], at path: String) -> [Problem] {
        if candidates.contains(name) { return [] }
        return [
            problem(
                .danglingReference, "there is no \(kind) '\(name)'",
                remedy: NearestWord.advice(for: name, among: candidates.sorted()), at: path)
        ]
    }

    /// Systems that the point calls.
    var calledSystems: [String] {
        point.deliveries.map(\.system) + (point.scheduledCall.map { [$0.system] } ?? []) + point.sourceSystems
            + point.sagas.flatMap(\.calledSystems)
    }
}

extension IntegrationPoint {
    /// The broker that its messages are taken from.
    fileprivate var sourceSystems: [String] {
        if case .rabbitmq(let source)? = trigger { [source.system] } else { [] }
    }

    /// The operation that a schedule calls for its messages.
    package var scheduledCall: OperationCall? {
        guard case .schedule(let schedule)? = trigger, case .call(let call) = schedule.source else { return nil }
        return call
    }
}
