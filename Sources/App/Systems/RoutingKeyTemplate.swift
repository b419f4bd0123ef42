/// A routing key in which names in braces stand for values: `{type}.{ward}`.
struct RoutingKeyTemplate: Sendable {
    private enum Part: Sendable {
        case text(String)
        case name(String)
    }

    private let parts: [Part]

    /// Nil for a brace that is not closed, or a name that `isName` does not know.
    init?(_ template: String, isName: (String) -> Bool) {
        var parts: [Part] = []
        var rest = template[...]
        while let open = rest.firstIndex(of: "{") {
            guard let close = rest[open...].firstIndex(of: "}") else { return nil }
            let name = String(rest[rest.index(after: open)..<close])
            guard isName(name) else { return nil }
            parts += [.text(String(rest[..<open])), .name(name)]
            rest = rest[rest.index(after: close)...]
        }
        self.parts = parts + [.text(String(rest))]
    }

    init(fixed text: String) { parts = [.text(text)] }

    func text(_ value: (String) throws -> String) rethrows -> String {
        try parts.reduce(into: "") { text, part in
            switch part {
            case .text(let fixed): text += fixed
            case .name(let name): text += try value(name)
            }
        }
    }
}
