/// One piece of data in no particular format: what every format decodes to and encodes from, and what mappings,
/// validation and schemas work on.
///
/// Numbers keep what their source said. A whole number in the range of `Int64` is `.integer`; a number that
/// `Double` holds and prints back unchanged is `.double`; any other (longer, or with significant trailing zeros) is
/// `.decimal`, which keeps its digits.
@frozen
package enum Value: Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case double(Double)
    case decimal(ExactDecimal)
    case string(String)
    case bytes([UInt8])
    case array([Value])
    case object(Object)
}

extension Value: Hashable {
    /// Equality of data: strings by their bytes (not by canonical equivalence), numbers by kind and value, objects
    /// whatever the order of their members.
    package static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.integer(let a), .integer(let b)): a == b
        case (.double(let a), .double(let b)): a == b
        case (.decimal(let a), .decimal(let b)): a == b
        case (.string(let a), .string(let b)): a.isIdenticalUTF8(to: b)
        case (.bytes(let a), .bytes(let b)): a == b
        case (.array(let a), .array(let b)): a == b
        case (.object(let a), .object(let b)): a == b
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .integer(let value): hasher.combine(value)
        case .double(let value): hasher.combine(value)
        case .decimal(let value): hasher.combine(value)
        case .string(let value): value.hashUTF8(into: &hasher)
        case .bytes(let value): hasher.combine(value)
        case .array(let value): hasher.combine(value)
        case .object(let value): hasher.combine(value)
        }
    }
}

extension Value {
    @inlinable package var isNull: Bool { if case .null = self { true } else { false } }

    @inlinable package var string: String? { if case .string(let value) = self { value } else { nil } }

    @inlinable package var array: [Value]? { if case .array(let value) = self { value } else { nil } }

    @inlinable package var object: Object? { if case .object(let value) = self { value } else { nil } }

    @inlinable package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    @inlinable package var integer: Int64? { if case .integer(let value) = self { value } else { nil } }

    /// A string, a number or a truth value as text; nil for anything else.
    package var scalarText: String? {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        case .double(let number): String(number)
        case .decimal(let number): number.description
        case .bool(let flag): String(flag)
        case .null, .bytes, .array, .object: nil
        }
    }

    /// The member named `key` of an object; nil for anything else.
    @inlinable package subscript(key: String) -> Value? { object?[key] }

    /// The element at `index` of an array; nil out of range and for anything else.
    @inlinable package subscript(index: Int) -> Value? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    /// What a person would call this kind of value, for messages.
    package var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .double, .decimal: "a number"
        case .string: "a string"
        case .bytes: "bytes"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

// `nil` is no literal of it on purpose: `found ? value : nil` would then be `.null` where an absent value is meant.
extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(floatLiteral value: Double) { self = .double(value) }
    package init(arrayLiteral elements: Value...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, Value)...) {
        self = .object(Object(elements.map { Object.Member(key: $0.0, value: $0.1) }))
    }
}

extension String {
    /// Whether both strings are the same bytes of UTF-8. `==` would also accept canonically equivalent text, which for
    /// keys and data is a different value.
    @inlinable package func isIdenticalUTF8(to other: String) -> Bool {
        let left = utf8.span
        let right = other.utf8.span
        let count = left.count
        guard count == right.count else { return false }
        guard count >= 8 else {
            for index in 0..<count where left[index] != right[index] { return false }
            return true
        }
        // Eight bytes at a time; the last eight may overlap those before.
        let leftBytes = unsafe left.bytes
        let rightBytes = unsafe right.bytes
        var offset = 0
        while true {
            let one = unsafe leftBytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let other = unsafe rightBytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            if one != other { return false }
            if offset == count - 8 { return true }
            offset = min(offset + 8, count - 8)
        }
    }

    /// Feeds the bytes alone to a hasher, as `isIdenticalUTF8` compares them.
    package func hashUTF8(into hasher: inout Hasher) {
        let bytes = utf8.span
        unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        hasher.combine(UInt8(0xFF))
    }
}
