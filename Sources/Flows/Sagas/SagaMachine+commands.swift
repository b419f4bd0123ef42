import Values

// What people do to an instance by hand.
extension SagaMachine {
    mutating func obey(_ command: Command, by who: String) throws(JunctionError) {
        switch command {
        case .retry(let reason): try retry(reason, by: who)
        case .skip(let step, let reason): try skip(step, reason, by: who)
        case .compensate(let reason): try compensate(reason, by: who)
        case .cancel(let reason):
            guard !instance.status.isOver else { throw refusal("is over already") }
            note(.cancelOrdered, detail: reason, by: who)
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
            note(.stateSet, detail: reason, by: who)
        }
    }

    private mutating func retry(_ reason: String?, by who: String) throws(JunctionError) {
        switch instance.status {
        case .running, .compensating:
            let sent = instance.strands.filter { $0.awaits != nil && !$0.isEnding }
            guard instance.awaits != nil || !sent.isEmpty else {
                throw refusal("has sent nothing that it waits to hear of")
            }
            guard instance.awaits != nil || instance.status == .running else {
                throw refusal("hears of what its branches have sent first")
            }
            note(.retried, detail: reason, by: who)
            if instance.awaits != nil {
                instance.awaits = nil
                return undo()
            }
            for strand in sent { instance.change(strand.course) { $0.awaits = nil } }
            goOn()
        case .failed:
            note(.retried, detail: reason, by: who)
            if instance.stuck.isEmpty {
                resume()
            } else {
                beginUndoing(instance.stuck)
            }
        case .completed, .compensated, .cancelled: throw refusal("has not failed")
        }
    }

    private mutating func skip(_ step: String?, _ reason: String, by who: String) throws(JunctionError) {
        switch instance.status {
        case .running:
            try skipForward(step, reason, by: who)
            goOn()
        case .compensating:
            guard instance.strands.allSatisfy({ $0.awaits == nil }), let next = instance.undoing.last else {
                throw refusal("takes nothing back now")
            }
            guard step == nil || step == next.compensation else {
                throw refusal("takes nothing back with '\(step ?? "")', but with '\(next.compensation)'")
            }
            instance.undoing.removeLast()
            note(.skipped, next.compensation, detail: reason, by: who)
            instance.awaits = nil
            instance.undoneCount += 1
            undo()
        case .failed where instance.stuck.isEmpty:
            try skipForward(step, reason, by: who)
            resume()
        case .failed:
            note(.skipped, detail: reason, by: who)
            instance.stuck = []
            end(.compensated)
        case .completed, .compensated, .cancelled: throw refusal("has no step to skip")
        }
    }

    /// The step named, else the one that failed, else the only one that is under way.
    private mutating func skipForward(_ name: String?, _ reason: String, by who: String) throws(JunctionError) {
        let able = instance.strands.filter { !$0.isEnding }
        let failed = able.filter(\.hasFailed)
        let open = name != nil ? able : failed.isEmpty ? able.filter { !$0.hasBranched } : failed
        let found = open.filter { name == nil || step(of: $0)?.id == name }
        guard let strand = found.first, found.count == 1 else {
            let names = able.compactMap { step(of: $0)?.id }.joined(separator: ", ")
            throw refusal(name.map { "is not at '\($0)', but at \(names)" } ?? "is at \(names): name one as 'step'")
        }
        note(.skipped, step(of: strand)?.id, detail: reason, by: who)
        instance.strands.removeAll { plan.isCourse($0.course, inside: strand.position) }
        instance.change(strand.course) { $0.go(to: strand.position + 1) }
    }

    private mutating func compensate(_ reason: String, by who: String) throws(JunctionError) {
        let fits = instance.status == .running || instance.status == .completed
        guard fits else { throw refusal("has nothing to take back now") }
        note(.compensateOrdered, detail: reason, by: who)
        instance.reason = reason
        beginUndoing(instance.done.reversed())
    }

    /// Goes on where it failed, with as much time as it had at first. Nothing had been done that was to be taken back.
    private mutating func resume() {
        // Of these, nothing was heard.
        instance.strands.removeAll(where: \.isEnding)
        instance.status = .running
        instance.endedAt = nil
        instance.reason = nil
        instance.deadline = now + plan.within
        for strand in instance.strands { instance.change(strand.course) { $0.hasFailed = false } }
        goOn()
    }

    private func refusal(_ why: String) -> JunctionError {
        JunctionError(.sagaRefused, "the instance '\(instance.key)' is \(instance.status.rawValue) and \(why)")
    }
}
