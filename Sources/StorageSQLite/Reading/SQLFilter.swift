import Values

/// Conditions joined by AND, with the values they are bound to.
struct SQLFilter {
    private enum Argument {
        case integer(Int64)
        case text(String)
    }

    private var conditions: [String] = []
    private var arguments: [Argument] = []

    mutating func add(_ condition: String) { conditions.append(condition) }

    mutating func add(_ condition: String, _ value: Int64) {
        conditions.append(condition)
        arguments.append(.integer(value))
    }

    mutating func add(_ condition: String, _ value: String?) {
        guard let value else { return }
        conditions.append(condition)
        arguments.append(.text(value))
    }

    /// `WHERE …`, or nothing when there are no conditions.
    var clause: String { conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ") }

    func bind(_ statement: SQLStatement) {
        for (position, argument) in arguments.enumerated() {
            switch argument {
            case .integer(let value): statement.bind(Int32(position + 1), value)
            case .text(let value): statement.bind(Int32(position + 1), value)
            }
        }
    }
}
