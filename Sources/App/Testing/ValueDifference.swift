import Values

/// Where two values part.
enum ValueDifference {
    /// The path of the first difference and what it is; nil when there is none. Numbers are compared by value.
    static func first(expected: Value, found: Value, at path: String = "$") -> String? {
        switch (expected, found) {
        case (.object(let a), .object(let b)):
            for member in a {
                guard let other = b[member.key] else { return "\(path).\(member.key): absent" }
                if let difference = first(expected: member.value, found: other, at: "\(path).\(member.key)") {
                    return difference
                }
            }
            return b.first { a[$0.key] == nil }.map { "\(path).\($0.key): not expected" }
        case (.array(let a), .array(let b)):
            guard a.count == b.count else { return "\(path): \(b.count) elements, expected \(a.count)" }
            for (index, pair) in zip(a, b).enumerated() {
                if let difference = first(expected: pair.0, found: pair.1, at: "\(path)[\(index)]") {
                    return difference
                }
            }
            return nil
        default: return expected == found ? nil : "\(path): another value"
        }
    }
}
