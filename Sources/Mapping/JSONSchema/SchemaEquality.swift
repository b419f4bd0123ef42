import Values

/// Equality as JSON Schema has it: numbers by what they are worth (`1`, `1.0` and `1e0` are one), objects whatever the
/// order of their members. Data deeper than `depthMost` is taken for different.
enum SchemaEquality {
    static let depthMost = 512

    static func same(_ left: Value, _ right: Value, depth: Int = 0) -> Bool {
        switch (left, right) {
        case (.integer(let a), .integer(let b)): return a == b
        case (.double(let a), .double(let b)): return a == b
        case (.string(let a), .string(let b)): return a.isIdenticalUTF8(to: b)
        case (.array(let a), .array(let b)):
            guard a.count == b.count, depth < depthMost else { return false }
            for index in a.indices where !same(a[index], b[index], depth: depth + 1) { return false }
            return true
        case (.object(let a), .object(let b)):
            guard a.count == b.count, depth < depthMost else { return false }
            for member in a.members {
                guard let other = b[member.key], same(member.value, other, depth: depth + 1) else { return false }
            }
            return true
        case (.null, _), (.bool, _), (.bytes, _), (_, .bytes): return left == right
        default:
            guard let a = left.exactDecimal, let b = right.exactDecimal else { return false }
            return a == b
        }
    }

    static func hash(_ value: Value, into hasher: inout Hasher, depth: Int = 0) {
        switch value {
        case .integer(let number): hasher.combine(Double(number))
        case .double(let number): hasher.combine(number)
        case .decimal(let number): hasher.combine(number.double)
        case .array(let items):
            hasher.combine(items.count)
            guard depth < depthMost else { return }
            for item in items { hash(item, into: &hasher, depth: depth + 1) }
        case .object(let object):
            // Order must not matter, so the members' hashes are added up.
            var sum = object.count
            guard depth < depthMost else { return hasher.combine(sum) }
            for member in object.members {
                var one = Hasher()
                member.key.hashUTF8(into: &one)
                hash(member.value, into: &one, depth: depth + 1)
                sum &+= one.finalize()
            }
            hasher.combine(sum)
        default: hasher.combine(value)
        }
    }

    /// Whether no two items are the same.
    static func areUnique(_ items: [Value]) -> Bool {
        if items.count <= pairwiseMost {
            for first in items.indices {
                for second in items.indices[(first + 1)...] where same(items[first], items[second]) { return false }
            }
            return true
        }
        var seen: Set<Key> = []
        seen.reserveCapacity(items.count)
        for item in items where !seen.insert(Key(value: item)).inserted { return false }
        return true
    }

    private static let pairwiseMost = 16

    struct Key: Hashable, Sendable {
        let value: Value
        static func == (left: Key, right: Key) -> Bool { same(left.value, right.value) }
        func hash(into hasher: inout Hasher) { SchemaEquality.hash(value, into: &hasher) }
    }
}

/// The values that `enum` allows.
struct SchemaEnumeration: Sendable {
    let values: [Value]
    /// For long lists.
    private let set: Set<SchemaEquality.Key>?
    private static let lineSearchMost = 12

    init(_ values: [Value]) {
        self.values = values
        set = values.count > Self.lineSearchMost ? Set(values.map { SchemaEquality.Key(value: $0) }) : nil
    }

    func contains(_ value: Value) -> Bool {
        if let set { return set.contains(SchemaEquality.Key(value: value)) }
        for allowed in values where SchemaEquality.same(allowed, value) { return true }
        return false
    }
}
