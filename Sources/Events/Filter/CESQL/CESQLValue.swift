import Values

/// What CESQL computes with (CloudEvents SQL 1.0, section 3.1).
package enum CESQLValue: Sendable, Hashable {
    case boolean(Bool)
    /// Signed, 32 bits.
    case integer(Int32)
    case string(String)

    /// Strings are equal when their bytes are.
    package static func == (left: CESQLValue, right: CESQLValue) -> Bool {
        switch (left, right) {
        case (.boolean(let a), .boolean(let b)): a == b
        case (.integer(let a), .integer(let b)): a == b
        case (.string(let a), .string(let b)): a.isIdenticalUTF8(to: b)
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .boolean(let value): hasher.combine(value)
        case .integer(let value): hasher.combine(value)
        case .string(let value): value.hashUTF8(into: &hasher)
        }
    }
}

/// The three types.
enum CESQLType: Sendable {
    case boolean, integer, string

    /// What an operation of this type results in when it fails.
    var zero: CESQLValue {
        switch self {
        case .boolean: .boolean(false)
        case .integer: .integer(0)
        case .string: .string("")
        }
    }
}

// Casts (section 3.7). Only those from strings can fail, and are then nil.
extension CESQLValue {
    var type: CESQLType {
        switch self {
        case .boolean: .boolean
        case .integer: .integer
        case .string: .string
        }
    }

    /// As an attribute is written in text.
    package var text: String {
        switch self {
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .string(let value): value
        }
    }

    var truth: Bool? {
        switch self {
        case .boolean(let value): value
        case .integer(let value): value != 0
        case .string(let value):
            switch value.lowercased() {
            case "true": true
            case "false": false
            default: nil
            }
        }
    }

    var number: Int32? {
        switch self {
        case .boolean(let value): value ? 1 : 0
        case .integer(let value): value
        case .string(let value): Int32(value)
        }
    }

    func cast(to type: CESQLType) -> CESQLValue? {
        switch type {
        case .boolean: truth.map { .boolean($0) }
        case .integer: number.map { .integer($0) }
        case .string: .string(text)
        }
    }
}
