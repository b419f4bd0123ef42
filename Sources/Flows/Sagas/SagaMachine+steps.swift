import Contract
import Values

// The way forward.
extension SagaMachine {
    private enum Progress {
        case next
        case jump(Int)
        /// Something must happen first.
        case blocked
        /// Its branches go on first.
        case branched
        case failed(String)
    }

    /// Has every strand go on until something must happen first. An expression that fails, fails the instance there.
    mutating func advance() {
        var isMoving = true
        while isMoving {
            isMoving = false
            for course in instance.strands.map(\.course) where move(course) { isMoving = true }
        }
    }

    /// Whether the strand of that course has gone any way.
    private mutating func move(_ course: Int) -> Bool {
        var hasMoved = false
        while instance.status == .running, let strand = instance.strand(course), !strand.isEnding {
            guard let step = step(of: strand) else {
                finish(course)
                return true
            }
            let progress: Progress
            do { progress = try pass(step, strand) } catch { progress = .failed(error.message) }
            switch progress {
            case .next: instance.change(course) { $0.go(to: strand.position + 1) }
            case .jump(let target): instance.change(course) { $0.go(to: max(target, strand.position + 1)) }
            case .blocked: return hasMoved
            case .branched: return true
            case .failed(let reason): fail(reason, at: step.id, of: course)
            }
            hasMoved = true
        }
        return hasMoved
    }

    /// The course has come to its end: the instance too when it is its own, else perhaps the parallel step.
    private mutating func finish(_ course: Int) {
        instance.strands.removeAll { $0.course == course }
        guard let parent = plan.courses[course].parent else { return end(.completed) }
        if case .parallel(let parallel) = plan.steps[parent].action, parallel.joinsFirst { leaveBranches(of: parent) }
    }

    /// Another branch was first: the rest end as soon as what is to be heard of is.
    private mutating func leaveBranches(of parent: Int) {
        for strand in instance.strands where plan.isCourse(strand.course, inside: parent) {
            note(.left, step(of: strand)?.id)
            let isHeardOut = strand.awaits != nil && plan.isHeardOut(strand.course)
            instance.change(strand.course) { $0.isEnding = true }
            if !isHeardOut { instance.strands.removeAll { $0.course == strand.course } }
        }
    }

    private mutating func pass(
        _ step: SagaPlan.Step, _ strand: SagaInstance.Strand
    ) throws(JunctionError) -> Progress {
        // Asked when the step is come to, not again while it waits.
        if strand.awaits != nil { return .blocked }
        if strand.waitsUntil == nil, !strand.hasBranched, let condition = step.condition {
            guard try condition.holds(instance.context, at: now) else {
                note(.passedOver, step.id)
                return .next
            }
        }
        switch step.action {
        case .wait(let wait): return waiting(wait, step, strand)
        case .choose(let choices):
            for (condition, target) in choices where try condition?.holds(instance.context, at: now) ?? true {
                let course = plan.courses[strand.course].steps
                note(.chose, step.id, detail: course.contains(target) ? plan.steps[target].id : Saga.end)
                return .jump(target)
            }
            return .next
        case .fail(let reason): return .failed(reason)
        case .parallel(let parallel): return branch(parallel, step, strand)
        case .publish, .send, .set:
            if let id = try act(step, of: strand.course) {
                instance.change(strand.course) { $0.awaits = id }
                return .blocked
            }
            did(step)
            return .next
        }
    }

    private mutating func waiting(
        _ wait: SagaPlan.Wait, _ step: SagaPlan.Step, _ strand: SagaInstance.Strand
    ) -> Progress {
        let isThere = { [events = instance.events] (name: String) in events[name] != nil }
        let isOver = wait.needsAll ? wait.alternatives.allSatisfy(isThere) : wait.alternatives.contains(where: isThere)
        if isOver { return .next }
        if strand.waitsUntil == nil {
            instance.change(strand.course) { $0.waitsUntil = now + wait.timeout }
            note(.waits, step.id)
        }
        return .blocked
    }

    /// Begins the branches, and goes on when none is left.
    private mutating func branch(
        _ parallel: SagaPlan.Parallel, _ step: SagaPlan.Step, _ strand: SagaInstance.Strand
    ) -> Progress {
        guard strand.hasBranched else {
            note(.branched, step.id)
            instance.change(strand.course) { $0.hasBranched = true }
            for course in parallel.branches {
                let first = plan.courses[course].steps.lowerBound
                instance.strands.append(SagaInstance.Strand(course: course, position: first))
            }
            return .branched
        }
        let isUnderWay = instance.strands.contains { plan.isCourse($0.course, inside: strand.position) }
        guard !isUnderWay else { return .blocked }
        note(.joined, step.id)
        return .next
    }

    /// Does what a step or a compensation does; the id of what must be heard of before it is done.
    ///
    /// - Parameter course: what is sent for different courses need not be sent in order; nil for a compensation.
    mutating func act(_ step: SagaPlan.Step, of course: Int?) throws(JunctionError) -> String? {
        switch step.action {
        case .publish(let type, let payload, let key):
            let said = try payload?.value(instance.context, at: now) ?? .object([:])
            let key = try key?.value(instance.context, at: now)?.scalarText ?? instance.key
            guard SagaKey.mayBeAnEvents(key) else {
                throw JunctionError(.sagaFailed, "its key would not be \(SagaKey.eventRule)")
            }
            let id = try send(.event(type: type), key: key, said, step)
            note(.published, step.id, event: id, detail: type)
            return nil
        case .send(let send):
            let branch = course.flatMap { plan.courses[$0].name }
            let key = branch.map { "\(instance.key)/\($0)" } ?? instance.key
            let id = try self.send(.request(receiver: send.receiver.name), key: key, request(send), step)
            note(.sent, step.id, event: id)
            return id
        case .set(let expression):
            instance.state = try expression.value(instance.context, at: now) ?? .null
            note(.set, step.id)
            return nil
        case .wait, .choose, .fail, .parallel: return nil
        }
    }

    /// What is kept in the log of a send; whoever performs it needs nothing else.
    private func request(_ send: SagaPlan.Send) throws(JunctionError) -> Value {
        var request = Object()
        switch send.receiver {
        case .point(let point): request["point"] = .string(point)
        case .system(let system, let operation, _):
            request["system"] = .string(system)
            request["operation"] = .string(operation)
            var parameters = Object()
            for (name, value) in send.parameters {
                parameters[name] = try value.value(instance.context, at: now)?.scalarText.map { .string($0) }
            }
            request["parameters"] = .object(parameters)
        }
        request["body"] = try send.body?.value(instance.context, at: now)
        return .object(request)
    }

    private mutating func send(
        _ kind: SagaOutgoing.Kind, key: String, _ payload: Value, _ step: SagaPlan.Step
    ) throws(JunctionError) -> String {
        guard payload.approximateBytes <= SagaLimits.bodyBytes else {
            throw JunctionError(.sagaFailed, "what it says would be more than \(SagaLimits.bodyBytes) bytes")
        }
        let id = nextID(step.id)
        outgoing.append(
            SagaOutgoing(
                id: id, step: step.id, kind: kind, key: key, payload: payload, causationID: instance.lastEventID))
        return id
    }
}

extension SagaInstance {
    /// About how much its data would be as JSON.
    var dataBytes: Int {
        state.approximateBytes + Value.object(events).approximateBytes + Value.object(results).approximateBytes
    }
}

extension Value {
    /// About its length as JSON. What is nested deeper than documents may be counts as endless.
    var approximateBytes: Int { bytes(depth: 0) }

    private func bytes(depth: Int) -> Int {
        guard depth < 256 else { return SagaLimits.instanceBytes + 1 }
        return switch self {
        case .null, .bool: 4
        case .integer, .double: 8
        case .decimal(let number): number.description.utf8.count
        case .string(let text): text.utf8.count + 2
        case .bytes(let bytes): bytes.count * 4 / 3
        case .array(let elements): elements.reduce(2) { $0 + $1.bytes(depth: depth + 1) + 1 }
        case .object(let object):
            object.reduce(2) { $0 + $1.key.utf8.count + $1.value.bytes(depth: depth + 1) + 4 }
        }
    }
}
