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

    /// A list of steps that follow each other: the saga's own, or those of a branch.
    struct Course: Sendable {
        /// Its steps' places in the plan.
        var steps: Range<Int>
        /// The place of the parallel step that it is a branch of; nil for the saga's own.
        var parent: Int?
        /// What it is called: `gather.stock`, of the step and the branch.
        var name: String?
    }

    enum Action: Sendable {
        case publish(type: String, payload: SagaExpression?, key: SagaExpression?)
        case send(Send)
        case wait(Wait)
        case set(SagaExpression)
        case choose([(condition: SagaExpression?, target: Int)])
        case fail(reason: String)
        case parallel(Parallel)
    }

    struct Parallel: Sendable {
        /// Places of its branches in `courses`.
        var branches: Range<Int>
        var joinsFirst: Bool
        /// Whether what the other branches have sent is heard of, when one fails or is the first.
        var awaitsOthers: Bool
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
    /// How long events are kept that come before their instance.
    let early: Duration
    let start: Listener
    let initial: SagaExpression?
    /// Of all courses: those of a course follow each other.
    let steps: [Step]
    /// The saga's own first.
    let courses: [Course]
    let compensations: [String: Step]
    /// By the names of the events waited for.
    let alternatives: [String: Listener]
    /// Places of the steps that wait, in the order written.
    let waits: [Int]

    /// The compiled definition. Throws `sagaUnusable` or `filterInvalid` with the path in the saga.
    package init(_ saga: Saga, dialects: [String: SubscriptionFilter.Compiler]) throws {
        let compiler = SagaCompiler(saga: saga, dialects: dialects)
        guard compiler.steps.count <= SagaLimits.steps, saga.compensations.count <= SagaLimits.steps else {
            throw JunctionError(
                .sagaUnusable, "a saga may have \(SagaLimits.steps) steps at most", place: Place(path: "steps"))
        }
        id = saga.id
        within = saga.within
        early = saga.early
        start = try compiler.listener(saga.startOn.filters, saga.startOn.key, at: "startOn")
        initial = try compiler.expression(saga.startOn.state, at: "startOn.state")
        steps = try compiler.compiled()
        courses = compiler.courses
        compensations = try compiler.compensations()
        alternatives = try compiler.alternatives()
        waits = compiler.waits
    }

    /// The course that the step at that place belongs to.
    func course(of place: Int) -> Int? { courses.firstIndex { $0.steps.contains(place) } }

    /// Whether a course is a branch of the parallel step at that place, or of one inside it.
    func isCourse(_ course: Int, inside place: Int) -> Bool {
        var parent = courses[course].parent
        // No further than parallel steps may stand in each other.
        while let step = parent {
            if step == place { return true }
            parent = self.course(of: step).flatMap { courses[$0].parent }
        }
        return false
    }

    /// Whether what a course has sent is heard of when its parallel step comes to an end without it.
    func isHeardOut(_ course: Int) -> Bool {
        guard let parent = courses[course].parent, case .parallel(let parallel) = steps[parent].action else {
            return false
        }
        return parallel.awaitsOthers
    }

    /// The key of the instance that the event begins; nil when it begins none. Throws `sagaFailed` when it gives none that
    /// can be used.
    func starts(_ event: Event, _ value: Value, at now: Instant) throws -> String? {
        guard start.filter.passes(event) else { return nil }
        guard let key = try start.key.value(value, at: now)?.scalarText else {
            throw JunctionError(.sagaFailed, "the event gives no key for an instance")
        }
        guard SagaKey.isSound(key) else {
            throw JunctionError(.sagaFailed, "the key that the event gives cannot be used: \(SagaKey.rule)")
        }
        return key
    }

    /// By key, what the event could be of all that an instance may wait for.
    func waiting(for event: Event, _ value: Value, at now: Instant) throws -> [String: Set<String>] {
        var names: [String: Set<String>] = [:]
        for (name, listener) in alternatives where listener.filter.passes(event) {
            guard let key = try listener.key.value(value, at: now)?.scalarText, SagaKey.isSound(key) else { continue }
            names[key, default: []].insert(name)
        }
        return names
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
    /// Of all courses one after the other, each with its path, and what the order in which they are written goes by.
    private(set) var steps: [(step: SagaStep, path: String, order: [Int])] = []
    private(set) var courses: [SagaPlan.Course] = []
    /// By the place of a parallel step: its branches' places in `courses`.
    private var branches: [Int: Range<Int>] = [:]

    init(saga: Saga, dialects: [String: SubscriptionFilter.Compiler]) {
        self.saga = saga
        self.dialects = dialects
        let lists = saga.courses
        courses.append(SagaPlan.Course(steps: 0..<saga.steps.count))
        var orders: [[Int]] = [[]]
        for (course, list) in lists.enumerated() {
            let first = steps.count
            courses[course].steps = first..<(first + list.steps.count)
            for (index, step) in list.steps.enumerated() {
                let place = steps.count
                steps.append((step, "\(list.path)[\(index)]", orders[course] + [index]))
                guard case .parallel(let parallel) = step.action else { continue }
                // In the order in which `Saga.courses` names them.
                branches[place] = courses.count..<(courses.count + parallel.branches.count)
                for (number, branch) in parallel.branches.enumerated() {
                    courses.append(SagaPlan.Course(steps: 0..<0, parent: place, name: "\(step.id).\(branch.id)"))
                    orders.append(orders[course] + [index, number])
                }
            }
        }
    }

    func compiled() throws -> [SagaPlan.Step] {
        try unique(steps.map { ($0.step.id, $0.path) }, "two steps have the same id")
        return try courses.flatMap { course in
            try course.steps.map { try step(steps[$0].step, at: steps[$0].path, place: $0, in: course) }
        }
    }

    func compensations() throws -> [String: SagaPlan.Step] {
        let ids = saga.compensations.enumerated().map { ($1.id, "compensations[\($0)]") }
        try unique(ids, "two compensations have the same id")
        let course = SagaPlan.Course(steps: 0..<0)
        let compiled = try saga.compensations.enumerated().map { index, step in
            try self.step(step, at: "compensations[\(index)]", place: index, in: course)
        }
        return Dictionary(compiled.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    }

    private func unique(_ ids: [(id: String, path: String)], _ otherwise: String) throws {
        var seen: Set<String> = []
        for (id, path) in ids where !seen.insert(id).inserted {
            throw JunctionError(.sagaUnusable, otherwise, place: Place(path: path + ".id"))
        }
    }

    /// Places of the steps that wait, in the order written.
    var waits: [Int] {
        steps.indices.filter { if case .wait = steps[$0].step.action { true } else { false } }
            .sorted { steps[$0].order.lexicographicallyPrecedes(steps[$1].order) }
    }

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
        for (step, path, _) in steps {
            guard case .wait(let wait) = step.action else { continue }
            for (number, alternative) in wait.alternatives.enumerated() {
                let path = "\(path).wait.\(wait.needsAll ? "all" : "any")[\(number)]"
                guard listeners[alternative.name] == nil, alternative.name != SagaInstance.startName else {
                    throw JunctionError(
                        .sagaUnusable, "there are two events '\(alternative.name)'", place: Place(path: path))
                }
                listeners[alternative.name] = try listener(alternative.filters, alternative.key, at: path)
            }
        }
        return listeners
    }

    private func step(
        _ step: SagaStep, at path: String, place: Int, in course: SagaPlan.Course
    ) throws -> SagaPlan.Step {
        if let name = step.compensate, !saga.compensations.contains(where: { $0.id == name }) {
            throw JunctionError(
                .sagaUnusable, "there is no compensation '\(name)'", place: Place(path: path + ".compensate"))
        }
        return SagaPlan.Step(
            id: step.id, condition: try expression(step.when, at: path + ".when"), compensation: step.compensate,
            action: try action(step.action, from: place, in: course, at: path))
    }

    private func action(
        _ action: SagaStep.Action, from place: Int, in course: SagaPlan.Course, at path: String
    ) throws -> SagaPlan.Action {
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
                    onTimeout: try wait.onTimeout.map {
                        try target($0, after: place, in: course, at: path + ".wait.onTimeout")
                    }))
        case .set(let text): return .set(try SagaExpression(text, at: path + ".set"))
        case .choose(let choices):
            return .choose(
                try choices.enumerated().map { number, choice in
                    let path = "\(path).choose[\(number)]"
                    return (
                        try expression(choice.when, at: path + ".when"),
                        try target(choice.goto, after: place, in: course, at: path + ".goto")
                    )
                })
        case .fail(let reason): return .fail(reason: reason)
        case .parallel(let parallel):
            return .parallel(
                SagaPlan.Parallel(
                    branches: branches[place] ?? 0..<0, joinsFirst: parallel.join == .first,
                    awaitsOthers: parallel.others == .await))
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

    /// Later steps of the same course only, so that every instance comes to an end.
    private func target(
        _ name: String, after place: Int, in course: SagaPlan.Course, at path: String
    ) throws -> Int {
        if name == Saga.end { return course.steps.upperBound }
        guard let found = course.steps.first(where: { steps[$0].step.id == name }), found > place else {
            throw JunctionError(.sagaUnusable, "there is no later step '\(name)'", place: Place(path: path))
        }
        return found
    }
}
