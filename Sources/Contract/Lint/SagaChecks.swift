import Values

/// Sagas must be able to go their way: every name is one of a step, every step can be reached, and what is taken back is
/// something that was done.
enum SagaChecks {
    static func all(_ subject: LintSubject) -> [Problem] {
        subject.point.sagas.enumerated().flatMap { index, saga in
            let check = SagaCheck(saga: saga, path: "technicalSolution.sagas[\(index)]", subject: subject)
            let problems: [[Problem]] = [
                check.names, check.ways, check.reach, check.compensations, check.receivers, check.samples,
                check.expressions,
            ]
            return problems.flatMap { $0 }
        }
    }
}

private struct SagaCheck {
    let saga: Saga
    let path: String
    let subject: LintSubject

    private func problem(_ rule: Rule, _ message: String, remedy: String, at place: String) -> Problem {
        subject.problem(rule, message, remedy: remedy, at: path + place)
    }

    /// Steps, events and the saga itself are told apart by their names.
    var names: [Problem] {
        var problems: [Problem] = []
        let twins = subject.workspace.points.flatMap(\.sagas).filter { $0.id == saga.id }.count
        if twins > 1 {
            problems.append(
                problem(.duplicateID, "there are \(twins) sagas '\(saga.id)'", remedy: "Rename one of them.", at: ".id")
            )
        }
        var seen: Set<String> = [Saga.end]
        var events: Set<String> = ["start"]
        for list in saga.lists {
            for (index, step) in list.steps.enumerated() {
                let place = ".\(list.path)[\(index)]"
                if !seen.insert(step.id).inserted {
                    let message =
                        step.id == Saga.end ? "'end' is no name for a step" : "there are two steps '\(step.id)'"
                    problems.append(problem(.duplicateID, message, remedy: "Rename it.", at: place + ".id"))
                }
                for (place, alternative) in step.alternatives(at: place)
                where !events.insert(alternative.name).inserted {
                    let message = "there are two events '\(alternative.name)' in the saga"
                    problems.append(problem(.duplicateID, message, remedy: "Rename one.", at: place + ".name"))
                }
                problems += branches(of: step, at: place)
            }
        }
        return problems
    }

    private func branches(of step: SagaStep, at place: String) -> [Problem] {
        guard case .parallel(let parallel) = step.action else { return [] }
        var seen: Set<String> = []
        return parallel.branches.enumerated().filter { !seen.insert($0.element.id).inserted }.map { number, branch in
            problem(
                .duplicateID, "there are two branches '\(branch.id)' in the step", remedy: "Rename one.",
                at: "\(place).parallel.branches[\(number)].id")
        }
    }

    /// Choices lead to later steps of the same course, so that every instance comes to an end.
    var ways: [Problem] {
        saga.courses.flatMap { list in
            let ids = list.steps.map(\.id)
            return list.steps.enumerated().flatMap { index, step in
                step.ways(at: ".\(list.path)[\(index)]").compactMap { place, target -> Problem? in
                    guard target != Saga.end else { return nil }
                    guard let found = ids.firstIndex(of: target) else {
                        return problem(
                            .danglingReference, "there is no step '\(target)' in this course of the saga",
                            remedy: NearestWord.advice(for: target, among: ids + [Saga.end]), at: place)
                    }
                    guard found <= index else { return nil }
                    return problem(
                        .sagaGoesBack, "the way leads back to '\(target)'",
                        remedy: "Lead on to a later step, or to 'end'.", at: place)
                }
            }
        }
    }

    var reach: [Problem] {
        saga.courses.flatMap { list in
            let ids = list.steps.map(\.id)
            var reached: Set<Int> = [0]
            for (index, step) in list.steps.enumerated() where reached.contains(index) {
                if !step.alwaysTurns { reached.insert(index + 1) }
                for (_, target) in step.ways(at: "") {
                    if let found = ids.firstIndex(of: target) { reached.insert(found) }
                }
            }
            return list.steps.indices.filter { !reached.contains($0) }.map { index in
                problem(
                    .sagaUnreachable, "no way leads to the step '\(list.steps[index].id)'",
                    remedy: "Lead a choice there, or remove it.", at: ".\(list.path)[\(index)]")
            }
        }
    }

    var compensations: [Problem] {
        let known = saga.compensations.map(\.id)
        var problems = saga.courses.flatMap { list in
            list.steps.enumerated().flatMap { index, step in
                named(by: step, known, at: ".\(list.path)[\(index)].compensate")
            }
        }
        let used = Set(saga.courses.flatMap(\.steps).compactMap(\.compensate))
        for (index, step) in saga.compensations.enumerated() {
            if step.compensate != nil {
                problems.append(
                    problem(
                        .sagaCompensation, "what takes a step back is not taken back itself",
                        remedy: "Remove 'compensate'.", at: ".compensations[\(index)].compensate"))
            }
            if !used.contains(step.id) {
                problems.append(
                    problem(
                        .sagaUnreachable, "no step names the compensation '\(step.id)'",
                        remedy: "Name it under 'compensate' of the step that it takes back.",
                        at: ".compensations[\(index)]"))
            }
        }
        return problems
    }

    private func named(by step: SagaStep, _ known: [String], at place: String) -> [Problem] {
        guard let name = step.compensate else { return [] }
        var problems: [Problem] = []
        if case .wait = step.action {
            problems.append(
                problem(
                    .sagaCompensation, "a wait has done nothing that could be taken back",
                    remedy: "Name the compensation in the step that acted.", at: place))
        }
        if !known.contains(name) {
            problems.append(
                problem(
                    .danglingReference, "there is no compensation '\(name)' in the saga",
                    remedy: NearestWord.advice(for: name, among: known), at: place))
        }
        return problems
    }

    /// Points and operations that are sent to.
    var receivers: [Problem] {
        saga.lists.flatMap { list in
            list.steps.enumerated().flatMap { index, step -> [Problem] in
                guard case .send(let send) = step.action else { return [] }
                let place = "\(path).\(list.path)[\(index)].send"
                switch send.receiver {
                case .point(let point):
                    let known = subject.workspace.sources.filter { $0.kind == .point }.map(\.id)
                    return subject.dangling("integration point", point, among: known, at: place + ".point")
                case .system(let system, let operation, let parameters):
                    return ReferenceChecks.call(system, operation, parameters.names, subject, at: place)
                }
            }
        }
    }

    var samples: [Problem] {
        let known = subject.workspace.samples.keys.sorted()
        return saga.scenarios.enumerated().flatMap { index, scenario -> [Problem] in
            let place = "\(path).scenarios[\(index)]"
            var problems: [Problem] = []
            for (number, happening) in scenario.given.enumerated() {
                problems +=
                    happening.payload.map {
                        subject.dangling("sample", $0, among: known, at: "\(place).given[\(number)].payload")
                    } ?? []
            }
            for (step, answer) in scenario.answers {
                let acting = saga.lists.flatMap(\.steps).map(\.id)
                problems += subject.dangling("step", step, among: acting, at: "\(place).answers")
                if case .done(let sample?) = answer {
                    problems += subject.dangling("sample", sample, among: known, at: "\(place).answers.\(step).done")
                }
            }
            problems +=
                scenario.then.state.map {
                    subject.dangling("sample", $0, among: known, at: place + ".then.state")
                } ?? []
            return problems
        }
    }

    /// Filters and JSONata, which another layer compiles.
    var expressions: [Problem] {
        do {
            try subject.context.compileSaga(saga)
            return []
        } catch {
            let inner = (error as? JunctionError)?.place?.path.map { "." + $0 } ?? ""
            let message = (error as? JunctionError)?.message ?? "the saga cannot be compiled"
            return [problem(.sagaMalformed, message, remedy: "Correct the expression or filter.", at: inner)]
        }
    }
}

extension SagaStep {
    fileprivate func alternatives(at place: String) -> [(place: String, SagaWait.Alternative)] {
        guard case .wait(let wait) = action else { return [] }
        return wait.alternatives.enumerated().map { ("\(place).wait.\(wait.needsAll ? "all" : "any")[\($0)]", $1) }
    }

    /// Where it may lead beside the next step.
    fileprivate func ways(at place: String) -> [(place: String, target: String)] {
        switch action {
        case .choose(let choices): choices.enumerated().map { ("\(place).choose[\($0)].goto", $1.goto) }
        case .wait(let wait): wait.onTimeout.map { [("\(place).wait.onTimeout", $0)] } ?? []
        case .publish, .send, .set, .fail, .parallel: []
        }
    }

    /// Whether the next step is never gone on to.
    fileprivate var alwaysTurns: Bool {
        switch action {
        case .choose(let choices): choices.contains { $0.when == nil }
        case .fail: when == nil
        case .publish, .send, .set, .wait, .parallel: false
        }
    }
}
