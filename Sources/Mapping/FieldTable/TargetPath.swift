import Values

/// Where in the target a field goes: `name[0].family`, `entry[].resource.id`, `'odd key'.x`, `.` for the whole target.
///
/// `[0]` names an element that several fields may fill; `[]` makes a new one. Elements that stay absent leave no gap.
struct TargetPath: Sendable {
    enum Step: Sendable, Hashable {
        case key(String)
        case element(Int)
        case newElement
    }

    let text: String
    var steps: [Step]

    init(_ entry: DefinitionNode) throws {
        guard let node = entry["to"] else { throw entry.fault("a field lacks 'to'") }
        guard let text = node.text, let steps = Self.parse(text) else {
            throw node.fault("'to' must be a target path", remedy: "Write one like name[0].family or entry[].resource.")
        }
        self.text = text
        self.steps = steps
    }

    /// The path as one that ends in an element of a list, for `each`.
    var element: TargetPath {
        var path = self
        if case .key? = steps.last { path.steps.append(.newElement) }
        if steps.isEmpty { path.steps.append(.newElement) }
        return path
    }

    private static func parse(_ text: String) -> [Step]? {
        if text == "." { return [] }
        var steps: [Step] = []
        var rest = text[...]
        while !rest.isEmpty {
            if rest.first == "[" {
                guard let end = rest.firstIndex(of: "]") else { return nil }
                let inside = rest[rest.index(after: rest.startIndex)..<end]
                rest = rest[rest.index(after: end)...]
                if inside.isEmpty {
                    steps.append(.newElement)
                } else {
                    guard let position = Int(inside), position >= 0 else { return nil }
                    steps.append(.element(position))
                }
            } else {
                if !steps.isEmpty { guard rest.first == "." else { return nil }; rest.removeFirst() }
                guard let key = key(&rest) else { return nil }
                steps.append(.key(key))
            }
        }
        return steps.isEmpty ? nil : steps
    }

    private static func key(_ rest: inout Substring) -> String? {
        if rest.first == "'" {
            guard let end = rest.dropFirst().firstIndex(of: "'") else { return nil }
            defer { rest = rest[rest.index(after: end)...] }
            return String(rest[rest.index(after: rest.startIndex)..<end])
        }
        let key = rest.prefix { $0 != "." && $0 != "[" && $0 != "]" && $0 != "'" }
        rest.removeFirst(key.count)
        return key.isEmpty ? nil : String(key)
    }
}
