import Values

/// What a system that is stood in for does on one call.
package struct Fault: Sendable, Equatable, CustomStringConvertible {
    package enum Outcome: Sendable, Equatable {
        /// Answers as it should.
        case ok
        /// Answers with this status, and Retry-After in seconds if given.
        case status(Int, retryAfter: Int?)
        /// Closes the connection without an answer.
        case drop
        /// Answers with something that is not in the format agreed.
        case malformed
    }

    package var outcome: Outcome
    /// Waited before anything else.
    package var delay: Duration?
    /// Not once but on every call from now on.
    package var isLasting: Bool

    package static let ok = Fault(outcome: .ok, delay: nil, isLasting: false)

    /// Nil unless it reads like `503, Retry-After 1`, `delay 2s`, `drop`, `malformed`, `ok` or `always 503`.
    package init?(_ text: String) {
        var fault = Fault.ok
        var rest = text[...]
        if rest.hasPrefix("always ") {
            fault.isLasting = true
            rest = rest.dropFirst(7)
        }
        for part in rest.split(separator: ",", omittingEmptySubsequences: false) {
            let words = part.split(separator: " ").map(String.init)
            guard fault.take(words) else { return nil }
        }
        self = fault
    }

    private init(outcome: Outcome, delay: Duration?, isLasting: Bool) {
        (self.outcome, self.delay, self.isLasting) = (outcome, delay, isLasting)
    }

    private mutating func take(_ words: [String]) -> Bool {
        switch (words.first, words.count) {
        case ("ok", 1): outcome = .ok
        case ("drop", 1): outcome = .drop
        case ("malformed", 1): outcome = .malformed
        case ("delay", 2):
            guard let delay = Duration(written: words[1]) else { return false }
            self.delay = delay
        case ("Retry-After", 2):
            guard case .status(let status, nil) = outcome, let seconds = Int(words[1]), seconds >= 0 else {
                return false
            }
            outcome = .status(status, retryAfter: seconds)
        case (let word?, 1):
            guard let status = Int(word), (100...599).contains(status) else { return false }
            outcome = .status(status, retryAfter: nil)
        default: return false
        }
        return true
    }

    package var description: String {
        let answer =
            switch outcome {
            case .ok: "ok"
            case .status(let status, let after): "\(status)" + (after.map { ", Retry-After \($0)" } ?? "")
            case .drop: "drop"
            case .malformed: "malformed"
            }
        let wait = delay.map { "delay \($0.written), " } ?? ""
        return (isLasting ? "always " : "") + wait + answer
    }

    static let spec = Spec<Fault>(.either([.text(.fault), .integer(100...599)])) { node, problems in
        if let text = node.plainText, let fault = Fault(text) { return fault }
        guard let text = TextShape.fault.read(node, &problems) else { return nil }
        if let fault = Fault(text) { return fault }
        problems.append(TextShape.fault.refusal(of: "'\(text)'", at: node.place))
        return nil
    }
}
