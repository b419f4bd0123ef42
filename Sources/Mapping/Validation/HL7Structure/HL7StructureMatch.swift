import Values

/// Goes through a message's segments along its structure: what is missing, out of place or too often.
///
/// A segment goes to the first place that takes it from where the message stands; one that no place takes from there on is said
/// and left out, and the next one goes on from the same place.
struct HL7StructureMatch {
    struct Step {
        var segment: String
        var path: String
    }

    let steps: [Step]
    /// `ADT_A01 of HL7 2.5`
    let title: String
    private(set) var findings: [Finding] = []
    private var next = 0
    /// The segments that may stand after the place at hand, in what encloses it.
    private var after: [Set<String>] = []

    init(_ steps: [Step], title: String) {
        self.steps = steps
        self.title = title
    }

    mutating func run(_ structure: HL7StructureNode) {
        inside(structure)
        while next < steps.count { refuse() }
    }

    private var current: String? { next < steps.count ? steps[next].segment : nil }

    private mutating func inside(_ node: HL7StructureNode) {
        if node.kind == .choice {
            for child in node.children where current.map(child.starts.contains) ?? false { return take(child) }
            return
        }
        for (index, child) in node.children.enumerated() {
            var following = node.children[(index + 1)...].reduce(into: Set<String>()) { $0.formUnion($1.segments) }
            if node.repeats { following.formUnion(node.segments) }
            after.append(following)
            place(child, within: node)
            after.removeLast()
        }
    }

    /// One place with its repetitions.
    private mutating func place(_ child: HL7StructureNode, within node: HL7StructureNode) {
        skipStrangers(before: child)
        var count = 0
        while let segment = current, count == 0 || child.repeats, begins(child, with: segment) {
            let before = next
            take(child)
            count += 1
            if next == before { break }
            skipStrangers(before: child)
        }
        if count == 0, child.isRequired { missing(child) }
    }

    /// A group that lacks its first segment begins with a later one, if nothing further on takes that.
    private func begins(_ child: HL7StructureNode, with segment: String) -> Bool {
        if child.starts.contains(segment) { return true }
        guard child.kind == .group, child.segments.contains(segment) else { return false }
        return !after.contains { $0.contains(segment) }
    }

    private mutating func take(_ node: HL7StructureNode) {
        if node.kind == .segment { next += 1 } else { inside(node) }
    }

    /// Leaves out segments that nothing takes from here on.
    private mutating func skipStrangers(before child: HL7StructureNode) {
        while let segment = current, !child.segments.contains(segment), !after.contains(where: { $0.contains(segment) })
        {
            refuse()
        }
    }

    private mutating func refuse() {
        let step = steps[next]
        add("hl7.segmentSequence", "\(step.path) has no place here in \(title)", at: step.path)
        next += 1
    }

    private mutating func missing(_ node: HL7StructureNode) {
        let behind = next > 0 ? " after \(steps[next - 1].path)" : ""
        add(
            "hl7.requiredSegment", "segment \(node.firstSegment) is required\(behind) in \(title)",
            at: node.firstSegment)
    }

    private mutating func add(_ code: String, _ message: String, at path: String) {
        guard findings.count < HL7StructureValidator.findingsMost else { return }
        findings.append(.error(code, message, at: path))
    }
}
