/// What HL7 v2 says of its messages, segments, data types and tables, version by version (chapters 2A and 3 to 12): the common
/// message types, of versions 2.3 to 2.8. Made from tables by scripts/generators/hl7-structures, which explains their lines.
enum HL7Tables {
    /// The versions that there are tables of, with their letters in the lines.
    static let letters: [(version: String, letter: Character)] = [
        ("2.3", "a"), ("2.3.1", "b"), ("2.4", "c"), ("2.5", "d"), ("2.5.1", "e"), ("2.6", "f"), ("2.7", "g"),
        ("2.8", "h"),
    ]

    /// The tables of a version; those of its last revision count for 2.7.1, 2.8.1 and 2.8.2 too. Nil for other versions.
    static func version(_ name: String) -> HL7VersionTables? {
        switch name {
        case "2.7.1": all["2.7"]
        case "2.8.1", "2.8.2": all["2.8"]
        default: all[name]
        }
    }

    private static let all: [String: HL7VersionTables] = {
        let parts = [
            HL7VersionTables.Part.messages: [messages1, messages2], .segments: [segments1, segments2], .types: [types1],
            .tables: [tables1],
        ]
        var found = letters.map { HL7VersionTables(name: $0.version) }
        for (part, texts) in parts {
            for line in texts.lazy.flatMap({ $0.split(separator: "\n") }) {
                let words = line.split(separator: " ", maxSplits: 2)
                guard words.count == 3 else { continue }
                for (index, entry) in letters.enumerated() where words[0].contains(entry.letter) {
                    found[index].add(String(words[1]), words[2], part)
                }
            }
        }
        return Dictionary(uniqueKeysWithValues: found.map { ($0.name, $0) })
    }()

    /// The structures of others that an event's messages may have (HL7 table 0354): the first that the version has counts.
    static func structures(of event: String) -> [String] { structures[event] ?? [] }

    private static let structures: [String: [String]] = {
        let shared = [
            "ADT_A01 A04 A08 A13", "ADT_A05 A14 A28 A31", "ADT_A01 A05 A14 A28 A31", "ADT_A06 A07",
            "ADT_A09 A10 A11 A12", "ADT_A21 A22 A23 A25 A26 A27 A29 A32 A33",
            "ADT_A02 A21 A22 A23 A25 A26 A27 A29 A32 A33", "ADT_A09 A15", "ADT_A30 A34 A35 A36 A46 A47 A48 A49",
            "ADT_A39 A40 A41 A42", "ADT_A43 A44", "ADT_A50 A51", "ADT_A52 A53", "ADT_A54 A55", "ADT_A61 A62",
            "MDM_T01 T03 T05 T07 T09 T11", "MDM_T02 T04 T06 T08 T10", "REF_I12 I13 I14 I15", "RRI_I12 I13 I14 I15",
            "SIU_S12 S13 S14 S15 S16 S17 S18 S19 S20 S21 S22 S23 S24 S26 S27", "PPR_PC1 PC2 PC3", "ORU_R30 R31 R32",
            "RDE_O11 O25", "RDE_O01 O25",
        ]
        var found: [String: [String]] = [:]
        for line in shared {
            let words = line.split(separator: " ").map(String.init)
            let type = words[0].prefix { $0 != "_" }
            for event in words.dropFirst() { found["\(type)_\(event)", default: []].append(words[0]) }
        }
        return found
    }()
}
