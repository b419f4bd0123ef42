import Values

/// Collects what an element holds and makes its value, in the simplest form of `XMLFormat`'s convention that loses nothing.
struct XMLContent {
    private enum Item {
        case text(String)
        case element(String, Value)
    }

    /// Room made for the children of an element that has some.
    private static let itemsUsual = 4
    /// Room made for different names of children, at most.
    private static let groupsUsual = 16

    private var attributes: [Object.Member] = []
    /// Text after the last item; most elements hold nothing else, and need no list.
    private var text = ""
    private var items: [Item] = []
    private var hasElements = false
    private var hasText = false
    private var keepsSpace = false

    init(_ attributes: [(name: String, value: String)]) {
        guard !attributes.isEmpty else { return }
        self.attributes.reserveCapacity(attributes.count)
        for (name, value) in attributes {
            self.attributes.append(Object.Member(key: "@" + name, value: .string(value)))
            if name == "xml:space" { keepsSpace = value == "preserve" }
        }
    }

    mutating func append(text: String) {
        guard !text.isEmpty else { return }
        if !hasText { hasText = !text.utf8.allSatisfy(XMLCharacters.isSpace) }
        if self.text.isEmpty { self.text = text } else { self.text += text }
    }

    mutating func append(_ name: String, _ value: Value) {
        hasElements = true
        closeText()
        if items.isEmpty { items.reserveCapacity(Self.itemsUsual) }
        items.append(.element(name, value))
    }

    private mutating func closeText() {
        guard !text.isEmpty else { return }
        items.append(.text(text))
        text = ""
    }

    /// A reference that is not expanded.
    mutating func appendEntity(_ name: String) {
        hasText = true
        append("#entity", .string(name))
    }

    /// The value, once all is collected.
    mutating func finish() -> Value {
        guard hasElements else {
            if attributes.isEmpty { return .string(text) }
            if text.isEmpty { return .object(Object(distinct: attributes)) }
            return .object(Object(distinct: attributes + [Object.Member(key: "#text", value: .string(text))]))
        }
        closeText()
        if !hasText, !keepsSpace, let grouped {
            return .object(Object(distinct: attributes.isEmpty ? grouped : attributes + grouped))
        }
        return .object(Object(distinct: attributes + [Object.Member(key: "#content", value: .array(inOrder))]))
    }

    /// Everything in order; white space alone is no content where there is no other text.
    private var inOrder: [Value] {
        items.compactMap { item in
            switch item {
            case .text(let text): hasText || keepsSpace ? .string(text) : nil
            case .element(let name, let value): .object(Object(distinct: [Object.Member(key: name, value: value)]))
            }
        }
    }

    /// The child elements by name; nil when a name comes back after another, whose order would be lost.
    private var grouped: [Object.Member]? {
        var members: [Object.Member] = []
        members.reserveCapacity(min(items.count, Self.groupsUsual))
        var names: Set<String> = []
        var run: [Value] = []
        for case .element(let name, let value) in items {
            if let last = members.last, last.key == name {
                if run.isEmpty { run.append(last.value) }
                run.append(value)
                continue
            }
            Self.close(&run, &members)
            // A set only where a line search would be long.
            if members.count > 16, names.isEmpty { names = Set(members.map(\.key)) }
            if names.isEmpty ? members.contains(where: { $0.key == name }) : names.contains(name) { return nil }
            if !names.isEmpty { names.insert(name) }
            members.append(Object.Member(key: name, value: value))
        }
        Self.close(&run, &members)
        return members
    }

    private static func close(_ run: inout [Value], _ members: inout [Object.Member]) {
        guard !run.isEmpty else { return }
        members[members.count - 1].value = .array(run)
        run = []
    }
}
