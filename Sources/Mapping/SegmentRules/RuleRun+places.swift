import Values

extension RuleRun {
    /// What the rules need to know of a node of the source, small and side by side.
    struct Place {
        enum Kind: UInt8 {
            case text, parts, list
        }

        var label: UInt32
        var first: Int32
        var count: Int32
        var kind: Kind
        /// Whether some leaf below holds more than spaces and HL7's null.
        var isValued: Bool

        static func all(of tree: SourceTree) -> [Place] {
            var places: [Place] = []
            places.reserveCapacity(tree.nodes.count)
            for node in tree.nodes { places.append(Place(node)) }
            // Children stand after their parents, so one pass from the end sees them first.
            for index in places.indices.reversed() where places[index].kind != .text {
                for child in places[index].first..<places[index].first + places[index].count
                where places[Int(child)].isValued {
                    places[index].isValued = true
                    break
                }
            }
            return places
        }

        private init(_ node: SourceTree.Node) {
            label = node.label
            first = node.firstChild
            count = node.childCount
            isValued = false
            switch node.value {
            case .array: kind = .list
            case .object: kind = .parts
            case .string(let text):
                kind = .text
                isValued = text != "\"\"" && text.utf8.contains { $0 > 0x20 }
            default: kind = .text
            }
        }
    }
}
