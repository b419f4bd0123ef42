import APIContract
import HTTPTypes
import Logging
import Values

/// Turns whatever was thrown into an RFC 9457 answer that helps the caller and tells nothing of the inside.
struct ProblemWriter: Sendable {
    let logger: Logger
    let random: @Sendable (Int) -> [UInt8]
    let outages: OutageLog

    func reply(to error: any Error, method: String, route: String, logs: Bool = true) -> Reply {
        let known = Self.known(error)
        let problem = problem(of: error, method: method, route: route, logs: logs)
        var reply = (try? Reply.json(problem, known.status)) ?? Reply(known.status)
        reply.mediaType = "application/problem+json"
        if let seconds = known.retryAfterSeconds { reply.fields.append((.retryAfter, "\(seconds)")) }
        if known.code == .unauthenticated { reply.fields.append((.wwwAuthenticate, "Bearer realm=\"junction\"")) }
        if known.code == .forbidden {
            reply.fields.append((.wwwAuthenticate, "Bearer realm=\"junction\", error=\"insufficient_scope\""))
        }
        if known.code == .upgradeRequired {
            reply.fields += [(.upgrade, "websocket"), (.secWebSocketVersion, WebSocketHandshake.version)]
        }
        return reply
    }

    private static func known(_ error: any Error) -> JunctionError {
        error as? JunctionError ?? JunctionError(.internalFault, "The request could not be completed.")
    }

    func problem(of error: any Error, method: String, route: String, logs: Bool = true) -> Problem {
        let reference = random(8).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let known = Self.known(error)
        let status = known.status
        if logs, known.isFault, let left = status == .serviceUnavailable ? outages.admits(known.code) : 0 {
            // The log gets what the answer leaves out, under the same reference.
            var metadata: Logger.Metadata = [
                "reference": "\(reference)", "method": "\(method)", "route": "\(route)", "error": "\(error)",
            ]
            if let cause = known.cause { metadata["cause"] = "\(cause)" }
            if left > 0 { metadata["others"] = "\(left) more failed so since the last line" }
            logger.error("request failed", metadata: metadata)
        }
        return Problem(
            type: "urn:junction:problem:J\(known.code.number)", title: known.code.summary, status: status.code,
            detail: known.message, instance: "urn:junction:request:\(reference)", code: "\(known.code)",
            remedy: known.remedy, retryAfterSeconds: known.retryAfterSeconds, places: Self.places(of: known),
            currentVersion: (Self.cause(of: known) as? VersionMismatch)?.actual,
            taken: (known.cause as? PartlyPublished)?.taken)
    }

    private static func cause(of error: JunctionError) -> (any Error)? {
        (error.cause as? PartlyPublished)?.cause ?? error.cause
    }

    private static func places(of error: JunctionError) -> [ProblemPlace]? {
        if let partly = error.cause as? PartlyPublished { return partly.places }
        if let findings = error.cause as? LocatedFindings { return findings.places }
        if let conflicts = error.cause as? ConflictingEvents { return conflicts.places }
        guard let place = error.place else { return nil }
        if place.source == nil, place.line == nil, let pointer = place.path, pointer.hasPrefix("/") {
            return [ProblemPlace(pointer: pointer, message: error.message)]
        }
        return [ProblemPlace(position: place.description, message: error.message)]
    }
}
