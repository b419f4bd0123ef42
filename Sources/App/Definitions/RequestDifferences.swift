import APIContract
import Events
import Flows
import Formats
import Mapping
import Values

/// Makes the requests of a message by the texts that held then and by those that hold now, and compares them.
struct RequestDifferences: Sendable {
    let parts: ServerParts
    private let work = DataWork()

    /// Changes shown of one request, and the longest value among them, as JSON.
    static let changesMost = 100
    static let valueMost = 2000

    init(parts: ServerParts) { self.parts = parts }

    /// One for each request that the point makes of the message.
    func between(_ message: Lineage, _ flow: Flow) async throws -> [ReplayRequestDifference] {
        var found: [ReplayRequestDifference] = []
        for delivery in flow.deliveries { found.append(try await difference(message, flow, delivery)) }
        return found
    }

    private func difference(
        _ message: Lineage, _ flow: Flow, _ delivery: FlowDelivery
    ) async throws -> ReplayRequestDifference {
        let steps = message.steps.filter { $0.destination == delivery.destination }
        let now = parts.definitions.current(flow.id)
        var difference = ReplayRequestDifference(
            destination: delivery.destination, result: .notKnown, message: "", definitionNow: now)
        guard let made = steps.last(where: { $0.kind == .mapped }) else {
            let isOver = steps.contains { $0.kind == .delivered }
            difference.result = isOver ? .notKnown : .notSent
            difference.message =
                isOver
                ? "By which texts it was made was not noted." : "This request has not been made of the event."
            return difference
        }
        difference.definitionThen = DefinitionNote.definition(made.detail)
        guard let then = difference.definitionThen else {
            difference.message = "By which texts it was made was not noted."
            return difference
        }
        if then == now {
            difference.result = .same
            difference.message = "Neither the point nor its mappings have changed."
            return difference
        }
        guard let kept = try await parts.definitions.definition(then, of: flow.id) else {
            difference.message = "The texts by which it was made are not kept any more."
            return difference
        }
        return try await compare(message, flow, delivery, kept, made.at, difference)
    }

    private func compare(
        _ message: Lineage, _ flow: Flow, _ delivery: FlowDelivery, _ kept: FlowDefinition, _ moment: Instant,
        _ difference: ReplayRequestDifference
    ) async throws -> ReplayRequestDifference {
        var difference = difference
        let event = message.record.stored.event
        let context = context(at: moment)
        let outcome: (then: Value?, now: Value) = try await work.run {
            // Texts that this version cannot use any more say nothing about what they made.
            let old = try? self.flow(kept, id: flow.id)
            let before = old?.deliveries.first { $0.destination == delivery.destination }
            return (
                old.flatMap { old in before?.outcome(for: event, of: old, context) },
                delivery.outcome(for: event, of: flow, context)
            )
        }
        guard let then = outcome.then else {
            difference.message = "The texts by which it was made cannot be used any more."
            return difference
        }
        let changes = ValueChange.all(from: then, to: outcome.now)
        let isSettled = kept.surroundings == parts.definitions.surroundings
        difference.result = changes.isEmpty ? isSettled ? .same : .notKnown : .changed
        difference.message = Self.sentence(changes.count, isSettled: isSettled)
        difference.changes = try changes.prefix(Self.changesMost).map { change in
            ReplayChange(
                path: change.path, before: try change.before.map(Self.cut), after: try change.after.map(Self.cut))
        }
        difference.changesLeftOut = changes.count > Self.changesMost ? changes.count - Self.changesMost : nil
        return difference
    }

    private static func sentence(_ count: Int, isSettled: Bool) -> String {
        let tables = "lookup tables or fragments have changed since, and the old ones are not kept"
        switch (count, isSettled) {
        case (0, true): return "The point or its mappings have changed, and make the same of this event."
        case (0, false): return "By the texts of then the same would be made now; but \(tables)."
        case (_, true): return "\(count) place(s) of the request would be other than they were."
        case (_, false): return "\(count) place(s) would be other by the texts alone; besides, \(tables)."
        }
    }

    /// Both at the time of then, and with the same new identifiers.
    private func context(at moment: Instant) -> MappingContext {
        var context = MappingContext(now: moment, lookups: parts.lookups, clock: parts.time.now)
        context.accounts = false
        context.limits = DataWork.limits
        return context
    }

    /// The flow that the texts mean in today's systems and schemas.
    private func flow(_ definition: FlowDefinition, id: String) throws -> Flow {
        let point = try IntegrationsAdapter.point(Array(definition.point.utf8), id: id, resolver: parts.resolver)
        let compiler = FlowCompiler(
            environment: parts.settings.environment,
            transformation: { name in
                guard let text = definition.mappings[name] else {
                    throw JunctionError(.danglingReference, "there is no mapping '\(name)'")
                }
                return try parts.mappings.compile(text, source: name)
            }, check: { try parts.schemas.check($0) }, system: { parts.systems.definition($0) })
        return try compiler.compile(point)
    }

    /// A long value as the beginning of its text.
    private static func cut(_ value: Value) throws -> Value {
        let text = try JSONFormat().encode(value)
        guard text.count > valueMost else { return value }
        return .string(String(decoding: text.prefix(valueMost), as: UTF8.self) + "…")
    }
}
