import Mapping
import Values

/// A path into a message, as point files write it: `PID-3.1` for HL7, `order.lines[0].sku` or `$.id` for the others.
struct MessagePath: Sendable, MessageKey, MessageSplitter {
    private let path: ValuePath

    /// Throws `flow.pointUnusable` when the path cannot be read.
    init(_ text: String, isHL7: Bool) throws {
        guard let path = ValuePath(text, isHL7: isHL7) else {
            throw JunctionError(
                .pointUnusable, "'\(text)' is no path into the message",
                remedy: "Write names joined by '.', with [n] or [*] for elements; for HL7, such as PID-3.1.")
        }
        self.path = path
    }

    func text(in message: Value) -> String? { path.text(in: message) }

    /// The values at the path; an array there stands for its elements.
    func messages(in document: Value) throws -> [Value] {
        path.all(in: document).flatMap { value in value.array ?? [value] }
    }
}
