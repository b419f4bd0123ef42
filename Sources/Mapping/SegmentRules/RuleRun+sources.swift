import Values

/// Reading the message.
extension RuleRun {
    /// The source's one value, or the first of several; nil when it has none.
    func first(_ source: RuleLibrary.Source, _ frame: Frame) -> Int32? { nodes(source, frame).first }

    /// Every repetition of the source, side by side; those that hold nothing are among them.
    func nodes(_ source: RuleLibrary.Source, _ frame: Frame) -> Range<Int32> {
        var node: Int32
        switch source.base {
        case .scope: node = frame.scope
        case .segment: node = frame.segment
        case .other: node = latest[source.segment] ?? -1
        }
        guard node >= 0 else { return 0..<0 }
        let depth = source.depth
        for index in 0..<depth {
            node = component(source[index], of: node)
            if index == 0, source.repetition > 1, node >= 0 { node = repetition(Int32(source.repetition), of: node) }
            guard node >= 0 else { return 0..<0 }
        }
        guard depth > 0, places[Int(node)].kind == .list else { return node..<node + 1 }
        let place = places[Int(node)]
        let count = source.repetition > 0 ? min(place.count, 1) : place.count
        return place.first..<place.first + count
    }

    /// A part by its number; -1 when it is not there. The first part of a plain text is the text itself, and a list stands
    /// for its first element.
    func component(_ number: UInt32, of node: Int32) -> Int32 {
        var place = places[Int(node)]
        var node = node
        if place.kind == .list {
            guard place.count > 0 else { return -1 }
            node = place.first
            place = places[Int(node)]
        }
        guard place.kind == .parts else { return number == 1 ? node : -1 }
        var child = place.first
        let end = place.first + place.count
        while child < end {
            if places[Int(child)].label == number { return child }
            child += 1
        }
        return -1
    }

    private func repetition(_ number: Int32, of node: Int32) -> Int32 {
        let place = places[Int(node)]
        guard place.kind == .list else { return number == 1 ? node : -1 }
        return number <= place.count ? place.first + number - 1 : -1
    }

    func isObject(_ node: Int32) -> Bool { places[Int(node)].kind == .parts }

    func text(ofLeaf leaf: Int32) -> String? {
        guard leaf >= 0, places[Int(leaf)].isValued, case .string(let text) = tree.nodes[Int(leaf)].value else {
            return nil
        }
        return text
    }

    /// The leaf whose text stands for the node; -1 when there is none.
    func leaf(_ node: Int32) -> Int32 {
        var node = node
        // A field is at most four levels deep.
        for _ in 0...RuleLibrary.Source.deepest {
            if node < 0 || places[Int(node)].kind == .text { return node }
            node = component(1, of: node)
        }
        return -1
    }

    /// The node's text, of a structure that of its first part, noted as read. Nil when there is none.
    mutating func take(_ node: Int32) -> String? {
        let leaf = leaf(node)
        guard let text = text(ofLeaf: leaf) else { return nil }
        marks.mark(leaf)
        return text
    }

    /// The source's text; which leaf it was is added to `taken`.
    private mutating func read(_ source: RuleLibrary.Source, _ frame: Frame) -> String? {
        guard let node = first(source, frame) else { return nil }
        let leaf = leaf(node)
        guard let text = text(ofLeaf: leaf) else { return nil }
        taken.append(leaf)
        return text
    }

    /// The text of a component of a node, noted as read.
    mutating func take(_ number: UInt32, of node: Int32) -> String? {
        let part = component(number, of: node)
        return part >= 0 ? take(part) : nil
    }

    /// What the expression says; the leaves that it read are in `taken`.
    mutating func text(_ expression: RuleLibrary.Expression, _ frame: Frame) -> String? {
        switch expression {
        case .source(let source): return read(source, frame)
        case .literal(let literal): return library.literals[Int(literal)]
        case .event: return event.isEmpty ? nil : event
        case .ordinal: return String(frame.segment)
        case .identifier(let slot):
            let resource = slots[Int(slot)]
            return resource >= 0 ? resources[Int(resource)].identifier : nil
        case .first(let parts):
            for part in parts { if let text = text(library.parts[Int(part)], frame) { return text } }
            return nil
        case .all(let parts):
            var whole = ""
            for part in parts {
                guard let text = text(library.parts[Int(part)], frame) else { return nil }
                whole += text
            }
            return whole
        case .joined(let separator, let parts):
            var found: [String] = []
            for part in parts { if let text = text(library.parts[Int(part)], frame) { found.append(text) } }
            return found.isEmpty ? nil : found.joined(separator: library.literals[Int(separator)])
        }
    }

    // MARK: - Identity

    /// Adds what an expression says to an identity, with a mark behind it so that parts do not run together.
    mutating func append(_ expression: RuleLibrary.Expression, to identity: inout [UInt8], _ frame: Frame) {
        switch expression {
        case .source(let source):
            for node in nodes(source, frame) where places[Int(node)].isValued {
                append(whole: node, to: &identity, level: 0x1C)
            }
        default:
            if let text = text(expression, frame) { identity.append(contentsOf: text.utf8) }
        }
        identity.append(0x1B)
    }

    /// Notes what the expression speaks of as read.
    mutating func mark(_ expression: RuleLibrary.Expression, _ frame: Frame) {
        guard case .source(let source) = expression else { return }
        for node in nodes(source, frame) { marks.mark(node) }
    }

    /// Every leaf below the node with its number.
    private func append(whole node: Int32, to identity: inout [UInt8], level: UInt8) {
        if case .string(let text) = tree.nodes[Int(node)].value {
            identity.append(contentsOf: text.utf8)
        } else {
            for child in tree.children(of: node) {
                identity.append(UInt8(truncatingIfNeeded: places[Int(child)].label))
                append(whole: child, to: &identity, level: level &+ 1)
            }
        }
        identity.append(level)
    }
}
