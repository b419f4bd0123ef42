import Values

/// Replaces `${name}` in the values of a document.
struct SettingsFilling {
    /// A name with nil is declared but has no usable value.
    let values: [String: String?]

    /// Keys of the top whose values stay as written: they declare settings, or describe rather than run.
    private static let untouched: Set = [
        "id", "title", "summary", "version", "configuration", "settings", "versioning",
    ]

    func fill(_ root: SourceNode, _ problems: inout [Problem]) -> SourceNode {
        guard let members = root.members else { return root }
        var filled = root
        filled.content = .mapping(
            members.map { member in
                Self.untouched.contains(member.key) ? member : fill(member, &problems)
            })
        return filled
    }

    private func fill(_ member: SourceNode.Member, _ problems: inout [Problem]) -> SourceNode.Member {
        var member = member
        member.value = fillNode(member.value, &problems)
        return member
    }

    private func fillNode(_ node: SourceNode, _ problems: inout [Problem]) -> SourceNode {
        var filled = node
        switch node.content {
        case .scalar(let text, let writing):
            guard text.contains("${") else { return node }
            // What a setting gives is as if written there, so that a port may come from one; within other text it is text.
            let isWhole = SettingReference.all(in: text).first?.range == text.startIndex..<text.endIndex
            filled.content = .scalar(fillText(text, node.place, &problems), isWhole ? .filled : writing)
        case .list(let elements): filled.content = .list(elements.map { fillNode($0, &problems) })
        case .mapping(let members): filled.content = .mapping(members.map { fill($0, &problems) })
        }
        return filled
    }

    private func fillText(_ text: String, _ place: Place, _ problems: inout [Problem]) -> String {
        var filled = ""
        var rest = text.startIndex
        for reference in SettingReference.all(in: text) {
            filled += text[rest..<reference.range.lowerBound]
            rest = reference.range.upperBound
            switch values[reference.name] {
            case .some(.some(let value)): filled += value
            case .some(nil): filled += text[reference.range]
            case nil:
                filled += text[reference.range]
                problems.append(
                    Problem(
                        .danglingReference,
                        "there is no setting '\(reference.name)'\(place.path.map { " for \($0)" } ?? "")",
                        remedy: NearestWord.advice(for: reference.name, among: values.keys.sorted()), at: place))
            }
        }
        return filled + text[rest...]
    }
}

/// A `${name}` within text.
struct SettingReference {
    var name: String
    var range: Range<String.Index>

    static func all(in text: String) -> [SettingReference] {
        var found: [SettingReference] = []
        var rest = text.startIndex
        while let start = text[rest...].firstRange(of: "${"), let end = text[start.upperBound...].firstIndex(of: "}") {
            rest = text.index(after: end)
            found.append(
                SettingReference(name: String(text[start.upperBound..<end]), range: start.lowerBound..<rest))
        }
        return found
    }
}

/// Words within a name such as `careRecordURL`.
enum CamelCase {
    static func words(_ name: String) -> [String] {
        var words: [String] = []
        var previous: Character?
        for letter in name {
            if !letter.isLetter && !letter.isNumber {
                previous = nil
                continue
            }
            let begins = previous.map { letter.isUppercase && !$0.isUppercase } ?? true
            if begins { words.append("") }
            words[words.count - 1].append(letter)
            previous = letter
        }
        return words
    }
}
