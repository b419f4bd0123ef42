package import Values

/// Checks an HL7 v2 message against the standard's own tables for its version (MSH-12) and message type (MSH-9): which segments
/// stand where and how often, their fields and components, types and tables.
///
/// What there are no tables for is said as information: `hl7.notChecked`. Lengths are not checked: from 2.7 on they bind nobody.
package struct HL7StructureValidator: Validator {
    /// Findings of one message of each kind.
    static let findingsMost = 500

    package init() {}

    package func validate(_ message: Value) -> [Finding] {
        guard let segments = message.array, let header = segments.first, header["segment"] == "MSH" else {
            return [.error("hl7.segmentSequence", "the message does not begin with MSH", at: "MSH")]
        }
        let version = HL7Text.component(1, of: header["12"])?.trimmed ?? ""
        guard let tables = HL7Tables.version(version) else {
            return [Self.unchecked("there are no tables of this version here, so nothing is checked", at: "MSH-12")]
        }
        let steps = Self.steps(segments)
        var findings = structure(header, steps, tables)
        var check = HL7PartCheck(tables)
        for (segment, step) in zip(segments, steps) {
            if case .object(let object) = segment { check.segment(object, named: step.segment, at: step.path) }
        }
        findings += check.findings
        var strange: Set<String> = []
        for step in steps where tables.segments[step.segment] == nil && strange.insert(step.segment).inserted {
            let fault = "there is no table of this segment in HL7 \(tables.name), so its fields are not checked"
            findings.append(Self.unchecked(fault, at: step.path))
        }
        return findings
    }

    private func structure(
        _ header: Value, _ steps: [HL7StructureMatch.Step], _ tables: HL7VersionTables
    ) -> [Finding] {
        let parts = (1...3).map { HL7Text.component($0, of: header["9"])?.trimmed ?? "" }
        guard let structure = tables.structure(type: parts[0], event: parts[1], named: parts[2]) else {
            let fault =
                "there is no table of this message in HL7 \(tables.name), so the order of its segments is not checked"
            return [Self.unchecked(fault, at: "MSH-9")]
        }
        // Segments of one's own may stand anywhere (HL7 v2.8, 2.11).
        let own = steps.filter { !$0.segment.hasPrefix("Z") }
        var match = HL7StructureMatch(own, title: "\(structure.name) of HL7 \(tables.name)")
        match.run(structure.node)
        return match.findings
    }

    private static func steps(_ segments: [Value]) -> [HL7StructureMatch.Step] {
        var counts: [String: Int] = [:]
        return segments.map { segment in
            let name = segment["segment"]?.string ?? ""
            let count = (counts[name] ?? 0) + 1
            counts[name] = count
            return HL7StructureMatch.Step(segment: name, path: count > 1 ? "\(name)[\(count)]" : name)
        }
    }

    private static func unchecked(_ fault: String, at path: String) -> Finding {
        Finding(.information, "hl7.notChecked", "\(path): \(fault)", place: Place(path: path))
    }
}
