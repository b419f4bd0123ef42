import Values

/// An expression of a definition, with the fragments that it uses, and where each of its parts was written.
struct LocatedExpression: Sendable {
    private struct Part: Sendable {
        /// UTF-16 offsets in the whole text.
        var range: Range<Int>
        var node: DefinitionNode
    }

    let expression: JSONataExpression
    private let parts: [Part]

    /// Throws `mapping.malformed` at the definition's place where the text is no expression.
    init(_ node: DefinitionNode, fragments: Fragments) throws {
        let own = try Self.compiled(node)
        var used: [(name: String, node: DefinitionNode)] = []
        try Self.collect(own.freeNames, fragments, into: &used)
        guard !used.isEmpty else {
            expression = own
            parts = [Part(range: 0..<Int.max, node: node)]
            return
        }
        // A line feed ends what might be a comment.
        var text = "("
        var parts: [Part] = []
        func append(_ node: DefinitionNode) {
            let start = text.utf16.count
            text += node.text ?? ""
            parts.append(Part(range: start..<text.utf16.count + 1, node: node))
        }
        for fragment in used {
            text += "$\(fragment.name) := ("
            append(fragment.node)
            text += "\n);"
        }
        text += "("
        append(node)
        text += "\n))"
        self.parts = parts
        do { expression = try JSONataExpression(text) } catch { throw Self.fault(error, parts) }
    }

    /// The fragments that the names stand for and those that they use in turn, what is used before what uses it.
    private static func collect(
        _ names: [String], _ fragments: Fragments, into used: inout [(name: String, node: DefinitionNode)]
    ) throws {
        var waiting = names.reversed() as [String]
        var opened: Set<String> = []
        while let name = waiting.last {
            guard let node = fragments.expressions[name], !used.contains(where: { $0.name == name }) else {
                waiting.removeLast()
                continue
            }
            if opened.insert(name).inserted {
                waiting += try compiled(node).freeNames.filter { !opened.contains($0) }
            } else {
                used.append((name, node))
                waiting.removeLast()
            }
        }
    }

    private static func compiled(_ node: DefinitionNode) throws -> JSONataExpression {
        guard let text = node.text else { throw node.fault("an expression must be text") }
        do { return try JSONataExpression(text) } catch {
            throw fault(error, [Part(range: 0..<Int.max, node: node)])
        }
    }

    /// An error of evaluating it, at the place in the file.
    func fault(_ error: JSONataError) -> JunctionError { Self.fault(error, parts) }

    private static func fault(_ error: JSONataError, _ parts: [Part]) -> JunctionError {
        var fault = error.junctionError
        guard let position = error.position, let part = parts.first(where: { $0.range.contains(position) }) else {
            fault.place = parts.last?.node.place
            return fault
        }
        fault.place = part.node.place
        let before = Array((part.node.text ?? "").utf16.prefix(max(0, position - part.range.lowerBound)))
        let line = before.count { $0 == 0x0A } + 1
        let column = before.count - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
        fault.place?.path = "expression:\(line):\(column)"
        return fault
    }
}
