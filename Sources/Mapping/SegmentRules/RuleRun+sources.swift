import Values

/// Reading the message.
extension RuleRun {
    /// The source's one value, or the first of several; nil when it has none.
    func first(_ source: RuleLibrary.Source, _ frame: Frame) -> Int32? {
        let nodes = nodes(source, frame)
        return nodes.isEmpty ? nil : nodes.lowerBound
    }

    /// Every repetition of the source, side by side; those that hold nothing are among them.
    func nodes(_ source: RuleLibrary.Source, _ frame: Frame) -> Range<Int32> {
        var node: Int32
        switch source.base {
        case .scope: node = frame.scope
        case .segment: node = frame.segment
        case .other: node = latest[source.segment]
        }
        guard node >= 0 else { return 0..<0 }
        let depth = source.depth
        for index in 0..<depth {
            node = component(source[index], of: node)
            if index == 0, source.repetition > 1, node >= 0 { node = repetition(Int32(source.repetition), of: node) }
            guard node >= 0 else { return 0..<0 }
        }
        guard depth > 0, layout.nodes[Int(node)].kind == .list else { return node..<node + 1 }
        let place = layout.nodes[Int(node)]
        let count = source.repetition > 0 ? min(place.count, 1) : place.count
        return place.first..<place.first + count
    }

    /// A part by its number; -1 when it is not there or holds nothing. The first part of a plain text is the text itself, and a list stands
    /// for its first element.
    func component(_ number: UInt32, of node: Int32) -> Int32 {
        var place = layout.nodes[Int(node)]
        if place.lacks(number) { return -1 }
        var node = node
        if place.kind == .list {
            guard place.count > 0 else { return -1 }
            node = place.first
            place = layout.nodes[Int(node)]
        }
        guard place.kind == .parts else { return number == 1 ? node : -1 }
        var child = place.first
        let end = place.first + place.count
        while child < end {
            if layout.nodes[Int(child)].label == number { return child }
            child += 1
        }
        return -1
    }

    private func repetition(_ number: Int32, of node: Int32) -> Int32 {
        let place = layout.nodes[Int(node)]
        guard place.kind == .list else { return number == 1 ? node : -1 }
        return number <= place.count ? place.first + number - 1 : -1
    }

    func isObject(_ node: Int32) -> Bool { layout.nodes[Int(node)].kind == .parts }

    func text(ofLeaf leaf: Int32) -> RuleText? {
        guard leaf >= 0 else { return nil }
        let place = layout.nodes[Int(leaf)]
        guard place.isValued, place.kind == .text else { return nil }
        return RuleText(Int(place.first)..<Int(place.first + place.count))
    }

    /// The leaf whose text stands for the node; -1 when there is none.
    func leaf(_ node: Int32) -> Int32 {
        var node = node
        // A field is at most four levels deep.
        for _ in 0...RuleLibrary.Source.deepest {
            if node < 0 || layout.nodes[Int(node)].kind == .text { return node }
            node = component(1, of: node)
        }
        return -1
    }

    /// The node's text, of a structure that of its first part, noted as read. Nil when there is none.
    mutating func take(_ node: Int32) -> RuleText? {
        let leaf = leaf(node)
        guard let text = text(ofLeaf: leaf) else { return nil }
        mark(leaf)
        return text
    }

    /// The source's text; which leaf it was is added to `taken`.
    private mutating func read(_ source: RuleLibrary.Source, _ frame: Frame) -> RuleText? {
        guard let node = first(source, frame) else { return nil }
        let leaf = leaf(node)
        guard let text = text(ofLeaf: leaf) else { return nil }
        taken.append(leaf)
        return text
    }

    /// The text of a component of a node, noted as read.
    mutating func take(_ number: UInt32, of node: Int32) -> RuleText? {
        let part = component(number, of: node)
        return part >= 0 ? take(part) : nil
    }

    /// What the expression says; the leaves that it read are in `taken`.
    mutating func text(_ expression: RuleLibrary.Expression, _ frame: Frame) -> RuleText? {
        switch expression {
        case .source(let source): return read(source, frame)
        case .literal(let literal): return RuleText(literal: literal)
        case .event: return event.count == 0 ? nil : event
        case .ordinal:
            let segment = frame.segment
            return layout.bytes.text { $0.append(contentsOf: String(segment).utf8) }
        case .identifier(let slot):
            let resource = slots[Int(slot)]
            return resource >= 0 ? resources[Int(resource)].identifier : nil
        case .first(let parts):
            for part in parts { if let text = text(library.parts[Int(part)], frame) { return text } }
            return nil
        case .all(let parts): return joined(parts, nil, needsAll: true, frame)
        case .joined(let separator, let parts): return joined(parts, separator, needsAll: false, frame)
        }
    }

    /// Several texts as one; nil when there is none of them, or one is missing and all are needed.
    private mutating func joined(_ parts: Range<Int32>, _ separator: Int32?, needsAll: Bool, _ frame: Frame)
        -> RuleText?
    {
        // Each is found first: finding one may append bytes.
        var found: [RuleText] = []
        found.reserveCapacity(parts.count)
        for part in parts {
            if let text = text(library.parts[Int(part)], frame) { found.append(text) } else if needsAll { return nil }
        }
        guard !found.isEmpty else { return nil }
        let literals = library.literalTexts
        return layout.bytes.text { bytes in
            for (index, text) in found.enumerated() {
                if index > 0, let separator { literals.append(separator, to: &bytes) }
                if text.isLiteral { literals.append(text.literal, to: &bytes) } else { bytes.appendOwn(text.range) }
            }
        }
    }

    // MARK: - Identity

    /// Appends a text's bytes to others than the run's own.
    func append(_ text: RuleText, to output: inout [UInt8]) {
        if text.isLiteral {
            library.literalTexts.append(text.literal, to: &output)
        } else {
            output.append(layout.bytes, text.range)
        }
    }

    /// Adds what an expression says to an identity, with a mark behind it so that parts do not run together.
    mutating func append(_ expression: RuleLibrary.Expression, to identity: inout [UInt8], _ frame: Frame) {
        switch expression {
        case .source(let source):
            for node in nodes(source, frame) where layout.nodes[Int(node)].isValued {
                append(whole: node, to: &identity, level: 0x1C)
            }
        default:
            if let text = text(expression, frame) { append(text, to: &identity) }
        }
        identity.append(0x1B)
    }

    /// Notes what the expression speaks of as read.
    mutating func mark(_ expression: RuleLibrary.Expression, _ frame: Frame) {
        guard case .source(let source) = expression else { return }
        for node in nodes(source, frame) { mark(node) }
    }

    /// Every leaf below the node with its number.
    private func append(whole node: Int32, to identity: inout [UInt8], level: UInt8) {
        let place = layout.nodes[Int(node)]
        if place.kind == .text {
            identity.append(layout.bytes, Int(place.first)..<Int(place.first + place.count))
        } else {
            for child in layout.children(of: node) {
                identity.append(UInt8(truncatingIfNeeded: layout.nodes[Int(child)].label))
                append(whole: child, to: &identity, level: level &+ 1)
            }
        }
        identity.append(level)
    }
}
