package import Events
import Formats
package import Mapping
package import Values

/// Delivers one destination's messages: decodes what the log kept, maps it, and calls the system.
///
/// Mapping happens here and not at arrival, so that a message can be replayed through a mended mapping.
package struct FlowTarget: DeliveryTarget {
    private let flow: Flow
    private let delivery: FlowDelivery
    private let caller: any SystemCaller
    private let context: @Sendable () -> MappingContext
    private let definition: @Sendable () -> String?

    /// - Parameter definition: names the texts by which messages are mapped now, and is noted with each; nil while they change.
    package init(
        flow: Flow, delivery: FlowDelivery, caller: any SystemCaller,
        context: @escaping @Sendable () -> MappingContext, definition: @escaping @Sendable () -> String? = { nil }
    ) {
        self.definition = definition
        self.flow = flow
        self.delivery = delivery
        self.caller = caller
        self.context = context
    }

    package func deliver(_ attempt: DeliveryAttempt) async -> DeliveryOutcome {
        let context = context()
        let definition = definition()
        let request: SystemRequest
        do {
            guard let wanted = try delivery.request(for: attempt.stored.event, of: flow, context) else {
                return .skipped(reason: "a filter of the point holds it back")
            }
            request = wanted
        } catch let error as JunctionError {
            return .rejected(reason: error.description)
        } catch { return .rejected(reason: "the message could not be mapped") }
        let stages = stages(made: definition, at: context.now)
        switch await caller.call(request) {
        case .done(let reply): return .delivered(detail: "the system answered \(reply.status)", stages: stages)
        case .retry(let reason, let after): return .retry(reason: reason, after: after, stages: stages)
        case .postponed(let reason, let after): return .postponed(reason: reason, after: after)
        case .refused(let reason): return .rejected(reason: reason, stages: stages)
        }
    }

    /// What changed while the message was mapped by it is not said to have made it.
    private func stages(made before: String?, at moment: Instant) -> [DeliveryStage] {
        let made = definition() == before ? before : nil
        guard made != nil || !delivery.transformations.isEmpty else { return [] }
        return [DeliveryStage(.mapped, at: moment, detail: made.map(DefinitionNote.text))]
    }
}

/// By which texts a message was mapped, as its lineage says it.
package enum DefinitionNote {
    private static let beginning = "by definition "

    static func text(_ definition: String) -> String { beginning + definition }

    /// Nil for a detail that is no such note.
    package static func definition(_ detail: String?) -> String? {
        guard let detail, detail.hasPrefix(beginning) else { return nil }
        return String(detail.dropFirst(beginning.count))
    }
}

extension FlowDelivery {
    /// What is sent for an event, nil when a filter holds it back. Throws what makes the message impossible to send.
    package func request(for event: Event, of flow: Flow, _ context: MappingContext) throws -> SystemRequest? {
        var message = try flow.keptFormat.decode(event.payload)
        // What a flow received it has checked; an event that was published for all has been checked by nobody.
        if event.metadata["point"] != flow.id {
            for check in flow.checks { try Self.demandNoErrors(check.findings(in: message), .invalid) }
        }
        guard try filters.allSatisfy({ try $0.lets(message, context) }) else { return nil }
        for transformation in transformations {
            let result = try transformation.apply(message, context)
            try Self.demandNoErrors(result.findings, .mappingFailed)
            message = result.value
        }
        for check in checks { try Self.demandNoErrors(check.findings(in: message), .invalid) }
        var values: [String: String] = [:]
        for (name, value) in parameters { values[name] = value.text(in: message) }
        return SystemRequest(
            system: system, operation: operation, parameters: values, headers: [("idempotency-key", event.id)],
            body: try format.encode(message), contentType: contentType, correlationID: event.correlationID)
    }

    /// The request that is made of an event, as one value to compare it by: its `body` as it was before it was encoded.
    /// `heldBack` or `refused` where none is made.
    package func outcome(for event: Event, of flow: Flow, _ context: MappingContext) -> Value {
        do {
            guard let request = try request(for: event, of: flow, context) else { return ["heldBack": true] }
            var shown: Object = ["system": .string(request.system), "operation": .string(request.operation)]
            let parameters = request.parameters.sorted { $0.key < $1.key }
            shown["parameters"] = .object(
                Object(distinct: parameters.map { Object.Member(key: $0.key, value: .string($0.value)) }))
            shown["contentType"] = contentType.map { .string($0) }
            let body = request.body ?? []
            shown["body"] = (try? format.decode(body)) ?? .string(String(decoding: body, as: UTF8.self))
            return .object(shown)
        } catch let error as JunctionError { return ["refused": .string(error.description)] } catch {
            return ["refused": "the message could not be mapped"]
        }
    }

    private static func demandNoErrors(_ findings: [Finding], _ code: ErrorCode) throws {
        guard let first = findings.first(where: { $0.severity == .error }) else { return }
        throw JunctionError(code, first.message, place: first.place)
    }
}
