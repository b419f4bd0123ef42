import Values

/// Reading the message.
extension RuleRun {
    /// The source's one value, or the first of several; nil when it has none.
    func first(_ source: RuleLibrary.Source, _ frame: Frame) -> Int32? {
        guard var node = start(source, frame) else { return nil }
        let depth = source.depth
        for index in 0..<depth {
            guard let next = component(source[index], of: node) else { return nil }
            node = next
            if index == 0, source.repetition > 1 {
                guard let other = repetition(Int(source.repetition), of: node) else { return nil }
                node = other
            }
        }
        if tree.isArray(node) { return children(ofList: node).first }
        return node
    }

    /// Every repetition of the source that holds something.
    func all(_ source: RuleLibrary.Source, _ frame: Frame) -> [Int32] {
        guard source.repetition == 0, source.depth > 0, var node = start(source, frame) else {
            return first(source, frame).map { isValued($0) ? [$0] : [] } ?? []
        }
        for index in 0..<source.depth {
            guard let next = component(source[index], of: node) else { return [] }
            node = next
        }
        if tree.isArray(node) { return children(ofList: node).filter(isValued) }
        return isValued(node) ? [node] : []
    }

    private func start(_ source: RuleLibrary.Source, _ frame: Frame) -> Int32? {
        switch source.base {
        case .scope: frame.scope
        case .segment: frame.segment >= 0 ? frame.segment : nil
        case .other: latest[source.segment]
        }
    }

    /// A part by its number; the first part of a plain text is the text itself, and a list stands for its first element.
    func component(_ number: UInt32, of node: Int32) -> Int32? {
        if tree.isObject(node) { return tree.child(of: node, labelled: number) }
        if tree.isArray(node) { return children(ofList: node).first.flatMap { component(number, of: $0) } }
        return number == 1 ? node : nil
    }

    private func repetition(_ number: Int, of node: Int32) -> Int32? {
        guard tree.isArray(node) else { return number == 1 ? node : nil }
        let children = children(ofList: node)
        return number <= children.count ? children.lowerBound + Int32(number) - 1 : nil
    }

    private func children(ofList node: Int32) -> Range<Int32> { tree.children(of: node) }

    /// Whether some leaf below holds more than HL7's null.
    func isValued(_ node: Int32) -> Bool {
        switch tree.nodes[Int(node)].value {
        case .string(let text): return !text.isEmpty && text != "\"\""
        case .array, .object: return tree.children(of: node).contains(where: isValued)
        default: return false
        }
    }

    /// The node's text: of a structure, that of its first part. Nil when there is none.
    func plainText(_ node: Int32) -> String? { leaf(node).flatMap(plain) }

    private func plain(_ leaf: Int32) -> String? {
        guard case .string(let text) = tree.nodes[Int(leaf)].value, !text.isEmpty, text != "\"\"" else { return nil }
        return text.utf8.allSatisfy { $0 <= 0x20 } ? nil : text
    }

    private func leaf(_ node: Int32) -> Int32? {
        var current = node
        // A field is at most four levels deep.
        for _ in 0...RuleLibrary.Source.deepest {
            if tree.isObject(current) {
                guard let child = tree.child(of: current, labelled: 1) else { return nil }
                current = child
            } else if tree.isArray(current) {
                guard let child = children(ofList: current).first else { return nil }
                current = child
            } else {
                return current
            }
        }
        return nil
    }

    /// As `plainText`, and notes that it was read.
    mutating func take(_ node: Int32) -> String? {
        guard let leaf = leaf(node), let text = plain(leaf) else { return nil }
        marks.mark(leaf)
        return text
    }

    mutating func take(_ source: RuleLibrary.Source, _ frame: Frame) -> String? {
        first(source, frame).flatMap { take($0) }
    }

    /// The text of a component of a node, noted as read.
    mutating func take(_ number: UInt32, of node: Int32) -> String? { component(number, of: node).flatMap { take($0) } }

    mutating func markAll(_ node: Int32) { marks.mark(node) }

    mutating func text(_ expression: RuleLibrary.Expression, _ frame: Frame) -> String? {
        switch expression {
        case .source(let source): return take(source, frame)
        case .literal(let literal): return library.literals[Int(literal)]
        case .event: return event.isEmpty ? nil : event
        case .identifier(let slot):
            let resource = slots[Int(slot)]
            return resource >= 0 ? resources[Int(resource)].identifier : nil
        case .first(let parts):
            for part in parts { if let text = text(part, frame) { return text } }
            return nil
        case .all(let parts):
            var whole = ""
            for part in parts {
                guard let text = text(part, frame) else { return nil }
                whole += text
            }
            return whole
        case .joined(let separator, let parts):
            var found: [String] = []
            for part in parts { if let text = text(part, frame) { found.append(text) } }
            return found.isEmpty ? nil : found.joined(separator: library.literals[Int(separator)])
        }
    }

    // MARK: - Identity

    /// Adds what an expression says to an identity, with a mark behind it so that parts do not run together.
    mutating func append(_ expression: RuleLibrary.Expression, to identity: inout [UInt8], _ frame: Frame) {
        switch expression {
        case .source(let source):
            if source.depth == 0 {
                if let node = first(source, frame) { append(whole: node, to: &identity, level: 0x1C) }
            } else {
                for node in all(source, frame) { append(whole: node, to: &identity, level: 0x1C) }
            }
        default:
            if let text = text(expression, frame) { identity.append(contentsOf: text.utf8) }
        }
        identity.append(0x1B)
    }

    /// Every leaf below the node with its number.
    private func append(whole node: Int32, to identity: inout [UInt8], level: UInt8) {
        let entry = tree.nodes[Int(node)]
        if case .string(let text) = entry.value {
            identity.append(contentsOf: text.utf8)
        } else {
            for child in tree.children(of: node) {
                identity.append(UInt8(truncatingIfNeeded: tree.nodes[Int(child)].label))
                append(whole: child, to: &identity, level: level &+ 1)
            }
        }
        identity.append(level)
    }
}
