package import Contract
package import Formats
package import Mapping
import Values

/// Makes a runnable flow of an integration point. Pure: what the point refers to is looked up through closures.
package struct FlowCompiler: Sendable {
    private let environment: EnvironmentName
    private let transformation: @Sendable (_ mapping: String) throws -> any Transformation
    private let check: @Sendable (_ schema: String) throws -> any MessageCheck
    private let system: @Sendable (_ id: String) -> SystemDefinition?

    /// The closures throw `contract.danglingReference` for what does not exist.
    package init(
        environment: EnvironmentName, transformation: @escaping @Sendable (String) throws -> any Transformation,
        check: @escaping @Sendable (String) throws -> any MessageCheck,
        system: @escaping @Sendable (String) -> SystemDefinition?
    ) {
        self.environment = environment
        self.transformation = transformation
        self.check = check
        self.system = system
    }

    /// Throws `flow.pointUnusable` or the error of what the point refers to, naming the point.
    package func compile(_ point: IntegrationPoint) throws -> Flow {
        do { return try flow(point) } catch var error as JunctionError {
            error.place = Place(source: "points/\(point.id).yaml", path: error.place?.path)
            throw error
        }
    }

    private func flow(_ point: IntegrationPoint) throws -> Flow {
        guard let incoming = point.communication.part?.incoming else {
            throw JunctionError(
                .pointUnusable, "the point does not say what arrives",
                remedy: "Add 'communication: { in: … }', or take the point out of points/.")
        }
        let format = try FormatCatalogue.format(named: incoming.format, options: Object(options: incoming.options))
        let isHL7 = format is HL7Format
        let plan = try StepPlan(point.steps(in: environment), isHL7: isHL7, transformation, check)
        let schema = try incoming.schema.flatMap { plan.schemas.contains($0) ? nil : try check($0) }
        let deliveries = try point.deliveries(in: environment).map {
            try delivery($0, of: point, plan, isHL7: isHL7)
        }
        guard Set(deliveries.map(\.destination)).count == deliveries.count else {
            throw JunctionError(.pointUnusable, "the point delivers twice to the same operation of a system")
        }
        let isDivided = plan.split != nil || (point.trigger.map(Self.isScheduled) ?? false)
        return Flow(
            id: point.id, version: point.version.description,
            source: point.boundedContext.part?.upstream.description ?? point.id, format: format, split: plan.split,
            keptFormat: isDivided && !isHL7 ? JSONFormat() : nil, checks: (schema.map { [$0] } ?? []) + plan.checks,
            key: try point.orderBy.map { try MessagePath($0, isHL7: isHL7) },
            reference: isHL7 ? try MessagePath("MSH-10", isHL7: true) : nil, deliveries: deliveries)
    }

    private static func isScheduled(_ trigger: Trigger) -> Bool { if case .schedule = trigger { true } else { false } }

    private func delivery(
        _ delivery: Delivery, of point: IntegrationPoint, _ plan: StepPlan, isHL7: Bool
    ) throws -> FlowDelivery {
        guard let system = system(delivery.system) else {
            throw JunctionError(.danglingReference, "there is no system '\(delivery.system)'")
        }
        guard system.connector == .mllp || system.operations[delivery.operation] != nil else {
            throw JunctionError(
                .danglingReference, "the system '\(system.id)' has no operation '\(delivery.operation)'")
        }
        let outgoing = point.communication.part?.outgoing
        let name = system.operations[delivery.operation]?.request ?? outgoing?.format ?? "json"
        let format = try FormatCatalogue.format(named: name)
        let schema = try outgoing?.schema.flatMap { plan.schemasAfterMapping.contains($0) ? nil : try check($0) }
        return FlowDelivery(
            destination: "\(point.id):\(delivery.system).\(delivery.operation)", system: delivery.system,
            operation: delivery.operation, filters: plan.filters, transformations: plan.transformations,
            checks: plan.checksAfterMapping + (schema.map { [$0] } ?? []), format: format,
            contentType: Self.contentType(named: name, of: format),
            parameters: try delivery.parameters.map { parameter in
                (parameter.name, try MessagePath(parameter.value, isHL7: isHL7 && plan.transformations.isEmpty))
            })
    }

    /// The media type that the name of the format asks for: `fhir+json` is JSON, but is sent as what it is.
    package static func contentType(named name: String, of format: any Format) -> String? {
        let types = type(of: format).spec.mediaTypes
        return types.first { $0.hasSuffix("/" + name) } ?? types.first
    }
}
