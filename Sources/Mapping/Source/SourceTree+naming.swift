import Values

extension SourceTree {
    /// The node's path as a person writes it: `PID-3[2].4`, `order.lines[0].sku`; the whole source is `.`.
    func path(of node: Int32) -> String {
        if node == Self.root { return "." }
        return dialect == .hl7 ? hl7Path(of: node) : genericPath(of: node)
    }

    private func genericPath(of node: Int32) -> String {
        var parts: [String] = []
        var current = node
        while current != Self.root {
            let entry = nodes[Int(current)]
            if case .object(let object) = nodes[Int(entry.parent)].value {
                parts.append("." + Self.quotedIfNeeded(object.members[Int(entry.label)].key))
            } else {
                parts.append("[\(entry.label)]")
            }
            current = entry.parent
        }
        let path = parts.reversed().joined()
        return path.hasPrefix(".") ? String(path.dropFirst()) : path
    }

    private static func quotedIfNeeded(_ key: String) -> String {
        let plain = !key.isEmpty && key.unicodeScalars.allSatisfy(SourcePathScanner.isPlain)
        return plain ? key : "'" + key.replacing("'", with: "''") + "'"
    }

    private func hl7Path(of node: Int32) -> String {
        var chain: [Int32] = []
        var current = node
        while current != Self.root {
            chain.append(current)
            current = nodes[Int(current)].parent
        }
        let segment = chain.removeLast()
        var path = segmentName(segment)
        guard let field = chain.popLast() else { return path }
        path += "-\(nodes[Int(field)].label)"
        if isArray(field), let repetition = chain.popLast(), nodes[Int(repetition)].label > 0 {
            path += "[\(nodes[Int(repetition)].label + 1)]"
        }
        while let component = chain.popLast() { path += ".\(nodes[Int(component)].label)" }
        return path
    }

    private func segmentName(_ segment: Int32) -> String {
        let label = nodes[Int(segment)].label
        let earlier = (nodes[Int(Self.root)].firstChild..<segment).count { nodes[Int($0)].label == label }
        return Self.unpack(label) + (earlier > 0 ? "[\(earlier + 1)]" : "")
    }
}
