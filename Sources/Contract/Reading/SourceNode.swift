package import Values

/// A piece of a YAML document that remembers where it was written.
package struct SourceNode: Sendable {
    package enum Content: Sendable {
        case scalar(String, Writing)
        case list([SourceNode])
        case mapping([Member])
    }

    /// Tells `"3"` from `3`: only the latter is a number.
    package enum Writing: Sendable {
        case plain
        case quoted
        /// Stands for a setting's value, and is whatever is wanted.
        case filled
    }

    package struct Member: Sendable {
        package var key: String
        package var keyPlace: Place
        package var value: SourceNode
    }

    package var content: Content
    /// File, line, column, and the path from the top of the document, such as `technicalSolution.deliver[0].retry`.
    package var place: Place

    package init(_ content: Content, at place: Place) {
        self.content = content
        self.place = place
    }

    package var members: [Member]? { if case .mapping(let members) = content { members } else { nil } }

    package var elements: [SourceNode]? { if case .list(let elements) = content { elements } else { nil } }

    package var text: String? { if case .scalar(let text, _) = content { text } else { nil } }

    /// The text of a value that may be read as a number or a truth value.
    var plainText: String? {
        if case .scalar(let text, let writing) = content, writing != .quoted { text } else { nil }
    }

    /// The member of that name; nil too when this is no mapping.
    package subscript(key: String) -> SourceNode? { members?.first { $0.key == key }?.value }

    /// Nothing written after the key, or `null`, or `~`.
    package var isNull: Bool {
        guard case .scalar(let text, .plain) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// What a person would call it, for messages.
    package var kindName: String {
        switch content {
        case .scalar: isNull ? "nothing" : "a single value"
        case .list: "a list"
        case .mapping: "a group of keys"
        }
    }

    /// The place of what stands at a path such as `technicalSolution.deliver[0].system`; of the nearest thing around it
    /// when there is nothing there.
    package func place(at path: String) -> Place {
        var node = self
        for part in PathPart.parse(path) {
            guard let next = node.child(part) else { break }
            node = next
        }
        return node.place
    }

    private func child(_ part: PathPart) -> SourceNode? {
        switch part {
        case .key(let key): self[key]
        case .index(let index): elements.flatMap { $0.indices.contains(index) ? $0[index] : nil }
        }
    }
}

/// A step of a path through a document.
enum PathPart: Equatable {
    case key(String)
    case index(Int)

    static func parse(_ path: String) -> [PathPart] {
        path.split(separator: ".").flatMap { piece -> [PathPart] in
            let parts = piece.split(separator: "[", omittingEmptySubsequences: false)
            let indices = parts.dropFirst().compactMap { Int($0.dropLast()) }.map(PathPart.index)
            return (parts[0].isEmpty ? [] : [.key(String(parts[0]))]) + indices
        }
    }
}
