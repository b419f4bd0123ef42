import Contract
import Flows
import Values

/// An operation of a system whose answer a scheduled point takes in.
struct OperationSource: SyncSource {
    let call: OperationCall
    let caller: any SystemCaller

    func waiting() async throws -> [SyncDocument] {
        [SyncDocument(name: "\(call.system).\(call.operation)")]
    }

    func read(_ document: SyncDocument) async throws -> [UInt8] {
        var parameters: [String: String] = [:]
        for (name, value) in call.parameters { parameters[name] = value }
        let request = SystemRequest(system: call.system, operation: call.operation, parameters: parameters)
        switch await caller.call(request) {
        case .done(let reply): return reply.body
        case .retry(let reason, _): throw JunctionError(.peerUnavailable, "\(call.system): \(reason)")
        case .refused(let reason): throw JunctionError(.refusedByPeer, "\(call.system): \(reason)")
        }
    }

    func finish(_ document: SyncDocument) async throws {}
}
