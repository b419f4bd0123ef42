import Values

extension SourceTree {
    /// The one place that a singular path names, or the first that a plural one does.
    func first(_ path: SourcePath, from scope: Int32) -> Int32? {
        if path.isPlural { return all(path, from: scope).first }
        var current = path.isRelative ? scope : Self.root
        for step in path.steps {
            guard let next = only(step, from: current) else { return nil }
            current = next
        }
        return current
    }

    /// Every place that a path names, in order.
    func all(_ path: SourcePath, from scope: Int32) -> [Int32] {
        var current = [path.isRelative ? scope : Self.root]
        for step in path.steps { current = current.flatMap { expand(step, from: $0) } }
        return current
    }

    private func only(_ step: SourcePath.Step, from node: Int32) -> Int32? {
        switch step {
        case .segment(let name, .at(let position)): return nth(position, labelled: name, in: children(of: Self.root))
        case .following(let name, .at(let position)): return nth(position, labelled: name, in: group(of: node))
        case .preceding(let name): return preceding(node, labelled: name)
        case .field(let number): return child(of: node, labelled: number)
        case .repetition(.at(let position)):
            guard isArray(node) else { return position == 0 ? node : nil }
            return position < nodes[Int(node)].childCount ? nodes[Int(node)].firstChild + Int32(position) : nil
        case .component(let number):
            if isObject(node) { return child(of: node, labelled: number) }
            return number == 1 ? node : nil
        case .key(let key):
            guard case .object(let object) = nodes[Int(node)].value, let position = object.position(of: key) else {
                return nil
            }
            return nodes[Int(node)].firstChild + Int32(position)
        case .element(.at(let position)):
            guard isArray(node), position < nodes[Int(node)].childCount else { return nil }
            return nodes[Int(node)].firstChild + Int32(position)
        case .segment, .following, .repetition, .element: return expand(step, from: node).first
        }
    }

    private func expand(_ step: SourcePath.Step, from node: Int32) -> [Int32] {
        switch step {
        case .segment(let name, .all): children(of: Self.root).filter { nodes[Int($0)].label == name }
        case .following(let name, .all): group(of: node).filter { nodes[Int($0)].label == name }
        case .repetition(.all): isArray(node) ? Array(children(of: node)) : [node]
        case .element(.all): isArray(node) ? Array(children(of: node)) : []
        default: only(step, from: node).map { [$0] } ?? []
        }
    }

    private func nth(_ position: Int, labelled label: UInt32, in range: Range<Int32>) -> Int32? {
        var left = position
        for node in range where nodes[Int(node)].label == label {
            if left == 0 { return node }
            left -= 1
        }
        return nil
    }

    private func preceding(_ segment: Int32, labelled label: UInt32) -> Int32? {
        let first = children(of: Self.root).lowerBound
        guard segment > first else { return nil }
        return (first..<segment).last { nodes[Int($0)].label == label }
    }

    /// The segments after `segment`, up to the next one of its name.
    private func group(of segment: Int32) -> Range<Int32> {
        let end = children(of: Self.root).upperBound
        let start = segment + 1
        guard start < end else { return end..<end }
        let label = nodes[Int(segment)].label
        return start..<((start..<end).first { nodes[Int($0)].label == label } ?? end)
    }
}
