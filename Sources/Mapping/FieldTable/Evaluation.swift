import Values

/// One message on its way through a field table. Not shared between threads.
struct Evaluation {
    let context: MappingContext
    let definitions: [FieldRule]
    var marks: SourceMarks
    var findings: [Finding] = []
    /// The item at hand within a group; the whole source outside.
    private var scope = SourceTree.root
    private var defined: [Value??]
    /// The item at hand where each definition stands.
    private var definitionScopes: [Int32]
    private let tables: LookupTables
    /// What expressions share; made when the first is met.
    private var expressions: (source: ExpressionSource, environment: JSONataEnvironment)?

    init(marks: SourceMarks, context: MappingContext, definitions: [FieldRule], tables: LookupTables) {
        self.marks = marks
        self.context = context
        self.definitions = definitions
        self.tables = tables
        defined = Array(repeating: nil, count: definitions.count)
        definitionScopes = Array(repeating: SourceTree.root, count: definitions.count)
    }

    /// What was read by paths and by expressions.
    func accounting() -> FieldAccounting {
        var all = marks
        expressions?.source.reads?.add(to: &all)
        return FieldAccounting(all)
    }

    private var tree: SourceTree { marks.tree }

    // MARK: Target

    /// The whole target: unlike an object within it, it is there even when only constants fill it.
    mutating func whole(_ node: TargetNode) throws(JunctionError) -> Value? {
        guard case .object(let members) = node else { return try value(of: node) }
        return try object(members, isWhole: true)
    }

    /// The node's value; nil when it is absent: a field without a value, an object that only constants would fill.
    mutating func value(of node: TargetNode) throws(JunctionError) -> Value? {
        switch node {
        case .field(let rule): return try value(of: rule)
        case .object(let members): return try object(members)
        case .array(let nodes):
            var elements: [Value] = []
            for element in nodes { try append(element, to: &elements) }
            return elements.isEmpty ? nil : .array(elements)
        case .each: return try value(of: .array([node]))
        case .at(let path, let inner):
            guard let place = tree.first(path, from: scope) else { return nil }
            let outer = scope
            defer { scope = outer }
            scope = place
            return try value(of: inner)
        case .scoped(let range, let inner): return try value(of: inner, defining: range)
        case .required(let message, let source, let inner):
            guard let value = try value(of: inner) else { throw absent(message, source) }
            return value
        case .conditional(let condition, let inner): return try holds(condition) ? value(of: inner) : nil
        case .alternatives(let nodes):
            for node in nodes { if let value = try value(of: node) { return value } }
            return nil
        }
    }

    /// A group with definitions of its own, which are about the item at hand.
    private mutating func value(of node: TargetNode, defining range: Range<Int>) throws(JunctionError) -> Value? {
        let outerScopes = definitionScopes[range]
        let outerValues = defined[range]
        for index in range {
            definitionScopes[index] = scope
            defined[index] = nil
        }
        defer {
            definitionScopes.replaceSubrange(range, with: outerScopes)
            defined.replaceSubrange(range, with: outerValues)
        }
        return try value(of: node)
    }

    private mutating func append(_ node: TargetNode, to elements: inout [Value]) throws(JunctionError) {
        if case .required(let message, let source, let inner) = node {
            let before = elements.count
            try append(inner, to: &elements)
            guard elements.count > before else { throw absent(message, source) }
            return
        }
        guard case .each(let path, let condition, let inner) = node else {
            if let value = try value(of: node) { elements.append(value) }
            return
        }
        let outer = scope
        defer { scope = outer }
        for item in tree.all(path, from: scope) {
            scope = item
            if let condition, try !holds(condition) { continue }
            if let value = try value(of: inner) { elements.append(value) }
        }
    }

    private func absent(_ message: String, _ source: String) -> JunctionError {
        JunctionError(.mappingRequired, message, place: place(source))
    }

    private mutating func object(
        _ members: [TargetNode.Member], isWhole: Bool = false
    ) throws(JunctionError) -> Value? {
        var made: [Object.Member] = []
        made.reserveCapacity(members.count)
        var dependsOnMessage = false
        var hasSubstance = false
        for member in members {
            let isConstant = member.isConstant
            if !isConstant { dependsOnMessage = true }
            guard let value = try value(of: member.node) else { continue }
            if !isConstant { hasSubstance = true }
            made.append(Object.Member(key: member.key, value: value))
        }
        guard !made.isEmpty, isWhole || hasSubstance || !dependsOnMessage else { return nil }
        return .object(Object(distinct: made))
    }

    // MARK: Fields

    private mutating func value(of rule: FieldRule) throws(JunctionError) -> Value? {
        if let condition = rule.condition, try !holds(condition) { return nil }
        do {
            if let value = try evaluated(rule) { return value }
        } catch {
            switch error {
            case .failed(let failure): return try settle(failure, rule)
            case .rejected(let error): throw error
            }
        }
        if let fallback = rule.fallback { return fallback }
        guard let requirement = rule.requirement else { return nil }
        let message = requirement.message ?? "\(rule.source) is required for \(rule.target)"
        return try refuse(.mappingRequired, message, rule, policyWithoutDefault: true)
    }

    private enum Failure: Error {
        case failed(FieldFailure)
        case rejected(JunctionError)
    }

    private mutating func evaluated(_ rule: FieldRule) throws(Failure) -> Value? {
        guard var value = try value(of: rule.expression) else { return nil }
        do {
            for function in rule.functions {
                guard let next = try function(value) else { return nil }
                value = next
            }
            guard let lookup = rule.lookup else { return value }
            guard case .array(let keys) = value else { return try lookup.value(for: value, context) }
            var found: [Value] = []
            for key in keys { if let one = try lookup.value(for: key, context) { found.append(one) } }
            return found.isEmpty ? nil : .array(found)
        } catch {
            throw .failed(error)
        }
    }

    private mutating func settle(_ failure: FieldFailure, _ rule: FieldRule) throws(JunctionError) -> Value? {
        try refuse(.mappingFailed, "\(rule.source) \(failure.reason)", rule, policyWithoutDefault: false)
    }

    private mutating func refuse(
        _ code: ErrorCode, _ message: String, _ rule: FieldRule, policyWithoutDefault: Bool
    ) throws(JunctionError) -> Value? {
        let place = place(rule.source)
        switch rule.policy {
        case .reject: throw JunctionError(code, message, place: place)
        case .default where !policyWithoutDefault:
            findings.append(Finding(.warning, "mapping.defaulted", message, place: place))
            return rule.fallback
        case .default, .skip:
            findings.append(Finding(.warning, "mapping.skipped", message, place: place))
            return nil
        }
    }

    /// A source path as seen from the whole message: `.1` of the second identifier is `PID-3[2].1`.
    private func place(_ source: String) -> Place {
        guard scope != SourceTree.root, source.hasPrefix(".") || source.hasPrefix("-") else {
            return Place(path: source)
        }
        return Place(path: tree.path(of: scope) + (source == "." ? "" : source))
    }

    // MARK: Expressions

    private mutating func value(of expression: FieldExpression) throws(Failure) -> Value? {
        switch expression {
        case .path(let path): return read(path)
        case .constant(let value): return value
        case .variable(let position): return try variable(position)
        case .expression(let expression): return try value(of: expression)
        case .now: return .string(context.now.rfc3339(fractionDigits: 3))
        case .newIdentifier: return .string(context.identifier())
        case .first(let parts):
            for part in parts { if let value = try value(of: part) { return value } }
            return nil
        case .template(let parts):
            var text = ""
            for part in parts {
                guard let value = try value(of: part) else { return nil }
                text += try self.text(value)
            }
            return .string(text)
        case .concatenation(let parts):
            var text: String?
            for part in parts { if let value = try value(of: part) { text = try (text ?? "") + self.text(value) } }
            return text.map(Value.string)
        case .piped(let inner, let functions):
            guard var value = try value(of: inner) else { return nil }
            do {
                for function in functions {
                    guard let next = try function(value) else { return nil }
                    value = next
                }
            } catch {
                throw .failed(error)
            }
            return value
        }
    }

    private func text(_ value: Value) throws(Failure) -> String {
        do { return try value.mappedText() } catch { throw .failed(error) }
    }

    private mutating func variable(_ position: Int) throws(Failure) -> Value? {
        if let known = defined[position] { return known }
        let outer = scope
        scope = definitionScopes[position]
        defer { scope = outer }
        do {
            let value = try value(of: definitions[position])
            defined[position] = .some(value)
            return value
        } catch {
            throw .rejected(error)
        }
    }

    /// A JSONata expression over the item at hand, with the definitions that it names.
    private mutating func value(of field: EmbeddedExpression) throws(Failure) -> Value? {
        let shared =
            expressions
            ?? (
                ExpressionSource(tree, records: context.accounts),
                context.environment(tables.lookups(beside: context))
            )
        expressions = shared
        var bindings: [String: Value] = [:]
        for (name, position) in field.variables {
            if let value = try variable(position) { bindings[name] = value }
        }
        if field.usesMessage { bindings[EmbeddedExpression.message] = tree.nodes[Int(SourceTree.root)].value }
        shared.source.reads?.read(node: scope)
        do {
            return try field.located.expression.evaluate(
                tree.nodes[Int(scope)].value, bindings: bindings, environment: shared.environment,
                source: shared.source)
        } catch {
            throw .failed(FieldFailure("cannot be worked out: \(error.wordsWithoutData) (JSONata \(error.code))"))
        }
    }

    private mutating func read(_ path: SourcePath) -> Value? {
        guard path.isPlural else { return tree.first(path, from: scope).flatMap { read($0) } }
        let values = tree.all(path, from: scope).compactMap { read($0) }
        return values.isEmpty ? nil : .array(values)
    }

    /// Reads a place and marks it. In HL7 a place with parts speaks through its first, and `""` says "no value".
    private mutating func read(_ place: Int32) -> Value? {
        guard let node = tree.speaking(place) else { return nil }
        marks.mark(node)
        let value = tree.nodes[Int(node)].value
        return tree.isAbsent(value) ? nil : value
    }

    // MARK: Conditions

    private mutating func holds(_ condition: Condition) throws(JunctionError) -> Bool {
        switch condition {
        case .present(.path(let path)): return isPresent(path)
        case .present(let expression): return try conditionText(expression) != nil
        case .compare(let left, let comparison, let right):
            return comparison.holds(try conditionText(left) ?? "", try conditionText(right) ?? "")
        case .member(let left, let words): return try conditionText(left).map(words.contains) ?? false
        case .not(let inner): return try !holds(inner)
        case .all(let parts):
            for part in parts { if try !holds(part) { return false } }
            return true
        case .any(let parts):
            for part in parts { if try holds(part) { return true } }
            return false
        }
    }

    /// Presence is seen without reading: a segment asked about is not thereby mapped.
    private func isPresent(_ path: SourcePath) -> Bool {
        guard let node = tree.first(path, from: scope) else { return false }
        if case .null = tree.nodes[Int(node)].value { return false }
        return true
    }

    private mutating func conditionText(_ expression: FieldExpression) throws(JunctionError) -> String? {
        do {
            guard let value = try value(of: expression) else { return nil }
            return try text(value)
        } catch {
            switch error {
            case .failed(let failure):
                throw JunctionError(.mappingFailed, "a value in a condition \(failure.reason)")
            case .rejected(let error): throw error
            }
        }
    }
}
