import Values

/// Names that must be those of something.
enum ReferenceChecks {
    static func steps(_ subject: LintSubject) -> [Problem] {
        subject.point.steps.enumerated().flatMap { index, step -> [Problem] in
            let path = "technicalSolution.steps[\(index)]"
            switch step.action {
            case .validate(let schema): return self.schema(schema, subject, at: path + ".validate")
            case .map(let mapping):
                return subject.dangling(
                    "mapping", mapping, among: subject.workspace.mappings.map(\.id), at: path + ".map")
            case .filter, .split: return []
            }
        }
    }

    static func calls(_ subject: LintSubject) -> [Problem] {
        var problems: [Problem] = []
        for (index, delivery) in subject.point.deliveries.enumerated() {
            problems += call(
                delivery.system, delivery.operation, delivery.parameters.names, subject,
                at: "technicalSolution.deliver[\(index)]")
        }
        problems += source(subject)
        if let scheduled = subject.point.scheduledCall {
            problems += call(
                scheduled.system, scheduled.operation, scheduled.parameters.names, subject, at: "dataflow.trigger.call")
        }
        return problems
    }

    /// The broker that a point takes its messages from.
    private static func source(_ subject: LintSubject) -> [Problem] {
        guard case .rabbitmq(let source)? = subject.point.trigger else { return [] }
        let place = "dataflow.trigger.system"
        let brokers = subject.workspace.systems.filter { $0.connector == .rabbitmq }.map(\.id)
        guard subject.workspace.system(source.system) != nil, !brokers.contains(source.system) else {
            let names = subject.workspace.sources.filter { $0.kind == .system }.map(\.id)
            return subject.dangling("system", source.system, among: names, at: place)
        }
        return [
            subject.problem(
                .wrongConnector, "the system '\(source.system)' has no queues",
                remedy: NearestWord.advice(for: source.system, among: brokers), at: place)
        ]
    }

    static func call(
        _ system: String, _ operation: String, _ parameters: [String], _ subject: LintSubject, at path: String
    ) -> [Problem] {
        guard let definition = subject.workspace.system(system) else {
            // A system whose file has problems of its own is there all the same.
            let names = subject.workspace.sources.filter { $0.kind == .system }.map(\.id)
            return subject.dangling("system", system, among: names, at: path + ".system")
        }
        guard let called = definition.operations[operation] else {
            return subject.dangling(
                "operation", operation, among: definition.operations.names, at: path + ".operation")
        }
        let template = called.publish == nil ? "path" : "routing key"
        let missing = called.parameterNames.filter { !parameters.contains($0) }.map { name in
            subject.problem(
                .danglingReference, "the \(template) of '\(operation)' needs a value for '\(name)'",
                remedy: "Add 'parameters: { \(name): <path> }'.", at: path)
        }
        let unknown = parameters.filter { !called.parameterNames.contains($0) }.map { name in
            subject.problem(
                .danglingReference, "the \(template) of '\(operation)' has no '{\(name)}'",
                remedy: NearestWord.advice(for: name, among: called.parameterNames), at: "\(path).parameters.\(name)")
        }
        return missing + unknown
    }

    static func communication(_ subject: LintSubject) -> [Problem] {
        guard let communication = subject.point.communication.part else { return [] }
        var problems = format(communication.incoming.format, subject, at: "communication.in.format")
        problems += communication.incoming.schema.map { schema($0, subject, at: "communication.in.schema") } ?? []
        if let outgoing = communication.outgoing {
            problems += format(outgoing.format, subject, at: "communication.out.format")
            problems += outgoing.schema.map { schema($0, subject, at: "communication.out.schema") } ?? []
        }
        return problems
    }

    static func samples(_ subject: LintSubject) -> [Problem] {
        let known = subject.workspace.samples.keys.sorted()
        func check(_ sample: String, _ path: String) -> [Problem] {
            subject.dangling("sample", sample, among: known, at: path)
        }
        var problems: [Problem] = []
        for (index, pair) in subject.point.samples.enumerated() {
            problems += check(pair.input, "sampleData[\(index)].in")
            problems += pair.output.map { check($0, "sampleData[\(index)].out") } ?? []
        }
        for (index, scenario) in subject.point.scenarios.enumerated() {
            let path = "expectedBehavior[\(index)]"
            problems += scenario.when.samples.flatMap { check($0, path + ".when." + scenario.when.key) }
            for (system, samples) in scenario.then.deliver {
                problems += samples.flatMap { check($0, "\(path).then.deliver.\(system)") }
            }
        }
        return problems
    }

    private static func schema(_ name: String, _ subject: LintSubject, at path: String) -> [Problem] {
        guard let known = subject.context.schemas else { return [] }
        guard known.contains(name) else { return subject.dangling("schema", name, among: known.sorted(), at: path) }
        do {
            try subject.context.openSchema(name)
            return []
        } catch {
            return [Problem.wrapping(error, .schemaMalformed, in: name)]
        }
    }

    private static func format(_ name: String, _ subject: LintSubject, at path: String) -> [Problem] {
        guard let known = subject.context.formats, !known.contains(name) else { return [] }
        return [
            subject.problem(
                .unknownFormat, "there is no format '\(name)'",
                remedy: NearestWord.advice(for: name, among: known.sorted()), at: path)
        ]
    }
}

extension Scenario.Stimulus {
    /// The key it is written with.
    var key: String {
        switch self {
        case .receive: "receive"
        case .sync: "sync"
        case .publish: "publish"
        }
    }
}
