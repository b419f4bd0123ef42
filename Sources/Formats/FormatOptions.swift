package import Values

/// The options given to a format by name. A format asks for each it knows and then calls `finish`, which refuses the rest.
package struct FormatOptions: Sendable {
    private var rest: Object
    private let known: Object

    package init(_ given: Object = Object()) {
        rest = given
        known = given
    }

    package mutating func text(_ name: String, default initial: String) throws -> String {
        guard let value = take(name) else { return initial }
        guard let text = value.string else { throw Self.wrong(name, "a string", value) }
        return text
    }

    package mutating func flag(_ name: String, default initial: Bool) throws -> Bool {
        switch take(name) {
        case nil: return initial
        case .bool(let flag): return flag
        // The command line can only give strings.
        case .string("true"): return true
        case .string("false"): return false
        case let value?: throw Self.wrong(name, "true or false", value)
        }
    }

    /// A whole number of at least `least`.
    package mutating func number(_ name: String, default initial: Int, least: Int = 1) throws -> Int {
        guard let value = take(name) else { return initial }
        guard let number = value.integer.map(Int.init) ?? value.string.flatMap({ Int($0) }), number >= least else {
            throw Self.wrong(name, "a whole number of \(least) or more", value)
        }
        return number
    }

    /// One of the named choices of an enumeration.
    package mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, default initial: Choice
    ) throws -> Choice where Choice.RawValue == String {
        guard let value = take(name) else { return initial }
        guard let choice = value.string.flatMap(Choice.init(rawValue:)) else {
            throw Self.wrong(name, "one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))", value)
        }
        return choice
    }

    /// Any value; nil when not given.
    package mutating func value(_ name: String) -> Value? { take(name) }

    /// Throws when an option was given that nothing asked for.
    package func finish(_ format: String) throws {
        guard let unknown = rest.members.first?.key else { return }
        throw JunctionError(.formatOption, "The format \(format) has no option named \(unknown).")
    }

    private mutating func take(_ name: String) -> Value? {
        defer { rest[name] = nil }
        return rest[name]
    }

    private static func wrong(_ name: String, _ wanted: String, _ value: Value) -> JunctionError {
        JunctionError(.formatOption, "The option \(name) takes \(wanted), but was given \(value.kindName).")
    }
}
