import Values

/// What could not be carried over.
extension RuleRun {
    /// A value that its converter could not take.
    struct Refusal {
        var leaf: Int32
        var converter: RuleLibrary.Converter
    }

    /// Findings of one message; what was refused beyond is found in the accounting.
    static let findingsMost = 1000

    mutating func refuse(_ leaf: Int32, _ converter: RuleLibrary.Converter) {
        refusals.append(Refusal(leaf: leaf, converter: converter))
    }

    /// A warning for each value that was refused and that no other rule carried, in the order of the message. Such a value is
    /// in the accounting too, among the dropped.
    var findings: [Finding] {
        var findings: [Finding] = []
        if !refusals.isEmpty { addRefusals(to: &findings) }
        if resources.count >= Self.resourcesMost {
            let message = "segments beyond \(Self.resourcesMost) resources are not mapped"
            findings.append(Finding(.warning, "mapping.limit", message, place: Values.Place(path: "MSH")))
        }
        return findings
    }

    private func addRefusals(to findings: inout [Finding]) {
        let (marks, nodes) = reading.placed
        let placed = refusals.map { (node: nodes[Int($0.leaf)], converter: $0.converter) }
        var seen: Set<Int32> = []
        for (node, converter) in placed.sorted(by: { $0.node < $1.node }) where !marks.isRead(node) {
            guard findings.count < Self.findingsMost, seen.insert(node).inserted else { continue }
            let path = marks.tree.path(of: node)
            let (code, fault) = fault(converter)
            findings.append(
                Finding(.warning, code, "\(path) \(fault); left out", place: Values.Place(path: path)))
        }
    }

    // Long because: one line for each kind of value.
    private func fault(_ converter: RuleLibrary.Converter) -> (code: String, fault: String) {
        let type = "hl7.dataType"
        switch converter {
        case .date: return (type, "is not " + HL7SimpleType.date.noun)
        case .dateTime, .instant: return (type, "is not " + HL7SimpleType.timeStamp.noun)
        case .time: return (type, "is not " + HL7SimpleType.time.noun)
        case .decimal: return (type, "is not a number")
        case .integer: return (type, "is not a whole number that FHIR can hold")
        case .positive: return (type, "is not a whole number from 1")
        case .unsigned: return (type, "is not a whole number from 0")
        case .boolean: return ("hl7.tableValue", "is not Y or N (table 0136)")
        case .address: return (type, "is not an address: it holds spaces")
        case .encoded: return (type, "is not Base64")
        case .hexadecimal: return (type, "is not hexadecimal")
        case .code(let table) where table >= 0, .count(let table) where table >= 0:
            return ("hl7.tableValue", "has no counterpart in table \(library.tableNames[Int(table)])")
        default: return (type, "cannot be carried over")
        }
    }
}
