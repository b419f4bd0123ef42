import Contract
import Events
import Flows
import Formats
import Mapping
import Values

/// Takes a sample through the point's checks and mappings, and compares what would be sent with the sample's output.
struct SampleCheck {
    let workspace: Workspace
    let point: IntegrationPoint
    let folder: String

    func run(_ sample: SamplePair) async throws -> [String] {
        let mappings = try WorkspaceMappings(workspace)
        let schemas = SchemaCatalogue(workspace: workspace.folder)
        let compiler = FlowCompiler(
            environment: .development, transformation: { try mappings.transformation($0) },
            check: { try schemas.check($0) }, system: { workspace.system($0) })
        let flow = try compiler.compile(point)
        guard let output = sample.output, let delivery = flow.deliveries.first else { return [] }
        let expected = try ScenarioBench.documents(workspace.sample(output), named: output)
        var found: [Value] = []
        for message in try messages(workspace.sample(sample.input), flow) {
            if let first = flow.checks.flatMap({ $0.findings(in: message) }).first(where: { $0.severity == .error }) {
                return ["is refused: \(first.message)"]
            }
            var message = message
            for transformation in delivery.transformations {
                message = try transformation.apply(message, MappingContext(now: .epoch, lookups: mappings.lookups))
                    .value
            }
            found.append(message)
        }
        guard found.count == expected.count else { return ["made \(found.count) messages, expected \(expected.count)"] }
        return zip(expected, found).compactMap { ValueDifference.first(expected: $0, found: $1) }
            .map { "differs at \($0)" }
    }

    private func messages(_ bytes: [UInt8], _ flow: Flow) throws -> [Value] {
        let document = try flow.format.decode(bytes)
        return try flow.split?.messages(in: document) ?? [document]
    }
}
