package import Values

/// Something that goes wrong, or well, with one request.
package enum SandboxFault: Sendable, Hashable {
    case ok
    /// `503`, `503, Retry-After 1`. The value is sent as written: seconds, or a date.
    case status(Int, retryAfter: String?)
    /// `delay 2s`: answers well, later.
    case delay(Duration)
    /// `drop`: reads the request, keeps it, and closes without an answer. The dangerous one: it may have been done.
    case dropAfterReading
    /// `drop before reading`: closes at the first byte, keeping nothing.
    case dropBeforeReading
    /// `malformed`: says 200 and sends a body that is cut off within.
    case malformedBody
    /// `garbage`: answers with bytes that are not of the protocol.
    case garbage
    /// `AE`: answers that the message itself is wrong; over HTTP, 422.
    case applicationError
    /// `AR`: answers that it cannot be taken now; over HTTP, 503.
    case applicationReject
    /// `hang`: never answers; the connection stays open.
    case hang
    /// `drip 100ms`: answers well, a byte at a time with this span between.
    case drip(Duration)

    /// Reads a fault as scenarios write it.
    ///
    /// - Throws: `sandboxFault` for anything else.
    package init(_ text: String) throws(JunctionError) {
        let words = text.lowercased().split { $0 == " " || $0 == "," }.map(String.init)
        switch (words.first, words.count) {
        case ("ok", 1): self = .ok
        case ("drop", 1): self = .dropAfterReading
        case ("drop", 3) where words[1...] == ["before", "reading"]: self = .dropBeforeReading
        case ("malformed", 1): self = .malformedBody
        case ("garbage", 1): self = .garbage
        case ("ae", 1): self = .applicationError
        case ("ar", 1): self = .applicationReject
        case ("hang", 1): self = .hang
        case ("delay", 2): self = .delay(try Self.span(words[1], text))
        case ("drip", 2): self = .drip(try Self.span(words[1], text))
        default: self = try Self.status(text)
        }
    }

    private static func span(_ word: String, _ text: String) throws(JunctionError) -> Duration {
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        let factors = ["ms": 1, "s": 1000, "m": 60_000]
        guard let number = Int64(digits), number < 1 << 40, let factor = factors[String(word.dropFirst(digits.count))]
        else { throw unknown(text) }
        return .milliseconds(number * Int64(factor))
    }

    private static func status(_ text: String) throws(JunctionError) -> SandboxFault {
        let parts = text.split(separator: ",", maxSplits: 1).map(String.init)
        guard let first = parts.first, let status = Int(first.filter { $0 != " " }), (200...599).contains(status) else {
            throw unknown(text)
        }
        guard parts.count == 2 else { return .status(status, retryAfter: nil) }
        let words = parts[1].split(separator: " ", maxSplits: 1).map(String.init)
        guard words.count == 2, words[0].lowercased().hasPrefix("retry-after"), words[1].utf8.allSatisfy({ $0 >= 32 })
        else { throw unknown(text) }
        return .status(status, retryAfter: words[1])
    }

    private static func unknown(_ text: String) -> JunctionError {
        JunctionError(.sandboxFault, "'\(text.prefix(60))' is not a fault that the sandbox plays")
    }
}
