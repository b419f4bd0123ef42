package import Values

/// Which characters of a line are which field, and for files of several kinds of line, how each is told.
///
///     layout:
///       - {name: sortCode, width: 6}
///       - {name: amount, width: 11, align: right, fill: "0", type: integer}
///
/// or, by the text at the start of the line:
///
///     layout: {HDR: [{name: kind, width: 3}, …], DTL: […]}
package struct FixedWidthLayout: Sendable, Hashable {
    package struct Field: Sendable, Hashable {
        package enum Alignment: String, Sendable, CaseIterable {
            case left, right
        }
        package enum Kind: String, Sendable, CaseIterable {
            case text, integer
        }

        package var name: String
        /// Characters, not bytes.
        package var width: Int
        package var alignment = Alignment.left
        /// What a shorter value is filled up with.
        package var fill: UInt8 = .space
        package var kind = Kind.text

        package init(_ name: String, width: Int, alignment: Alignment = .left, fill: UInt8 = .space, kind: Kind = .text)
        {
            self.name = name
            self.width = width
            self.alignment = alignment
            self.fill = fill
            self.kind = kind
        }
    }

    /// The fields of each kind of line, by the text it starts with; "" for a file of one kind.
    package var kinds: [(prefix: String, fields: [Field])]

    package init(_ fields: [Field]) { kinds = [("", fields)] }

    package init(kinds: [(prefix: String, fields: [Field])]) { self.kinds = kinds }

    package static func == (left: FixedWidthLayout, right: FixedWidthLayout) -> Bool {
        left.kinds.elementsEqual(right.kinds) { $0 == $1 }
    }

    package func hash(into hasher: inout Hasher) {
        for (prefix, fields) in kinds {
            hasher.combine(prefix)
            hasher.combine(fields)
        }
    }

    /// Reads the option `layout`; throws `formatOption` saying what is wrong.
    package init(_ value: Value) throws {
        switch value {
        case .array(let fields): self.init(try fields.map(Self.field))
        case .object(let object) where !object.isEmpty:
            self.init(
                kinds: try object.members.map { member in
                    guard case .array(let fields) = member.value else {
                        throw Self.wrong("each kind of line lists its fields")
                    }
                    return (member.key, try fields.map(Self.field))
                })
        default: throw Self.wrong("it lists the fields")
        }
        for (_, fields) in kinds {
            guard !fields.isEmpty, Set(fields.map(\.name)).count == fields.count else {
                throw Self.wrong("a line has at least one field, and no name twice")
            }
        }
    }

    private static func field(_ value: Value) throws -> Field {
        guard case .object(let object) = value, let name = object["name"]?.string, let width = object["width"]?.integer,
            (1...10_000).contains(width)
        else { throw wrong("a field has a name and a width from 1 to 10000") }
        let unknown = object.keys.first { !["name", "width", "align", "fill", "type"].contains($0) }
        if let unknown { throw wrong("a field has no '\(unknown)'") }
        guard let alignment = Field.Alignment(rawValue: object["align"]?.string ?? "left"),
            let kind = Field.Kind(rawValue: object["type"]?.string ?? "text"),
            let fill = (object["fill"]?.string ?? " ").utf8.first,
            fill < 0x80
        else { throw wrong("align is left or right, type is text or integer, fill is one ASCII character") }
        return Field(name, width: Int(width), alignment: alignment, fill: fill, kind: kind)
    }

    private static func wrong(_ rule: String) -> JunctionError {
        JunctionError(.formatOption, "The option layout cannot be used: \(rule).")
    }
}
