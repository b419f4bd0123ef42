import Values

/// Conditions joined by AND, with the values they are bound to, numbered as they come.
struct SQLFilter {
    private enum Argument {
        case integer(Int64)
        case text(String)
    }

    private var conditions: [String] = []
    private var arguments: [Argument] = []

    mutating func add(_ condition: String) { conditions.append(condition) }

    /// `$` in the condition stands for the value.
    mutating func add(_ condition: String, _ value: Int64) { add(condition, .integer(value)) }

    mutating func add(_ condition: String, _ value: String?) {
        if let value { add(condition, .text(value)) }
    }

    private mutating func add(_ condition: String, _ argument: Argument) {
        arguments.append(argument)
        conditions.append(condition.replacing("$", with: "$\(arguments.count)"))
    }

    /// `WHERE …`, or nothing when there are no conditions.
    var clause: String { conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ") }

    func bind(_ query: inout PostgresQuery) {
        for argument in arguments {
            switch argument {
            case .integer(let value): query.bind(value)
            case .text(let value): query.bind(value)
            }
        }
    }
}
