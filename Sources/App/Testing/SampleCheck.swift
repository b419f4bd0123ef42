import Contract
import Flows
import Formats
import Mapping
import Values

/// Takes a sample through the point's checks and mappings, and compares what would be sent with the sample's output.
struct SampleCheck {
    let workspace: Workspace
    let point: IntegrationPoint

    func run(_ sample: SamplePair) async throws -> [String] {
        let mappings = try WorkspaceMappings(workspace)
        let schemas = SchemaCatalogue(workspace: workspace.folder)
        let compiler = FlowCompiler(
            environment: .development, transformation: { try mappings.mapping($0) },
            check: { try schemas.check($0) }, system: { workspace.system($0) })
        let flow = try compiler.compile(point)
        guard let delivery = flow.deliveries.first else { return [] }
        var outcome = SampleOutcome()
        do {
            for message in try messages(workspace.sample(sample.input), flow) {
                outcome.results.append(
                    try mapped(message, flow, delivery, into: &outcome, lookups: mappings.lookups))
            }
        } catch {
            // Of a sample without an output nothing need leave.
            if sample.output == nil { return [] }
            throw error
        }
        let expected = try sample.output.map { try ScenarioBench.documents(workspace.sample($0), named: $0) }
        let accounted = point.monitoring.part?.objectives.mappedFields?.share ?? 1
        return outcome.failures(expected: expected, accounted: accounted)
    }

    private func mapped(
        _ message: Value, _ flow: Flow, _ delivery: FlowDelivery, into outcome: inout SampleOutcome,
        lookups: [String: Lookup]
    ) throws -> Value {
        if let first = flow.checks.flatMap({ $0.findings(in: message) }).first(where: { $0.severity == .error }) {
            throw JunctionError(.invalid, "it is refused: \(first.message)", place: first.place)
        }
        return try delivery.transformations.reduce(message) { try outcome.map($0, by: $1, lookups: lookups) }
    }

    private func messages(_ bytes: [UInt8], _ flow: Flow) throws -> [Value] {
        let document = try flow.format.decode(bytes)
        return try flow.split?.messages(in: document) ?? [document]
    }
}

/// What became of a sample's messages.
struct SampleOutcome {
    var results: [Value] = []
    private var leaves = 0
    private var unexplained: [String] = []

    /// Names of what was dropped beyond this many are left out of a failure.
    private static let namedMost = 10

    mutating func map(
        _ message: Value, by transformation: any Transformation, lookups: [String: Lookup]
    ) throws -> Value {
        let result = try transformation.apply(message, MappingContext(now: .epoch, lookups: lookups))
        let listing = result.accounting.listing
        leaves += listing.mapped.count + listing.ignored.count + listing.dropped.count
        if result.reportsDrops { unexplained += listing.dropped }
        return result.value
    }

    /// What is not as expected; `accounted` is the share of source fields that must be mapped, or ignored with a reason.
    /// Nothing is compared where no result is expected.
    func failures(expected: [Value]?, accounted: Double) -> [String] {
        var failures: [String] = []
        let expected = expected ?? results
        if expected.count != results.count {
            failures.append("made \(results.count) messages, expected \(expected.count)")
        } else {
            failures = zip(expected, results).compactMap { ValueDifference.first(expected: $0, found: $1) }
                .map { "differs at \($0)" }
        }
        if Double(leaves - unexplained.count) < accounted * Double(leaves) {
            let named = unexplained.prefix(Self.namedMost).joined(separator: ", ")
            let rest = unexplained.count > Self.namedMost ? " and \(unexplained.count - Self.namedMost) more" : ""
            failures.append("drops \(named)\(rest): map it, or name it under 'ignore' with the reason")
        }
        return failures
    }
}

/// Takes a mapping's own samples through it.
struct MappingSampleCheck {
    let workspace: Workspace
    let mappings: WorkspaceMappings
    let mapping: CompiledMapping

    func run(_ sample: MappingDefinition.Sample) throws -> [String] {
        var outcome = SampleOutcome()
        let source = try MappingSourceFormat(mapping.definition)
        for message in try source.messages(in: workspace.sample(sample.input)) {
            outcome.results.append(try outcome.map(message, by: mapping, lookups: mappings.lookups))
        }
        return try outcome.failures(
            expected: ScenarioBench.documents(workspace.sample(sample.output), named: sample.output), accounted: 1)
    }
}
