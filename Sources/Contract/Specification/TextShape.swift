import Synchronization

/// Text of a kind, such as a duration.
package struct TextShape: Sendable {
    /// With its article, for messages: `a duration`.
    package let name: String
    package let examples: [String]
    /// A regular expression of JSON Schema that every such text meets; the reader may ask more.
    package let pattern: String?
    private let compiled: CompiledPattern?

    package init(_ name: String, examples: [String], pattern: String? = nil) {
        self.name = name
        self.examples = examples
        self.pattern = pattern
        compiled = pattern.map { CompiledPattern($0) }
    }

    /// Whether the text meets the pattern; without one, whether it is not empty.
    package func accepts(_ text: String) -> Bool { compiled?.matches(text) ?? !text.isEmpty }
}

/// A pattern compiled once. The lock is there because `Regex` may not be shared between threads; nothing else is done in it.
private final class CompiledPattern: Sendable {
    private let expression: Mutex<Regex<AnyRegexOutput>?>

    init(_ pattern: String) { expression = Mutex(try? Regex(pattern)) }

    /// No text meets a pattern that is none itself; a test tries each kind's examples.
    func matches(_ text: String) -> Bool {
        expression.withLock { expression in
            guard let expression else { return false }
            return text.firstMatch(of: expression) != nil
        }
    }
}
