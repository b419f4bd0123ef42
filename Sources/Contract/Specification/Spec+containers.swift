import Values

extension Spec {
    /// A list; an element that cannot be read makes the whole list unread, after all of them have been tried.
    package static func list<Element>(of element: Spec<Element>, atLeast: Int = 0) -> Spec where Value == [Element] {
        Spec(.list(element.shape, atLeast: atLeast)) { node, problems in
            guard let nodes = node.elements else {
                problems.append(
                    Problem(
                        .wrongType, "\(node.subject) is \(node.kindName), but should be a list",
                        remedy: "Write '- ' before each entry, or put them in [brackets].", at: node.place))
                return nil
            }
            let elements = nodes.map { element.read($0, &problems) }
            if nodes.count < atLeast {
                problems.append(
                    Problem(.missingKey, "\(node.subject) needs at least \(atLeast) entry", at: node.place))
                return nil
            }
            return elements.contains { $0 == nil } ? nil : elements.compactMap(\.self)
        }
    }

    /// A list, or one value that stands for a list of one.
    package static func oneOrMore<Element>(_ element: Spec<Element>) -> Spec where Value == [Element] {
        let many = Spec.list(of: element, atLeast: 1)
        return Spec(.either([element.shape, many.shape])) { node, problems in
            node.elements == nil ? element.read(node, &problems).map { [$0] } : many.read(node, &problems)
        }
    }

    /// Named values in the order written.
    package static func map<Element>(_ name: TextShape = .name, to element: Spec<Element>) -> Spec
    where Value == NamedValues<Element> {
        Spec(.map(name, element.shape)) { node, problems in
            guard let members = node.members else {
                problems.append(
                    Problem(
                        .wrongType, "\(node.subject) is \(node.kindName), but should be names with values",
                        remedy: "Write 'name: value' for each.", at: node.place))
                return nil
            }
            var values = NamedValues<Element>()
            var isWhole = true
            for member in members {
                if !name.accepts(member.key) {
                    problems.append(name.refusal(of: "'\(member.key)'", at: member.keyPlace))
                    isWhole = false
                }
                guard let value = element.read(member.value, &problems) else {
                    isWhole = false
                    continue
                }
                values.append(member.key, value)
            }
            return isWhole ? values : nil
        }
    }
}

/// Values by name, in the order written.
package struct NamedValues<Element> {
    package private(set) var entries: [(name: String, value: Element)] = []

    package init() {}

    package var names: [String] { entries.map(\.name) }
    package var isEmpty: Bool { entries.isEmpty }
    package var count: Int { entries.count }
    package subscript(name: String) -> Element? { entries.first { $0.name == name }?.value }

    mutating func append(_ name: String, _ value: Element) { entries.append((name, value)) }
}

extension NamedValues: Sendable where Element: Sendable {}

extension NamedValues: Sequence {
    package func makeIterator() -> some IteratorProtocol<(name: String, value: Element)> { entries.makeIterator() }
}

extension NamedValues: Equatable where Element: Equatable {
    package static func == (left: Self, right: Self) -> Bool {
        left.names == right.names && left.entries.map(\.value) == right.entries.map(\.value)
    }
}

/// One of several ways to write a value, each told by a key that only it has, or by a word under a common key.
package struct Variant<Value>: Sendable {
    let spec: Spec<Value>
    let tag: String
    /// The word under `tag`; nil when the key alone tells.
    let word: String?

    init(_ tag: String, is word: String? = nil, _ spec: Spec<Value>) {
        self.tag = tag
        self.word = word
        self.spec = spec
    }

    func matches(_ node: SourceNode) -> Bool {
        guard let value = node[tag] else { return false }
        return word == nil || value.text == word
    }
}

extension Spec {
    /// Groups of keys told apart by one of their keys.
    package static func variants(_ variants: [Variant<Value>], otherwise: Variant<Value>? = nil) -> Spec {
        let all = variants + (otherwise.map { [$0] } ?? [])
        return Spec(.either(all.map(\.spec.shape))) { node, problems in
            if let variant = variants.first(where: { $0.matches(node) }) ?? otherwise {
                return variant.spec.read(node, &problems)
            }
            problems.append(unmatched(node, variants))
            return nil
        }
    }

    private static func unmatched(_ node: SourceNode, _ variants: [Variant<Value>]) -> Problem {
        let tags = variants.map(\.tag).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        guard let members = node.members else {
            return Problem(
                .wrongType, "\(node.subject) is \(node.kindName), but should be a group of keys",
                remedy: "Begin with one of: \(tags.joined(separator: ", ")).", at: node.place)
        }
        if let tag = tags.first(where: { node[$0] != nil }), let value = node[tag] {
            let words = variants.compactMap { $0.tag == tag ? $0.word : nil }
            return Problem(
                .wrongType, "'\(value.text ?? value.kindName)' is nothing that '\(tag)' can be\(node.inside)",
                remedy: NearestWord.advice(for: value.text ?? "", among: words), at: value.place)
        }
        for member in members {
            guard let nearest = NearestWord.to(member.key, among: tags) else { continue }
            return Problem(
                .unknownKey, "unknown key '\(member.key)'\(node.inside)", remedy: "Did you mean '\(nearest)'?",
                at: member.keyPlace)
        }
        return Problem(
            .missingKey, "\(node.subject) says none of \(tags.joined(separator: ", "))",
            remedy: "Begin with one of them.", at: node.place)
    }

    /// A single value, or a group or list.
    package static func single(_ single: Spec, or other: Spec) -> Spec {
        Spec(.either([single.shape, other.shape])) { node, problems in
            node.text == nil ? other.read(node, &problems) : single.read(node, &problems)
        }
    }
}
