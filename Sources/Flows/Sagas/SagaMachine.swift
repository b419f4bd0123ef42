import Contract
package import Values

/// Decides what an instance of a saga does. Knows no clock, no log and no store: what happens comes in with its time, and
/// the instance as it is to be kept comes back with what is to be sent.
///
/// - What it sends has ids made of the instance and a number that only rises, so that nothing is sent twice under two names.
/// - Steps lead forward only and every wait ends, so that every instance comes to its end.
/// - When it fails, what was done is taken back in the reverse order, one after the other.
package struct SagaMachine: Sendable {
    /// Something that happened.
    package enum Input: Sendable {
        /// An event, with the names of what it could be of all that is waited for.
        case event(Event, alternatives: Set<String>)
        /// How what was sent under that id was taken.
        case answer(to: String, Answer)
        /// Time has passed.
        case tick
        case command(Command, by: String)
    }

    package struct Event: Sendable {
        package var id: String
        package var correlationID: String?
        /// As expressions see it.
        package var value: Value

        package init(id: String, correlationID: String?, value: Value) {
            self.id = id
            self.correlationID = correlationID
            self.value = value
        }
    }

    package enum Answer: Sendable, Hashable {
        case done(Value)
        /// For good: it has been tried as long as it may.
        case failed(reason: String)
    }

    /// What somebody does by hand.
    package enum Command: Sendable, Hashable {
        /// Sends again, or tries again what failed.
        case retry(reason: String?)
        /// Goes on as if the step had been done; it is not taken back later. Names the step when several are under way.
        case skip(step: String?, reason: String)
        /// Takes back what was done.
        case compensate(reason: String)
        /// Ends it as it is.
        case cancel(reason: String)
        case setState(Value, reason: String)
    }

    package struct Decision: Sendable {
        package var instance: SagaInstance
        package var outgoing: [SagaOutgoing]
    }

    let plan: SagaPlan
    let now: Instant
    var instance: SagaInstance
    var outgoing: [SagaOutgoing] = []

    private init(plan: SagaPlan, instance: SagaInstance, now: Instant) {
        self.plan = plan
        self.instance = instance
        self.now = now
    }

    /// Begins an instance, and goes as far as it can.
    ///
    /// - Parameters:
    ///   - origin: the place of the event in the log.
    ///   - early: events that came before it, with the names of what each could be.
    package static func begin(
        _ plan: SagaPlan, version: Int64, key: String, by event: Event, origin: Int64,
        early: [(event: Event, alternatives: Set<String>)] = [], at now: Instant
    ) -> Decision {
        let instance = SagaInstance(
            saga: plan.id, key: key, version: version, origin: origin, correlationID: event.correlationID ?? event.id,
            lastEventID: event.id, startedAt: now, changedAt: now, deadline: now + plan.within, state: .null,
            events: [SagaInstance.startName: event.value], seen: [event.id])
        var machine = SagaMachine(plan: plan, instance: instance, now: now)
        machine.note(.began, event: event.id)
        machine.guarded { machine throws(JunctionError) in
            let about: Value = ["event": event.value, "key": .string(key)]
            machine.instance.state = try plan.initial?.value(about, at: now) ?? .null
            machine.advance()
        }
        for (event, alternatives) in early { machine.take(event, alternatives) }
        return machine.decision
    }

    /// What becomes of an instance; nil when nothing does. Throws `sagaRefused` for a command that does not fit.
    package static func decide(
        _ plan: SagaPlan, _ instance: SagaInstance, _ input: Input, at now: Instant
    ) throws(JunctionError) -> Decision? {
        guard instance.strands.allSatisfy({ plan.courses.indices.contains($0.course) }) else {
            throw JunctionError(
                .internalFault, "the instance '\(instance.key)' is at a step that its definition has not")
        }
        var machine = SagaMachine(plan: plan, instance: instance, now: now)
        switch input {
        case .event(let event, let alternatives): machine.take(event, alternatives)
        case .answer(let id, let answer): machine.take(answer, to: id)
        case .tick: machine.tick()
        case .command(let command, let who): try machine.obey(command, by: who)
        }
        guard machine.instance != instance else { return nil }
        return machine.decision
    }

    private var decision: Decision {
        var instance = instance
        instance.changedAt = now
        return Decision(instance: instance, outgoing: outgoing)
    }
}

// MARK: - Inputs

extension SagaMachine {
    private mutating func take(_ event: Event, _ alternatives: Set<String>) {
        guard instance.status == .running, !instance.seen.contains(event.id), let name = place(for: alternatives) else {
            return
        }
        guarded { machine throws(JunctionError) in
            machine.instance.seen.append(event.id)
            if machine.instance.seen.count > SagaLimits.seen { machine.instance.seen.removeFirst() }
            machine.instance.events[name] = event.value
            machine.instance.lastEventID = event.id
            machine.note(.received, event: event.id, detail: name)
            machine.advance()
        }
    }

    /// What the event is of all that it could be: the first that is still waited for, now or later.
    private func place(for alternatives: Set<String>) -> String? {
        for place in plan.waits where isAhead(place) {
            guard case .wait(let wait) = plan.steps[place].action else { continue }
            if let name = wait.alternatives.first(where: { alternatives.contains($0) && instance.events[$0] == nil }) {
                return name
            }
        }
        return nil
    }

    /// Whether the step may still be come to, or is what a strand is at.
    private func isAhead(_ place: Int) -> Bool {
        var place = place
        // No further than parallel steps may stand in each other.
        while let course = plan.course(of: place) {
            if let strand = instance.strand(course) { return !strand.isEnding && place >= strand.position }
            guard let parent = plan.courses[course].parent else { return false }
            // Its branches have been begun, and this one has come to its end.
            if instance.strands.contains(where: { $0.position == parent && $0.hasBranched }) { return false }
            place = parent
        }
        return false
    }

    private mutating func take(_ answer: Answer, to id: String) {
        if instance.awaits == id {
            instance.awaits = nil
            return undone(answer, id)
        }
        guard let strand = instance.strands.first(where: { $0.awaits == id }), let step = step(of: strand) else {
            return
        }
        instance.change(strand.course) { $0.awaits = nil }
        switch answer {
        case .failed(let reason) where instance.status == .running && !strand.isEnding:
            return fail(reason, at: step.id, of: strand.course)
        case .failed(let reason): note(.failed, step.id, detail: reason)
        case .done(let result):
            note(.answered, step.id, event: id)
            // Done, whatever becomes of the answer: to be taken back if it is too large to be kept.
            did(step)
            guard instance.status == .running else {
                keep(result, of: step.id)
                break
            }
            guarded { machine throws(JunctionError) in
                machine.instance.results[step.id] = result
                machine.instance.change(strand.course) { $0.go(to: strand.position + 1) }
            }
        }
        if strand.isEnding { instance.strands.removeAll { $0.course == strand.course } }
        if instance.status == .running { goOn() } else { undo() }
    }

    private mutating func tick() {
        switch instance.status {
        case .running:
            if now >= instance.deadline { return fail("it took longer than it may (\(Self.text(plan.within)))") }
            let late = instance.strands.filter { strand in strand.waitsUntil.map { now >= $0 } ?? false }
            for strand in late where instance.status == .running { timeOut(strand) }
            if !late.isEmpty { goOn() }
        case .compensating:
            guard now >= instance.deadline else { return }
            giveUpUndoing()
        case .completed, .compensated, .failed, .cancelled: return
        }
    }

    private mutating func timeOut(_ strand: SagaInstance.Strand) {
        guard let step = step(of: strand), case .wait(let wait) = step.action else { return }
        note(.timedOut, step.id)
        guard let target = wait.onTimeout else {
            return fail("nothing came within \(Self.text(wait.timeout))", at: step.id, of: strand.course)
        }
        instance.change(strand.course) { $0.go(to: target) }
    }

    private static func text(_ span: Duration) -> String { span.written }
}

// MARK: - Tools

extension SagaMachine {
    mutating func note(
        _ what: SagaRecord.What, _ step: String? = nil, event: String? = nil, detail: String? = nil, by: String? = nil
    ) {
        instance.note(SagaRecord(at: now, what: what, step: step, event: event, detail: detail, by: by))
    }

    /// Does it all, or fails the instance as it stood before: because of an error, or because it would grow beyond its limit.
    mutating func guarded(_ body: (inout SagaMachine) throws(JunctionError) -> Void) {
        let before = self
        do {
            try body(&self)
            guard instance.dataBytes > SagaLimits.instanceBytes else { return }
            self = before
            fail("its state, events and results would be more than \(SagaLimits.instanceBytes) bytes")
        } catch {
            self = before
            fail(error.message)
        }
    }

    /// The step that a strand is at; nil when it has passed all.
    func step(of strand: SagaInstance.Strand) -> SagaPlan.Step? {
        plan.courses[strand.course].steps.contains(strand.position) ? plan.steps[strand.position] : nil
    }

    /// Goes on as far as it can, within its limits.
    mutating func goOn() { guarded { machine throws(JunctionError) in machine.advance() } }

    /// What was answered while taking back; of what is too large only that it was.
    mutating func keep(_ result: Value, of step: String) {
        instance.results[step] = result.approximateBytes < SagaLimits.bodyBytes / 8 ? result : .null
    }

    /// A new id for what is sent now.
    mutating func nextID(_ step: String) -> String {
        instance.issued += 1
        return "\(instance.saga)-\(instance.origin)-\(step)-\(instance.issued)"
    }

    /// What is done while the rest is to be taken back is the first to be.
    mutating func did(_ step: SagaPlan.Step) {
        guard let compensation = step.compensation else { return }
        let done = SagaInstance.Done(step: step.id, compensation: compensation)
        if instance.status == .compensating { instance.undoing.append(done) } else { instance.done.append(done) }
    }

    mutating func end(_ status: SagaInstance.Status, _ reason: String? = nil) {
        instance.status = status
        instance.endedAt = now
        instance.awaits = nil
        for strand in instance.strands {
            instance.change(strand.course) {
                $0.awaits = nil
                $0.waitsUntil = nil
            }
        }
        note(.ended, detail: reason ?? status.rawValue)
    }
}
