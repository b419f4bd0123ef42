import Contract
import Values

// The way forward.
extension SagaMachine {
    private enum Progress {
        case next
        case jump(Int)
        /// Something must happen first.
        case blocked
        case failed(String)
    }

    /// Goes on until something must happen first. An expression that fails, fails the instance there.
    mutating func advance() {
        while instance.status == .running {
            guard plan.steps.indices.contains(instance.position) else { return end(.completed) }
            let step = plan.steps[instance.position]
            let progress: Progress
            do { progress = try pass(step) } catch { return fail(error.message, at: step.id) }
            switch progress {
            case .next: instance.position += 1
            case .jump(let target): instance.position = max(target, instance.position + 1)
            case .blocked: return
            case .failed(let reason): return fail(reason, at: step.id)
            }
        }
    }

    private mutating func pass(_ step: SagaPlan.Step) throws(JunctionError) -> Progress {
        // Asked when the step is come to, not again while it waits.
        if instance.awaits != nil { return .blocked }
        if instance.waitsUntil == nil, let condition = step.condition {
            guard try condition.holds(instance.context, at: now) else {
                note(.passedOver, step.id)
                return .next
            }
        }
        switch step.action {
        case .wait(let wait): return waiting(wait, step)
        case .choose(let choices):
            for (condition, target) in choices where try condition?.holds(instance.context, at: now) ?? true {
                note(.chose, step.id, plan.steps.indices.contains(target) ? plan.steps[target].id : Saga.end)
                return .jump(target)
            }
            return .next
        case .fail(let reason): return .failed(reason)
        case .publish, .send, .set:
            let isDone = try act(step)
            guard isDone else { return .blocked }
            did(step)
            return .next
        }
    }

    private mutating func waiting(_ wait: SagaPlan.Wait, _ step: SagaPlan.Step) -> Progress {
        let isThere = { [events = instance.events] (name: String) in events[name] != nil }
        let isOver = wait.needsAll ? wait.alternatives.allSatisfy(isThere) : wait.alternatives.contains(where: isThere)
        if isOver {
            instance.waitsUntil = nil
            return .next
        }
        if instance.waitsUntil == nil {
            instance.waitsUntil = now + wait.timeout
            note(.waits, step.id)
        }
        return .blocked
    }

    /// Does what a step or a compensation does; false when its answer must be waited for.
    mutating func act(_ step: SagaPlan.Step) throws(JunctionError) -> Bool {
        switch step.action {
        case .publish(let type, let payload, let key):
            let said = try payload?.value(instance.context, at: now) ?? .object([:])
            let key = try key?.value(instance.context, at: now)?.scalarText ?? instance.key
            let id = try send(.event(type: type), key: key, said, step)
            note(.published, step.id, event: id, type)
            return true
        case .send(let send):
            let id = try self.send(.request(receiver: send.receiver.name), key: instance.key, request(send), step)
            note(.sent, step.id, event: id)
            instance.awaits = id
            return false
        case .set(let expression):
            instance.state = try expression.value(instance.context, at: now) ?? .null
            note(.set, step.id)
            return true
        case .wait, .choose, .fail: return true
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
