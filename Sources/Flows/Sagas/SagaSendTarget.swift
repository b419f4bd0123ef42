import Contract
import Events
import Resilience
import Values

/// Performs what the instances of a saga send, and tells them how it was taken.
struct SagaSendTarget: DeliveryTarget {
    let saga: String
    let keeper: SagaKeeper

    /// Most of an answer that an instance is told; of a longer one only its status.
    private static let answerBytes = 64 << 10
    /// Until it is tried again when that has nothing to do with its receiver.
    private static let troublePause = Duration.seconds(5)

    func deliver(_ attempt: DeliveryAttempt) async -> DeliveryOutcome {
        let event = attempt.stored.event
        guard let key = event.metadata["sagakey"], let step = event.metadata["sagastep"] else {
            return .rejected(reason: "it was sent by no saga")
        }
        do {
            guard let instance = try await keeper.awaits(event.id, saga: saga, key: key) else {
                return .skipped(reason: "the saga no longer waits for it")
            }
            guard let policy = keeper.installed(saga)?.plans[instance.version]?.retry(of: step) else {
                return .retry(
                    reason: "the definition that the instance goes by cannot be used", after: Self.troublePause)
            }
            let answer = await perform(event)
            return try await settle(answer, attempt, key, policy)
        } catch {
            return .retry(
                reason: (error as? JunctionError)?.message ?? "the server is stopping", after: Self.troublePause)
        }
    }

    private func perform(_ event: Event) async -> SystemAnswer {
        do {
            let request = try keeper.surroundings.decode(event.payload)
            if let point = request["point"]?.string { return try await receive(request["body"], for: point, event) }
            return await keeper.surroundings.caller.call(try call(request, event))
        } catch let error as MessageRefused {
            return .refused(reason: error.error.message)
        } catch let error as JunctionError {
            return error.code.class == .reject
                ? .refused(reason: error.message) : .retry(reason: error.message, after: nil)
        } catch { return .retry(reason: "it could not be sent", after: nil) }
    }

    private func receive(_ body: Value?, for point: String, _ event: Event) async throws -> SystemAnswer {
        let arrival = Arrival(
            channel: "saga", correlationID: event.correlationID, causationID: event.id, stableID: "\(event.id)-in")
        let receipt = try await keeper.flows.receive(
            keeper.surroundings.encode(body ?? .object([:])), for: point, arrival)
        let told = try keeper.surroundings.encode(["id": .string(receipt.id)])
        return .done(SystemReply(status: 202, contentType: "application/json", body: told))
    }

    private func call(_ request: Value, _ event: Event) throws -> SystemRequest {
        let system = request["system"]?.string ?? ""
        let operation = request["operation"]?.string ?? ""
        var call = SystemRequest(system: system, operation: operation, headers: [("idempotency-key", event.id)])
        for member in request["parameters"]?.object ?? Object() {
            call.parameters[member.key] = member.value.scalarText
        }
        if let body = request["body"] {
            let (bytes, contentType) = try keeper.surroundings.body(system, operation, body)
            call.body = bytes
            call.contentType = contentType
        }
        return call
    }

    /// Tells the instance how it ended, or has it tried again.
    private func settle(
        _ answer: SystemAnswer, _ attempt: DeliveryAttempt, _ key: String, _ declared: Contract.RetryPolicy
    ) async throws -> DeliveryOutcome {
        let id = attempt.stored.event.id
        switch answer {
        case .postponed(let reason, let after): return .postponed(reason: reason, after: after)
        case .done(let reply):
            try await keeper.take(.done(result(of: reply)), to: id, saga: saga, key: key)
            return .delivered(detail: "answered \(reply.status)")
        case .refused(let reason):
            try await keeper.take(.failed(reason: reason), to: id, saga: saga, key: key)
            // The instance sees to what follows: nothing is left to be done here by hand.
            return .skipped(reason: "refused, and the saga told: \(reason)")
        case .retry(let reason, let after):
            let policy = Resilience.RetryPolicy(declared)
            let now = keeper.time.now()
            let random = keeper.surroundings.random
            switch policy.decide(
                attempt: attempt.number, start: attempt.stored.recordedAt, now: now, retryAfter: after,
                random: random())
            {
            case .retry(let at): return .retry(reason: reason, after: at - now)
            case .giveUp(let why):
                try await keeper.take(.failed(reason: "\(reason); \(why)"), to: id, saga: saga, key: key)
                return .skipped(reason: "given up, and the saga told: \(reason); \(why)")
            }
        }
    }

    private func result(of reply: SystemReply) -> Value {
        var result: Object = ["status": .integer(Int64(reply.status))]
        if !reply.body.isEmpty, reply.body.count <= Self.answerBytes {
            result["body"] =
                (try? keeper.surroundings.decode(reply.body)) ?? .string(String(decoding: reply.body, as: UTF8.self))
        }
        return .object(result)
    }
}

extension Resilience.RetryPolicy {
    fileprivate init(_ declared: Contract.RetryPolicy) {
        self.init(attempts: declared.attempts, age: declared.within)
        backoff.first = declared.first
        backoff.longest = declared.most
    }
}
