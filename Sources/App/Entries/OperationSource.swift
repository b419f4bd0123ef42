import Contract
import Flows
import Values

/// An operation of a system whose answer a scheduled point takes in.
struct OperationSource: SyncSource {
    let call: OperationCall
    private var selection = SyncSelection()
    let caller: any SystemCaller
    let time: TimeSource

    init(call: OperationCall, caller: any SystemCaller, time: TimeSource) {
        self.call = call
        self.caller = caller
        self.time = time
    }

    /// How long a run waits for the system's rate limits before it gives up.
    static let waitMost = Duration.seconds(30)

    /// Times are given to the system as its operation's parameters `since` and `until`; it decides what they mean.
    func narrowed(to selection: SyncSelection) throws -> any SyncSource {
        var narrowed = self
        narrowed.selection = selection
        if let since = selection.since { narrowed.selection.parameters["since"] = since.description }
        if let until = selection.until { narrowed.selection.parameters["until"] = until.description }
        for name in narrowed.selection.parameters.keys.sorted() where !call.parameters.names.contains(name) {
            throw JunctionError(
                .badRequest, "the integration declares no parameter '\(name)' for the operation it reads",
                remedy: "Declare it beside the operation in the integration's trigger, or leave it out.")
        }
        return narrowed
    }

    func waiting() async throws -> [SyncDocument] {
        [SyncDocument(name: "\(call.system).\(call.operation)")]
    }

    func read(_ document: SyncDocument) async throws -> [UInt8] {
        var parameters: [String: String] = [:]
        for (name, value) in call.parameters { parameters[name] = selection.parameters[name] ?? value }
        let request = SystemRequest(system: call.system, operation: call.operation, parameters: parameters)
        switch try await answer(to: request) {
        case .done(let reply): return reply.body
        case .postponed(let reason, let after):
            throw JunctionError(
                .peerUnavailable, "\(call.system): \(reason)", remedy: "It may be called again in \(after).")
        case .retry(let reason, _): throw JunctionError(.peerUnavailable, "\(call.system): \(reason)")
        case .refused(let reason): throw JunctionError(.refusedByPeer, "\(call.system): \(reason)")
        }
    }

    /// A run has a task of its own, so it may wait; deliveries may not.
    private func answer(to request: SystemRequest) async throws -> SystemAnswer {
        let end = time.now() + Self.waitMost
        while true {
            let answer = await caller.call(request)
            guard case .postponed(_, let after) = answer, time.now() + after <= end else { return answer }
            try await time.sleep(after)
        }
    }

    func finish(_ document: SyncDocument) async throws {}
}
