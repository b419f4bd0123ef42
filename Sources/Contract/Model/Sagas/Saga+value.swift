package import Values

// A saga as data, in the form in which it is written: so it is kept with the instances that began with it, and read again
// after the file has changed.
extension Saga {
    /// What its instances go by: everything but the scenarios.
    package var value: Value {
        var object: Object = ["id": .string(id), "within": .string(within.written)]
        object["summary"] = summary.map { .string($0) }
        var start: Object = ["filters": startOn.filters, "key": .string(startOn.key)]
        start["state"] = startOn.state.map { .string($0) }
        object["startOn"] = .object(start)
        object["steps"] = .array(steps.map(\.value))
        object["early"] = .string(early.written)
        if !compensations.isEmpty { object["compensations"] = .array(compensations.map(\.value)) }
        return .object(object)
    }

    /// Reads what `value` has made, as JSON text. Throws the first problem.
    package init(json: [UInt8], source: String) throws(JunctionError) {
        var problems: [Problem] = []
        let document = YAMLReader.read(json, source: source, limits: ReadingLimits())
        problems += document.problems
        let saga = document.node.flatMap { Saga.spec.read($0, &problems) }
        if let problem = problems.first { throw problem.error }
        guard let saga else { throw JunctionError(.internalFault, "a stored saga cannot be read") }
        self = saga
    }
}

extension SagaStep {
    fileprivate var value: Value {
        var object: Object = ["id": .string(id)]
        switch action {
        case .publish(let publish): object["publish"] = publish.value
        case .send(let send): object["send"] = send.value
        case .wait(let wait): object["wait"] = wait.value
        case .set(let expression): object["set"] = .string(expression)
        case .choose(let choices): object["choose"] = .array(choices.map(\.value))
        case .fail(let reason): object["fail"] = .string(reason)
        case .parallel(let parallel): object["parallel"] = parallel.value
        }
        object["when"] = when.map { .string($0) }
        object["compensate"] = compensate.map { .string($0) }
        return .object(object)
    }
}

extension SagaPublish {
    fileprivate var value: Value {
        var object: Object = ["type": .string(type)]
        object["payload"] = payload.map { .string($0) }
        object["key"] = key.map { .string($0) }
        return .object(object)
    }
}

extension SagaSend {
    fileprivate var value: Value {
        var object = Object()
        switch receiver {
        case .point(let point): object["point"] = .string(point)
        case .system(let system, let operation, let parameters):
            object["system"] = .string(system)
            object["operation"] = .string(operation)
            object["parameters"] = .object(
                Object(parameters.map { Object.Member(key: $0.name, value: .string($0.value)) }))
        }
        object["body"] = body.map { .string($0) }
        object["retry"] = [
            "attempts": .integer(Int64(retry.attempts)), "within": .string(retry.within.written),
            "first": .string(retry.first.written), "most": .string(retry.most.written),
        ]
        return .object(object)
    }
}

extension SagaWait {
    fileprivate var value: Value {
        let alternatives = alternatives.map { alternative -> Value in
            [
                "name": .string(alternative.name), "filters": alternative.filters, "key": .string(alternative.key),
            ]
        }
        var object: Object = ["timeout": .string(timeout.written)]
        object[needsAll ? "all" : "any"] = .array(alternatives)
        object["onTimeout"] = onTimeout.map { .string($0) }
        return .object(object)
    }
}

extension SagaChoice {
    fileprivate var value: Value {
        var object: Object = ["goto": .string(goto)]
        object["when"] = when.map { .string($0) }
        return .object(object)
    }
}

extension SagaParallel {
    /// No deeper than `depthMost`.
    fileprivate var value: Value {
        let branches = branches.map { branch -> Value in
            ["id": .string(branch.id), "steps": .array(branch.steps.map(\.value))]
        }
        return [
            "branches": .array(branches), "join": .string(join.rawValue), "others": .string(others.rawValue),
        ]
    }
}
