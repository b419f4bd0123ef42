import Values

extension ResourceDraft {
    /// Adds a resource's content to an identity: names and values in order.
    func append(_ node: Int32, to identity: inout [UInt8], _ run: RuleRun, depth: Int = 0) {
        guard depth < RuleRun.depthMost else { return }
        let entry = nodes[Int(node)]
        if entry.key >= 0 { run.library.keyTexts.append(entry.key, to: &identity) }
        switch entry.kind {
        case .object, .list:
            var child = entry.firstChild
            while child >= 0 {
                append(child, to: &identity, run, depth: depth + 1)
                child = nodes[Int(child)].next
            }
        case .text, .number: run.append(entry.text, to: &identity)
        case .truth: identity.append(1)
        case .falsehood: identity.append(0)
        }
        identity.append(0x1F)
    }
}

/// Reads a finished draft as values.
struct DraftReading {
    private let run: RuleRun
    let isEmpty: [Bool]

    init(_ run: RuleRun) {
        self.run = run
        isEmpty = run.draft.empties()
    }

    private var draft: ResourceDraft { run.draft }

    func string(_ text: RuleText) -> String {
        text.isLiteral ? run.library.literals[Int(text.literal)] : run.string(text)
    }

    func members(of node: Int32, after first: [Object.Member], depth: Int = 0) -> [Object.Member] {
        var members = first
        var child = draft.nodes[Int(node)].firstChild
        while child >= 0 {
            let entry = draft.nodes[Int(child)]
            if !isEmpty[Int(child)] {
                let value = value(child, depth: depth + 1)
                members.append(Object.Member(key: run.library.keys[Int(entry.key)], value: value))
            }
            child = entry.next
        }
        return members
    }

    private func value(_ node: Int32, depth: Int) -> Value {
        let entry = draft.nodes[Int(node)]
        switch entry.kind {
        case .object where depth < RuleRun.depthMost * 2:
            return .object(Object(distinct: members(of: node, after: [], depth: depth)))
        case .list where depth < RuleRun.depthMost * 2:
            var elements: [Value] = []
            var child = entry.firstChild
            while child >= 0 {
                if !isEmpty[Int(child)] { elements.append(value(child, depth: depth + 1)) }
                child = draft.nodes[Int(child)].next
            }
            return .array(elements)
        case .text: return .string(string(entry.text))
        case .number: return Self.number(string(entry.text))
        case .truth: return .bool(true)
        case .falsehood: return .bool(false)
        case .object, .list: return .null
        }
    }

    private static func number(_ text: String) -> Value {
        if let whole = Int64(text) { return .integer(whole) }
        if let double = Double(text), double.description == text { return .double(double) }
        return ExactDecimal(text).map(Value.decimal) ?? .string(text)
    }
}
