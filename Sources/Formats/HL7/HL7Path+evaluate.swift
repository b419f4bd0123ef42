package import Values

extension HL7Path {
    /// The first value at the path; nil when there is none.
    package func first(in message: Value) -> Value? {
        var found: Value?
        visit(message) { value in
            found = value
            return false
        }
        return found
    }

    /// Every value at the path, in order. More than one only where the path says `[*]`.
    package func all(in message: Value) -> [Value] {
        var found: [Value] = []
        visit(message) { value in
            found.append(value)
            return true
        }
        return found
    }

    /// The first value as text: of a structure, its first component's first subcomponent. Nil when absent.
    package func string(in message: Value) -> String? { first(in: message).flatMap(Self.text) }

    private static func text(_ value: Value) -> String? {
        switch value {
        case .string(let text): text
        case .object(let object): object["1"].flatMap(text)
        case .array(let elements): elements.first.flatMap(text)
        default: nil
        }
    }

    /// Calls `body` with each value until it returns false.
    private func visit(_ message: Value, _ body: (Value) -> Bool) {
        guard case .array(let segments) = message else { return }
        var count = 0
        for candidate in segments {
            guard case .object(let object) = candidate, isNamed(object) else { continue }
            count += 1
            switch occurrence {
            case .number(let wanted) where wanted > count: continue
            case .number: _ = visit(object, body); return
            case .every: if !visit(object, body) { return }
            }
        }
    }

    @inline(__always)
    private func isNamed(_ object: Object) -> Bool {
        // Decoded segments have their name first.
        if let first = object.members.first, first.key == HL7Keys.segment, case .string(let name) = first.value {
            return name == segment
        }
        return object[HL7Keys.segment]?.string == segment
    }

    private func visit(_ object: Object, _ body: (Value) -> Bool) -> Bool {
        guard let field else { return body(.object(object)) }
        guard field < HL7Keys.names.count, let value = object[HL7Keys.names[field]] else { return true }
        guard case .array(let repetitions) = value else {
            if case .number(let wanted) = repetition, wanted > 1 { return true }
            return part(of: value).map(body) ?? true
        }
        if !namesRepetition, component == nil { return body(value) }
        switch repetition {
        case .number(let wanted):
            guard wanted <= repetitions.count else { return true }
            return part(of: repetitions[wanted - 1]).map(body) ?? true
        case .every:
            for one in repetitions { if let part = part(of: one), !body(part) { return false } }
            return true
        }
    }

    /// The component and subcomponent asked for of one repetition.
    private func part(of repetition: Value) -> Value? {
        guard let component else { return repetition }
        let part = Self.step(repetition, component)
        guard let subcomponent else { return part }
        return part.flatMap { Self.step($0, subcomponent) }
    }

    @inline(__always)
    private static func step(_ value: Value, _ number: Int) -> Value? {
        if case .object(let object) = value {
            return number < HL7Keys.names.count ? object[HL7Keys.names[number]] : nil
        }
        return number == 1 ? value : nil
    }
}
