import Formats
package import Values

/// A path into a decoded message, for those who read it without accounting for it: in the grammar of a mapping's `from`,
/// absolute only. `$` may stand before it for the whole.
package struct ValuePath: Sendable, Hashable {
    private enum Form: Sendable, Hashable {
        case hl7(HL7Path)
        case steps([SourcePath.Step])
    }

    private let form: Form

    /// Nil when the text is no path.
    package init?(_ text: String, isHL7: Bool) {
        if isHL7 {
            guard let path = try? HL7Path(text) else { return nil }
            form = .hl7(path)
        } else {
            let bare = text.hasPrefix("$.") ? text.dropFirst(2) : text.hasPrefix("$") ? text.dropFirst() : text[...]
            guard let path = SourcePathScanner.parse(bare.isEmpty ? "." : String(bare), .generic) else { return nil }
            form = .steps(path.steps)
        }
    }

    /// The first value as text; nil when there is none, or it is a structure.
    package func text(in message: Value) -> String? {
        switch form {
        case .hl7(let path): path.string(in: message)
        case .steps(let steps): Self.values(steps[...], in: message).first.flatMap(\.scalarText)
        }
    }

    /// Every value at the path, in order.
    package func all(in message: Value) -> [Value] {
        switch form {
        case .hl7(let path): path.all(in: message)
        case .steps(let steps): Self.values(steps[...], in: message)
        }
    }

    /// As deep as the path has steps, which its text bounds.
    private static func values(_ steps: ArraySlice<SourcePath.Step>, in value: Value) -> [Value] {
        guard let step = steps.first else { return [value] }
        let rest = steps.dropFirst()
        return switch step {
        case .key(let key): value[key].map { values(rest, in: $0) } ?? []
        case .element(.at(let index)): value[index].map { values(rest, in: $0) } ?? []
        case .element(.all): (value.array ?? []).flatMap { values(rest, in: $0) }
        // Of HL7 alone, whose paths have the other form.
        case .segment, .following, .preceding, .field, .repetition, .component: []
        }
    }
}
