/// A place in the structure of a message: a segment, a group, or a choice of segments.
struct HL7StructureNode: Sendable {
    enum Kind: Sendable { case segment, group, choice }

    /// Groups within groups; HL7's own are no deeper than six.
    static let depthMost = 16

    let name: String
    let kind: Kind
    let children: [HL7StructureNode]
    let isRequired: Bool
    let repeats: Bool
    /// Every segment of it.
    let segments: Set<String>
    /// The segments that it may begin with.
    let starts: Set<String>

    init(_ name: String, _ kind: Kind, _ children: [HL7StructureNode], isRequired: Bool, repeats: Bool) {
        self.name = name
        self.kind = kind
        self.children = children
        self.isRequired = isRequired
        self.repeats = repeats
        segments = kind == .segment ? [name] : children.reduce(into: []) { $0.formUnion($1.segments) }
        starts =
            kind == .segment
            ? [name] : Self.starts(children, isChoice: kind == .choice, isPrior: name.contains("PRIOR_RESULT"))
    }

    /// A group may begin with any of its segments up to the first that must stand. Earlier results begin with the patient's: an
    /// order's control segment there begins the next order instead (HL7 v2.5.1, 4.4.6).
    private static func starts(_ children: [HL7StructureNode], isChoice: Bool, isPrior: Bool) -> Set<String> {
        var starts: Set<String> = []
        for child in children {
            starts.formUnion(child.starts)
            if !isChoice, child.isRequired || isPrior { break }
        }
        return starts
    }

    /// `MSH EVN PID NK1* PROCEDURE(PR1 ROL*)* CHOICE<OBR RXO>`
    static func parse(_ text: Substring, named name: String) -> HL7StructureNode {
        var rest = text
        return HL7StructureNode(name, .group, nodes(&rest, depth: 0), isRequired: true, repeats: false)
    }

    private static func nodes(_ rest: inout Substring, depth: Int) -> [HL7StructureNode] {
        var found: [HL7StructureNode] = []
        while let first = rest.first, first != ")", first != ">" {
            if first == " " {
                rest = rest.dropFirst()
                continue
            }
            let name = rest.prefix { !" ()<>?*+".contains($0) }
            rest = rest.dropFirst(name.count)
            var (kind, children) = (Kind.segment, [HL7StructureNode]())
            if let open = rest.first, open == "(" || open == "<", depth < depthMost {
                kind = open == "(" ? .group : .choice
                rest = rest.dropFirst()
                children = nodes(&rest, depth: depth + 1)
                rest = rest.dropFirst()
            }
            var mark: Character = "!"
            if let next = rest.first, "?*+".contains(next) {
                mark = next
                rest = rest.dropFirst()
            } else if name.isEmpty {
                return found
            }
            found.append(
                HL7StructureNode(
                    String(name), kind, children, isRequired: mark == "!" || mark == "+",
                    repeats: mark == "*" || mark == "+"))
        }
        return found
    }

    /// What must stand first in it, to name it by.
    var firstSegment: String {
        guard kind != .segment else { return name }
        if kind == .choice { return children.map(\.name).joined(separator: " or ") }
        return (children.first(where: \.isRequired) ?? children.first)?.firstSegment ?? name
    }
}
