import NIOCore
import NIOHTTP1
import Values

extension RESTClient {
    /// Whether the system answers, with proof of identity where it wants one; nothing is done there.
    ///
    /// Any answer is success, save one that says who we are is not believed, or that the system is down.
    package func reach() async -> RESTAnswer {
        let target = endpoint.basePath.isEmpty ? "/" : endpoint.basePath
        var request = PreparedRequest(method: .HEAD, target: target, headers: HTTPHeaders(), body: nil)
        // Where calls are signed, it is over an id; this one stands for no message.
        request.headers.add(name: "idempotency-key", value: "reach")
        let proof = await authenticator.authenticate(&request)
        if case .failure(let failure) = proof { return failure.answer }
        do {
            let reply = try await transport.send(
                request.method, request.target, headers: request.headers, body: nil,
                deadline: NIODeadline.now() + TimeAmount(settings.limits.wholeTimeout))
            switch reply.status {
            case 401, 403: return .refused(.refusedByPeer, "the system answered \(reply.status)")
            case 500...: return .retry(.peerUnavailable, "the system answered \(reply.status)")
            default: return RESTAnswer(verdict: .success, status: reply.status)
            }
        } catch { return TransportFailure.answer(error) }
    }
}
