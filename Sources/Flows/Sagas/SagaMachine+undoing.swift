import Values

// The way back.
extension SagaMachine {
    /// Gives the way forward up, and takes back what was done.
    ///
    /// - Parameter course: whose step failed; nil when none did.
    mutating func fail(_ reason: String, at step: String? = nil, of course: Int? = nil) {
        note(.failed, step, detail: reason)
        instance.reason = step.map { "\($0): \(reason)" } ?? reason
        if let course { instance.change(course) { $0.hasFailed = true } }
        beginUndoing(instance.done.reversed())
    }

    /// What has been sent and is to be heard of is waited for first.
    ///
    /// - Parameter todo: what is to be taken back, the first first.
    mutating func beginUndoing(_ todo: [SagaInstance.Done]) {
        instance.status = .compensating
        instance.endedAt = nil
        instance.awaits = nil
        for strand in instance.strands {
            let isHeardOut = strand.awaits != nil && plan.isHeardOut(strand.course)
            instance.change(strand.course) {
                $0.waitsUntil = nil
                if !isHeardOut { $0.awaits = nil }
            }
        }
        instance.deadline = now + plan.within
        instance.undoing = todo.reversed()
        instance.done = []
        instance.stuck = []
        undo()
    }

    /// Goes on taking back until an answer must be waited for, or nothing is left.
    mutating func undo() {
        guard instance.strands.allSatisfy({ $0.awaits == nil }) else { return }
        while instance.status == .compensating, instance.awaits == nil {
            guard let next = instance.undoing.last else { return endUndoing() }
            guard let step = plan.compensations[next.compensation] else {
                unable("there is no compensation '\(next.compensation)'")
                continue
            }
            do {
                if let condition = step.condition, try !condition.holds(instance.context, at: now) {
                    note(.passedOver, step.id)
                    instance.undoing.removeLast()
                } else if let id = try act(step, of: nil) {
                    instance.awaits = id
                } else {
                    succeeded(next)
                }
            } catch { unable(error.message) }
        }
    }

    /// The answer to what the compensation under way has sent.
    mutating func undone(_ answer: Answer, _ id: String) {
        guard instance.status == .compensating, let next = instance.undoing.last else { return }
        switch answer {
        case .done(let result):
            keep(result, of: next.compensation)
            note(.answered, next.compensation, event: id)
            succeeded(next)
        case .failed(let reason): unable(reason)
        }
        undo()
    }

    private mutating func succeeded(_ done: SagaInstance.Done) {
        instance.undoing.removeLast()
        instance.undoneCount += 1
        note(.takenBack, done.step)
    }

    /// The one at hand cannot be taken back; the others are all the same.
    private mutating func unable(_ reason: String) {
        guard let done = instance.undoing.popLast() else { return }
        instance.stuck.append(done)
        note(.notTakenBack, done.step, detail: reason)
    }

    /// The time is over: what is left stays as it is.
    mutating func giveUpUndoing() {
        while !instance.undoing.isEmpty { unable("the time to take it back is over") }
        endUndoing()
    }

    private mutating func endUndoing() {
        guard instance.stuck.isEmpty else {
            let steps = instance.stuck.map(\.step).joined(separator: ", ")
            return end(.failed, "not taken back: \(steps)")
        }
        end(instance.undoneCount > 0 ? .compensated : .failed)
    }
}
