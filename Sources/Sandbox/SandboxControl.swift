import Formats
import NIOCore
import NIOHTTP1
import Synchronization
import Values

/// The sandbox's own doors, `/_sandbox/{id}/…`, for tests and people outside this process.
enum SandboxControl {
    static func answer(
        _ method: HTTPMethod, _ what: String, _ body: ByteBuffer, _ counter: SandboxServer.Counter
    ) -> SandboxReply {
        switch (method, what) {
        case (.GET, "received"): return received(counter)
        case (.DELETE, "received"):
            counter.desk.withLock { $0.clear() }
            return SandboxReply(status: 204)
        case (.PUT, "faults"): return play(body, counter)
        case (.POST, "expire-tokens"):
            counter.desk.withLock { $0.expireTokens() }
            return SandboxReply(status: 204)
        default: return .error(404, "the doors are received, faults and expire-tokens")
        }
    }

    private static func play(_ body: ByteBuffer, _ counter: SandboxServer.Counter) -> SandboxReply {
        let lines = String(buffer: body).split(separator: "\n")
        do {
            let faults = try lines.map { try SandboxFault(String($0)) }
            counter.desk.withLock { $0.play(faults) }
            return SandboxReply(status: 204)
        } catch { return .error(400, "a line is not a fault that the sandbox plays") }
    }

    private static func received(_ counter: SandboxServer.Counter) -> SandboxReply {
        let (total, kept) = counter.desk.withLock { ($0.ring.total, Array($0.ring.kept)) }
        let answer: Value = ["total": .integer(Int64(total)), "received": .array(kept.map(described))]
        let body = (try? JSONFormat().encode(answer)) ?? []
        return SandboxReply(status: 200, contentType: "application/json", body: body)
    }

    private static func described(_ entry: SandboxReceived) -> Value {
        let headers = Object(entry.headers.map { Object.Member(key: $0.name.lowercased(), value: .string($0.value)) })
        return [
            "number": .integer(Int64(entry.number)), "time": .string(entry.time.description),
            "method": .string(entry.method), "path": .string(entry.path), "headers": .object(headers),
            "body": .string(String(decoding: entry.body, as: UTF8.self)),
            "status": entry.status.map { .integer(Int64($0)) } ?? .null,
        ]
    }
}
