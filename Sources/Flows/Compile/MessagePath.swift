import Formats
import Values

/// A path into a message, as point files write it: `PID-3.1` for HL7, `order.lines[0].sku` or `$.id` for the others.
struct MessagePath: Sendable, MessageKey, MessageSplitter {
    private enum Form: Sendable {
        case hl7(HL7Path)
        case steps([Step])
    }

    private enum Step: Sendable, Hashable {
        case member(String)
        case element(Int)
        case every
    }

    private let form: Form

    /// Throws `flow.pointUnusable` when the path cannot be read.
    init(_ text: String, isHL7: Bool) throws {
        form = isHL7 ? .hl7(try HL7Path(text)) : .steps(try Self.steps(text))
    }

    func text(in message: Value) -> String? {
        switch form {
        case .hl7(let path): path.string(in: message)
        case .steps(let steps): Self.values(steps[...], in: message).first.flatMap(\.scalarText)
        }
    }

    /// The values at the path; an array there stands for its elements.
    func messages(in document: Value) throws -> [Value] {
        switch form {
        case .hl7(let path): path.all(in: document)
        case .steps(let steps):
            Self.values(steps[...], in: document).flatMap { value in value.array ?? [value] }
        }
    }

    private static func values(_ steps: ArraySlice<Step>, in value: Value) -> [Value] {
        guard let step = steps.first else { return [value] }
        let rest = steps.dropFirst()
        return switch step {
        case .member(let key): value[key].map { values(rest, in: $0) } ?? []
        case .element(let index): value[index].map { values(rest, in: $0) } ?? []
        case .every: (value.array ?? []).flatMap { values(rest, in: $0) }
        }
    }

    private static func steps(_ text: String) throws -> [Step] {
        var steps: [Step] = []
        for part in text.split(separator: ".") where part != "$" {
            let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
            if !pieces[0].isEmpty, pieces[0] != "$" { steps.append(.member(String(pieces[0]))) }
            for piece in pieces.dropFirst() {
                guard piece.last == "]" else { throw unreadable(text) }
                if piece == "*]" {
                    steps.append(.every)
                } else if let index = Int(piece.dropLast()), index >= 0 {
                    steps.append(.element(index))
                } else {
                    throw unreadable(text)
                }
            }
        }
        return steps
    }

    private static func unreadable(_ text: String) -> JunctionError {
        JunctionError(
            .pointUnusable, "'\(text)' is no path into the message",
            remedy: "Write names joined by '.', with [n] or [*] for elements; for HL7, such as PID-3.1.")
    }
}
