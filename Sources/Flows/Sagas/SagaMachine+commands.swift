import Values

// What people do to an instance by hand.
extension SagaMachine {
    mutating func obey(_ command: Command, by who: String) throws(JunctionError) {
        switch command {
        case .retry: try retry(by: who)
        case .skip(let reason): try skip(reason, by: who)
        case .compensate(let reason): try compensate(reason, by: who)
        case .cancel(let reason):
            guard !instance.status.isOver else { throw refusal("is over already") }
            note(.cancelOrdered, reason, by: who)
            instance.reason = reason
            end(.cancelled)
        case .setState(let state, let reason):
            guard instance.status != .completed, instance.status != .compensated, instance.status != .cancelled else {
                throw refusal("is over already")
            }
            guard state.approximateBytes <= SagaLimits.instanceBytes / 2 else {
                throw JunctionError(.eventOverLimit, "the state may have \(SagaLimits.instanceBytes / 2) bytes at most")
            }
            instance.state = state
            note(.stateSet, reason, by: who)
        }
    }

    private mutating func retry(by who: String) throws(JunctionError) {
        switch instance.status {
        case .running, .compensating:
            guard instance.awaits != nil else { throw refusal("has sent nothing that it waits to hear of") }
            instance.awaits = nil
            note(.retried, by: who)
            if instance.status == .running { advance() } else { undo() }
        case .failed:
            note(.retried, by: who)
            if instance.stuck.isEmpty {
                try resume()
            } else {
                beginUndoing(instance.stuck)
            }
        case .completed, .compensated, .cancelled: throw refusal("has not failed")
        }
    }

    private mutating func skip(_ reason: String, by who: String) throws(JunctionError) {
        switch instance.status {
        case .running:
            note(.skipped, currentStep, reason, by: who)
            instance.awaits = nil
            instance.waitsUntil = nil
            instance.position += 1
            advance()
        case .compensating:
            guard let next = instance.undoing.popLast() else { throw refusal("takes nothing back now") }
            note(.skipped, next.compensation, reason, by: who)
            instance.awaits = nil
            instance.undoneCount += 1
            undo()
        case .failed:
            note(.skipped, instance.stuck.isEmpty ? currentStep : nil, reason, by: who)
            guard instance.stuck.isEmpty else {
                instance.stuck = []
                return end(.compensated)
            }
            instance.position += 1
            try resume()
        case .completed, .compensated, .cancelled: throw refusal("has no step to skip")
        }
    }

    private mutating func compensate(_ reason: String, by who: String) throws(JunctionError) {
        let fits = instance.status == .running || instance.status == .completed
        guard fits else { throw refusal("has nothing to take back now") }
        note(.compensateOrdered, reason, by: who)
        instance.reason = reason
        beginUndoing(instance.done.reversed())
    }

    /// Goes on where it failed, with as much time as it had at first. Nothing had been done that was to be taken back.
    private mutating func resume() throws(JunctionError) {
        guard instance.undoneCount == 0 else { throw refusal("has been taken back in part") }
        instance.status = .running
        instance.endedAt = nil
        instance.reason = nil
        instance.deadline = now + plan.within
        advance()
    }

    private var currentStep: String? {
        plan.steps.indices.contains(instance.position) ? plan.steps[instance.position].id : nil
    }

    private func refusal(_ why: String) -> JunctionError {
        JunctionError(.sagaRefused, "the instance '\(instance.key)' is \(instance.status.rawValue) and \(why)")
    }
}
