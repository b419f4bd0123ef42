package import Contract
package import Events
import Values

/// A compiled saga. Immutable, shared by all threads.
package struct SagaPlan: Sendable {
    /// Finds the events that begin an instance or that one waits for, and the instance that each is for.
    struct Listener: Sendable {
        var filter: SubscriptionFilter
        var key: SagaExpression
    }

    struct Step: Sendable {
        var id: String
        var condition: SagaExpression?
        var compensation: String?
        var action: Action
    }

    enum Action: Sendable {
        case publish(type: String, payload: SagaExpression?, key: SagaExpression?)
        case send(Send)
        case wait(Wait)
        case set(SagaExpression)
        case choose([(condition: SagaExpression?, target: Int)])
        case fail(reason: String)
    }

    struct Send: Sendable {
        var receiver: SagaSend.Receiver
        var parameters: [(name: String, value: SagaExpression)]
        var body: SagaExpression?
        var retry: RetryPolicy
    }

    struct Wait: Sendable {
        var alternatives: [String]
        var needsAll: Bool
        var timeout: Duration
        /// The step to go on at; nil fails.
        var onTimeout: Int?
    }

    package let id: String
    package let within: Duration
    let start: Listener
    let initial: SagaExpression?
    let steps: [Step]
    let compensations: [String: Step]
    /// By the names of the events waited for.
    let alternatives: [String: Listener]

    /// The compiled definition. Throws `sagaUnusable` or `filterInvalid` with the path in the saga.
    package init(_ saga: Saga, dialects: [String: SubscriptionFilter.Compiler]) throws {
        guard saga.steps.count <= SagaLimits.steps, saga.compensations.count <= SagaLimits.steps else {
            throw JunctionError(.sagaUnusable, "a saga may have \(SagaLimits.steps) steps at most")
        }
        let compiler = SagaCompiler(saga: saga, dialects: dialects)
        id = saga.id
        within = saga.within
        start = try compiler.listener(saga.startOn.filters, saga.startOn.key, at: "startOn")
        initial = try compiler.expression(saga.startOn.state, at: "startOn.state")
        steps = try compiler.steps(saga.steps, at: "steps")
        let undoing = try compiler.steps(saga.compensations, at: "compensations")
        compensations = Dictionary(undoing.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        alternatives = try compiler.alternatives()
    }

    /// Everything that begins an instance or that one may wait for.
    package func filters(starts: Bool) -> [SubscriptionFilter] {
        (starts ? [start.filter] : []) + alternatives.sorted { $0.key < $1.key }.map(\.value.filter)
    }

    /// The steps that send, with what their receivers go by.
    package var receivers: Set<String> {
        Set(
            (steps + compensations.values).compactMap { step in
                guard case .send(let send) = step.action else { return nil }
                return send.receiver.name
            })
    }

    func retry(of step: String) -> RetryPolicy? {
        guard let found = steps.first(where: { $0.id == step }) ?? compensations[step],
            case .send(let send) = found.action
        else { return nil }
        return send.retry
    }
}

extension SagaSend.Receiver {
    /// Tells systems from points.
    package var name: String {
        switch self {
        case .point(let point): "point/\(point)"
        case .system(let system, _, _): "system/\(system)"
        }
    }
}

/// Makes the parts of a plan.
private struct SagaCompiler {
    let saga: Saga
    let dialects: [String: SubscriptionFilter.Compiler]

    func expression(_ text: String?, at path: String) throws -> SagaExpression? {
        try text.map { try SagaExpression($0, at: path) }
    }

    func listener(_ filters: Value, _ key: String, at path: String) throws -> SagaPlan.Listener {
        do {
            return SagaPlan.Listener(
                filter: try SubscriptionFilter(filters, compilers: dialects),
                key: try SagaExpression(key, at: path + ".key"))
        } catch {
            guard error.code == .filterInvalid else { throw error }
            throw JunctionError(.filterInvalid, error.message, place: Place(path: path + ".filters"))
        }
    }

    func alternatives() throws -> [String: SagaPlan.Listener] {
        var listeners: [String: SagaPlan.Listener] = [:]
        for (index, step) in saga.steps.enumerated() {
            guard case .wait(let wait) = step.action else { continue }
            for (number, alternative) in wait.alternatives.enumerated() {
                let path = "steps[\(index)].wait.\(wait.needsAll ? "all" : "any")[\(number)]"
                guard listeners[alternative.name] == nil, alternative.name != SagaInstance.startName else {
                    throw JunctionError(
                        .sagaUnusable, "there are two events '\(alternative.name)'", place: Place(path: path))
                }
                listeners[alternative.name] = try listener(alternative.filters, alternative.key, at: path)
            }
        }
        return listeners
    }

    func steps(_ steps: [SagaStep], at path: String) throws -> [SagaPlan.Step] {
        guard Set(steps.map(\.id)).count == steps.count else {
            throw JunctionError(.sagaUnusable, "two steps have the same id", place: Place(path: path))
        }
        return try steps.enumerated().map { index, step in
            let path = "\(path)[\(index)]"
            if let name = step.compensate, !saga.compensations.contains(where: { $0.id == name }) {
                throw JunctionError(
                    .sagaUnusable, "there is no compensation '\(name)'", place: Place(path: path + ".compensate"))
            }
            return SagaPlan.Step(
                id: step.id, condition: try expression(step.when, at: path + ".when"), compensation: step.compensate,
                action: try action(step.action, from: index, at: path))
        }
    }

    private func action(_ action: SagaStep.Action, from index: Int, at path: String) throws -> SagaPlan.Action {
        switch action {
        case .publish(let publish):
            return .publish(
                type: publish.type, payload: try expression(publish.payload, at: path + ".publish.payload"),
                key: try expression(publish.key, at: path + ".publish.key"))
        case .send(let send): return .send(try self.send(send, at: path + ".send"))
        case .wait(let wait):
            return .wait(
                SagaPlan.Wait(
                    alternatives: wait.alternatives.map(\.name), needsAll: wait.needsAll, timeout: wait.timeout,
                    onTimeout: try wait.onTimeout.map { try target($0, after: index, at: path + ".wait.onTimeout") }))
        case .set(let text): return .set(try SagaExpression(text, at: path + ".set"))
        case .choose(let choices):
            return .choose(
                try choices.enumerated().map { number, choice in
                    let path = "\(path).choose[\(number)]"
                    return (
                        try expression(choice.when, at: path + ".when"),
                        try target(choice.goto, after: index, at: path + ".goto")
                    )
                })
        case .fail(let reason): return .fail(reason: reason)
        }
    }

    private func send(_ send: SagaSend, at path: String) throws -> SagaPlan.Send {
        var parameters: [(name: String, value: SagaExpression)] = []
        if case .system(_, _, let named) = send.receiver {
            for (name, text) in named {
                parameters.append((name, try SagaExpression(text, at: "\(path).parameters.\(name)")))
            }
        }
        return SagaPlan.Send(
            receiver: send.receiver, parameters: parameters, body: try expression(send.body, at: path + ".body"),
            retry: send.retry)
    }

    /// Later steps only, so that every instance comes to an end.
    private func target(_ name: String, after index: Int, at path: String) throws -> Int {
        if name == Saga.end { return saga.steps.count }
        guard let found = saga.steps.firstIndex(where: { $0.id == name }), found > index else {
            throw JunctionError(.sagaUnusable, "there is no later step '\(name)'", place: Place(path: path))
        }
        return found
    }
}
