package import Values

/// One place where two results differ.
package struct ValueChange: Sendable, Hashable, CustomStringConvertible {
    package var path: String
    /// Nil where nothing stood.
    package var before: Value?
    /// Nil where nothing stands any more.
    package var after: Value?

    /// All differences, but no more than so many. Numbers are compared by value, members whatever their order.
    package static func all(from before: Value, to after: Value, most: Int = 1000) -> [ValueChange] {
        var comparison = Comparison(most: most)
        comparison.compare(before, after, "$")
        return comparison.changes
    }

    /// `$.a.b: 1 → 2`, `$.c: added "x"`, `$.d: removed 3`
    package var description: String {
        switch (before, after) {
        case (let before?, let after?): "\(path): \(Self.text(before)) → \(Self.text(after))"
        case (nil, let after?): "\(path): added \(Self.text(after))"
        case (let before?, nil): "\(path): removed \(Self.text(before))"
        case (nil, nil): path
        }
    }

    package var report: Value {
        var object: Object = ["path": .string(path)]
        object["before"] = before
        object["after"] = after
        return .object(object)
    }

    private static let textMost = 200

    private static func text(_ value: Value) -> String {
        var writer = ValueWriter(pretty: false)
        guard (try? writer.write(value)) != nil else { return value.kindName }
        let text = String(decoding: writer.text, as: UTF8.self)
        return text.count > textMost ? text.prefix(textMost) + "…" : text
    }
}

private struct Comparison {
    let most: Int
    var changes: [ValueChange] = []

    mutating func compare(_ before: Value, _ after: Value, _ path: String) {
        switch (before, after) {
        case (.object(let a), .object(let b)):
            for member in a {
                if let other = b[member.key] {
                    compare(member.value, other, "\(path).\(member.key)")
                } else {
                    add(ValueChange(path: "\(path).\(member.key)", before: member.value))
                }
            }
            for member in b where a[member.key] == nil {
                add(ValueChange(path: "\(path).\(member.key)", after: member.value))
            }
        case (.array(let a), .array(let b)):
            for (index, pair) in zip(a, b).enumerated() { compare(pair.0, pair.1, "\(path)[\(index)]") }
            for index in min(a.count, b.count)..<max(a.count, b.count) {
                let place = "\(path)[\(index)]"
                add(
                    index < a.count
                        ? ValueChange(path: place, before: a[index]) : ValueChange(path: place, after: b[index]))
            }
        default: if !Value.areEqual(before, after) { add(ValueChange(path: path, before: before, after: after)) }
        }
    }

    private mutating func add(_ change: ValueChange) { if changes.count < most { changes.append(change) } }
}
