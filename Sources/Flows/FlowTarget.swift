package import Events
import Formats
package import Mapping
import Values

/// Delivers one destination's messages: decodes what the log kept, maps it, and calls the system.
///
/// Mapping happens here and not at arrival, so that a message can be replayed through a mended mapping.
package struct FlowTarget: DeliveryTarget {
    private let flow: Flow
    private let delivery: FlowDelivery
    private let caller: any SystemCaller
    private let context: @Sendable () -> MappingContext

    package init(
        flow: Flow, delivery: FlowDelivery, caller: any SystemCaller,
        context: @escaping @Sendable () -> MappingContext
    ) {
        self.flow = flow
        self.delivery = delivery
        self.caller = caller
        self.context = context
    }

    package func deliver(_ attempt: DeliveryAttempt) async -> DeliveryOutcome {
        let context = context()
        let request: SystemRequest
        do {
            guard let wanted = try delivery.request(for: attempt.stored.event, of: flow, context) else {
                return .skipped(reason: "a filter of the point holds it back")
            }
            request = wanted
        } catch let error as JunctionError {
            return .rejected(reason: error.description)
        } catch { return .rejected(reason: "the message could not be mapped") }
        let stages = delivery.transformations.isEmpty ? [] : [DeliveryStage(.mapped, at: context.now)]
        switch await caller.call(request) {
        case .done(let reply): return .delivered(detail: "the system answered \(reply.status)", stages: stages)
        case .retry(let reason, let after): return .retry(reason: reason, after: after, stages: stages)
        case .postponed(let reason, let after): return .postponed(reason: reason, after: after)
        case .refused(let reason): return .rejected(reason: reason, stages: stages)
        }
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

    private static func demandNoErrors(_ findings: [Finding], _ code: ErrorCode) throws {
        guard let first = findings.first(where: { $0.severity == .error }) else { return }
        throw JunctionError(code, first.message, place: first.place)
    }
}
