package import Values

/// Which answers say that a request will never go well.
package enum RefusalRule: String, Sendable, Hashable, CaseIterable {
    /// Those that HTTP gives this meaning.
    case byStatus
    /// Only 410 Gone. For webhooks, whose receiver can be mended without the message changing (Standard Webhooks 1.0).
    case onlyGone
}

/// What a status code means for the one who sent the request. Pure.
package enum AnswerRules {
    /// 2xx and 304 are success; 408, 425, 429 and 5xx may pass (RFC 9110 section 15, RFC 8470, RFC 6585); a redirect
    /// that is not followed and any other 4xx will not. 501 and 505 say that it never will.
    package static func verdict(
        status: Int, retryAfter: String?, now: Instant, longest: Duration,
        success: [ClosedRange<Int>] = RESTOperation.usualSuccess, refusals: RefusalRule = .byStatus
    ) -> (verdict: RESTAnswer.Verdict, code: ErrorCode?) {
        if success.contains(where: { $0.contains(status) }) { return (.success, nil) }
        switch status {
        case 410: return (.refused(reason: "the system answered 410: what was called is gone"), .refusedByPeer)
        case _ where refusals == .onlyGone, 408, 425, 429, 500, 502...504, 506...599:
            let wait = retryAfter.flatMap { self.retryAfter($0, now: now) }
            return (
                .retry(reason: "the system answered \(status)", after: wait.map { min($0, longest) }), .peerUnavailable
            )
        case 300...399:
            return (.refused(reason: "the system answered \(status), a redirect that is not followed"), .refusedByPeer)
        default:
            return (.refused(reason: "the system answered \(status)"), .refusedByPeer)
        }
    }

    /// RFC 9110 section 10.2.3: seconds, or a date. A date that has passed is no wait; nonsense is nil.
    package static func retryAfter(_ text: String, now: Instant) -> Duration? {
        let text = text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
        if !text.isEmpty, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) {
            return .seconds(Int64(text).map { min($0, 1 << 40) } ?? 1 << 40)
        }
        guard let date = HTTPDate.instant(text) else { return nil }
        return max(.zero, date - now)
    }
}
