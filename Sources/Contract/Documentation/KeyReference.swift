/// `docs/point-file.md` and `docs/system-file.md`: every key, made from the declaration that the reader uses.
package enum KeyReference {
    package static var point: String {
        page(
            title: "The point file", about: IntegrationPoint.spec.shape, file: "points/<id>.yaml",
            schema: "schemas/integration-point.schema.json",
            more: """
                Each of the eleven headings must be there. One that does not apply says so:

                ```yaml
                sampleData: { notApplicable: nothing is exchanged yet }
                ```

                """)
    }

    package static var system: String {
        page(
            title: "The system file", about: SystemDefinition.spec.shape, file: "systems/<id>.yaml",
            schema: "schemas/system.schema.json", more: "")
    }

    private static func page(title: String, about shape: Shape, file: String, schema: String, more: String) -> String {
        var page = """
            # \(title)

            Made from the declaration of keys in `Sources/Contract/Model` by `scripts/generate`; do not edit. The file is YAML at
            `\(file)`; its JSON Schema is `\(schema)`, so that editors complete and check it. `junction check` reports whatever is
            wrong with its place and the remedy.

            `${name}` stands for the value of a setting. The value comes from the environment variable `JUNCTION_<ID>_<NAME>`, else
            from the file's value for the environment the server runs in, else from its default.

            \(more)
            """
        var writer = Writer()
        writer.write(shape, path: "", level: 2)
        page += writer.text
        page += "\n## Kinds of text\n\n| kind | written like |\n|---|---|\n"
        for kind in writer.kinds.sorted(by: { $0.name < $1.name }) where !kind.examples.isEmpty {
            page +=
                "| \(kind.name.escapedForCell) | \(kind.examples.map { "`\($0)`" }.joined(separator: ", ").escapedForCell) |\n"
        }
        return page
    }

    private struct Writer {
        var text = ""
        var kinds: [TextShape] = []
        private var written: Set<String> = []

        /// A table for each group of keys, each group once.
        mutating func write(_ shape: Shape, path: String, level: Int) {
            switch shape {
            case .object(let object): write(object, path: path, level: level)
            case .list(let element, _): write(element, path: path + "[]", level: level)
            case .map(_, let value): write(value, path: path + ".<name>", level: level)
            case .either(let shapes):
                for shape in shapes { write(shape, path: path, level: level) }
            case .text(let text): if !kinds.contains(where: { $0.name == text.name }) { kinds.append(text) }
            case .integer, .boolean, .choice, .anything: break
            }
        }

        private mutating func write(_ object: ObjectShape, path: String, level: Int) {
            guard object.name != "notApplicable", written.insert(object.name).inserted else { return }
            let title = path.isEmpty ? "At the top" : "`\(path)`"
            text += "\n\(String(repeating: "#", count: level)) \(title)\n\n\(object.summary)\n\n"
            text += "| key | is | means |\n|---|---|---|\n"
            for key in object.keys { text += row(key) }
            for key in object.keys {
                write(key.shape, path: path.isEmpty ? key.name : "\(path).\(key.name)", level: path.isEmpty ? 2 : 3)
            }
        }

        private func row(_ key: ObjectShape.Member) -> String {
            let presence =
                switch key.presence {
                case .required: "**\(key.shape.kind)**"
                case .optional: "\(key.shape.kind), optional"
                case .defaulted(let value): "\(key.shape.kind), `\(value)` if left out"
                }
            let example = key.example.map { " Example: `\($0)`." } ?? ""
            let words = key.shape.words.map { " `\($0.word)`: \($0.meaning)" }.joined()
            return
                "| `\(key.name)` | \(presence.escapedForCell) | \((key.summary + words + example).escapedForCell) |\n"
        }
    }
}

extension String {
    var escapedForCell: String { replacing("|", with: "\\|").replacing("\n", with: " ") }
}

extension Shape {
    /// What a person would call it.
    var kind: String {
        switch self {
        case .text(let text): text.name
        case .integer(let range): "\(range.lowerBound) to \(range.upperBound)"
        case .boolean: "on or off"
        case .choice: "one word"
        case .list(let element, _): "a list, each \(element.kind)"
        case .map(_, let value): "names, each with \(value.kind)"
        case .object: "keys"
        case .anything: "any data"
        case .either(let shapes):
            shapes.filter { !$0.isNotApplicable }.map(\.kind).reduce(into: [String]()) {
                if !$0.contains($1) { $0.append($1) }
            }.joined(
                separator: " or ")
        }
    }

    private var isNotApplicable: Bool {
        if case .object(let object) = self { object.name == "notApplicable" } else { false }
    }

    /// The words it may be, with their meanings.
    var words: [Word] {
        switch self {
        case .choice(let words): words
        case .either(let shapes): shapes.flatMap(\.words)
        case .list(let element, _): element.words
        default: []
        }
    }
}
