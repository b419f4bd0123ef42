import Values

/// Reads filters from their JSON form.
struct SubscriptionFilterReader {
    let compilers: [String: SubscriptionFilter.Compiler]
    private var count = 0

    init(compilers: [String: SubscriptionFilter.Compiler]) { self.compilers = compilers }

    mutating func list(_ value: Value, _ path: String, depth: Int) throws(JunctionError) -> [SubscriptionFilter
        .Condition]
    {
        guard case .array(let elements) = value else {
            throw refusal("an array of filters belongs here, not \(value.kindName)", path)
        }
        var conditions: [SubscriptionFilter.Condition] = []
        for (index, element) in elements.enumerated() {
            conditions.append(try filter(element, "\(path)/\(index)", depth: depth))
        }
        return conditions
    }

    private mutating func filter(
        _ value: Value, _ path: String, depth: Int
    ) throws(JunctionError) -> SubscriptionFilter.Condition {
        count += 1
        guard count <= SubscriptionFilter.conditionsMost else {
            throw refusal("there may be \(SubscriptionFilter.conditionsMost) filters at most", path)
        }
        guard depth < SubscriptionFilter.depthMost else {
            throw refusal("filters may nest \(SubscriptionFilter.depthMost) deep at most", path)
        }
        guard case .object(let object) = value, object.count == 1, let member = object.members.first else {
            throw refusal("a filter is an object with one key, its dialect: \(dialects)", path)
        }
        let inner = "\(path)/\(member.key)"
        switch member.key {
        case "exact", "prefix", "suffix":
            return try texts(SubscriptionFilter.TextMatch(rawValue: member.key) ?? .exact, member.value, inner)
        case "all": return .all(try several(member.value, inner, depth: depth))
        case "any": return .any(try several(member.value, inner, depth: depth))
        case "not": return .not(try filter(member.value, inner, depth: depth + 1))
        case "sql": return .sql(try expression(member.value, inner))
        default:
            guard let compiler = compilers[member.key] else {
                throw refusal("there is no dialect of that name; there are \(dialects)", inner)
            }
            return .other(try compile(compiler, member.value, inner))
        }
    }

    private mutating func several(
        _ value: Value, _ path: String, depth: Int
    ) throws(JunctionError) -> [SubscriptionFilter.Condition] {
        let conditions = try list(value, path, depth: depth + 1)
        guard !conditions.isEmpty else { throw refusal("at least one filter belongs here", path) }
        return conditions
    }

    /// Several attributes in one filter must all match.
    private mutating func texts(
        _ match: SubscriptionFilter.TextMatch, _ value: Value, _ path: String
    ) throws(JunctionError) -> SubscriptionFilter.Condition {
        guard case .object(let object) = value, object.count > 0 else {
            throw refusal("an object of attributes and texts belongs here", path)
        }
        var conditions: [SubscriptionFilter.Condition] = []
        for member in object {
            guard Self.isAttributeName(member.key) else {
                throw refusal("an attribute's name is of small letters and digits", "\(path)/\(member.key)")
            }
            guard case .string(let wanted) = member.value, !wanted.isEmpty else {
                throw refusal("a text that is not empty belongs here", "\(path)/\(member.key)")
            }
            count += 1
            conditions.append(.text(match, attribute: member.key, wanted: wanted))
        }
        return conditions.count == 1 ? conditions[0] : .all(conditions)
    }

    private func expression(_ value: Value, _ path: String) throws(JunctionError) -> CESQLExpression {
        guard case .string(let source) = value else { throw refusal("an expression belongs here", path) }
        let expression: CESQLExpression
        do { expression = try CESQLExpression(source) } catch { throw refusal(error.description, path) }
        // These would never pass anything, though in the language they have a value.
        if let error = expression.impossibleAttribute { throw refusal(error.description, path) }
        if let name = expression.missingFunction {
            throw refusal("there is no function \(name.prefix(64)) with so many arguments", path)
        }
        return expression
    }

    private func compile(
        _ compiler: SubscriptionFilter.Compiler, _ value: Value, _ path: String
    ) throws(JunctionError) -> SubscriptionFilter.Predicate {
        guard case .string(let source) = value else { throw refusal("an expression belongs here", path) }
        do { return try compiler(source) } catch let error as JunctionError {
            throw refusal(error.message, path)
        } catch { throw refusal("the expression cannot be read", path) }
    }

    static func isAttributeName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
    }

    private var dialects: String {
        (["exact", "prefix", "suffix", "all", "any", "not", "sql"] + compilers.keys.sorted()).joined(separator: ", ")
    }

    private func refusal(_ message: String, _ path: String) -> JunctionError {
        // Keys are the sender's: as much of them as is fit to repeat.
        JunctionError(.filterInvalid, message, place: Place(path: String(path.prefix(256))))
    }
}
