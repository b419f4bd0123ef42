import HTTPTypes
import SecurityCore
import Values

/// Lets a request with an `Idempotency-Key` be worked on once, and repeats its answer after that.
struct RepeatGuard: Sendable {
    let store: any IdempotencyStore
    let time: TimeSource

    /// Of the digest that names a request: enough to be unique.
    private static let nameBytes = 16

    /// Throws `idempotencyConflict` or `idempotencyBusy`.
    func once(
        _ call: Call, _ route: Route, path: String, _ work: (Call) async throws -> Reply
    ) async throws -> Reply {
        let key = try IdempotencyKey(callerID: call.caller?.keyID ?? "", call.idempotencyKey ?? "")
        let headers = call.eventHeaders.map { "\($0.name):\($0.value)" }.joined(separator: "\n")
        let print = fingerprint(
            Array(path.utf8), Array((call.contentType ?? "").utf8), Array((call.charset ?? "").utf8),
            Array(headers.utf8), call.body)
        switch try await store.begin(key, fingerprint: print, at: time.now()) {
        case .proceed:
            var call = call
            call.caller?.request = fingerprint(Array(key.callerID.utf8), Array(key.text.utf8), print)
                .hexadecimal(first: Self.nameBytes)
            return try await keep(key) { [call] in try await work(call) }
        case .replay(let answer): return Self.reply(answer)
        case .conflict:
            throw JunctionError(.idempotencyConflict, "The Idempotency-Key was used for another request.")
        case .busy:
            throw JunctionError(.idempotencyBusy, "The first request with this Idempotency-Key is not done yet.")
        }
    }

    /// Only success is kept: what failed may be sent again with the same key once it is mended.
    private func keep(_ key: IdempotencyKey, _ work: () async throws -> Reply) async throws -> Reply {
        let reply: Reply
        do {
            reply = try await work()
        } catch {
            await store.abandon(key)
            throw error
        }
        guard case .bytes(let body) = reply.body else {
            await store.abandon(key)
            return reply
        }
        let answer = StoredAnswer(
            status: reply.status.code, mediaType: reply.mediaType, location: reply.location, body: body,
            isSecret: reply.isSecret)
        try await store.finish(key, answer, at: time.now())
        return reply
    }

    private static func reply(_ answer: StoredAnswer) -> Reply {
        var reply = Reply(
            HTTPResponse.Status(code: answer.status), mediaType: answer.mediaType, location: answer.location,
            body: .bytes(answer.body))
        reply.fields.append((.idempotentReplayed, "true"))
        return reply
    }
}

extension HTTPField.Name {
    static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
    static let idempotentReplayed = HTTPField.Name("Idempotent-Replayed")!
    static let lastEventID = HTTPField.Name("Last-Event-ID")!
    static let contentSecurityPolicy = HTTPField.Name("Content-Security-Policy")!
    static let contentTypeOptions = HTTPField.Name("X-Content-Type-Options")!
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
}
