import Contract
import Mapping
import Values

/// The steps of a point, sorted by when they are taken: what is decided at arrival, and what on the way out.
struct StepPlan: Sendable {
    private(set) var split: MessagePath?
    /// Before the first mapping: what fails here is refused, and its sender told.
    private(set) var checks: [any MessageCheck] = []
    private(set) var filters: [MessageFilter] = []
    private(set) var transformations: [any Transformation] = []
    private(set) var checksAfterMapping: [any MessageCheck] = []
    /// The schemas behind the checks before and after the first mapping, so that none is gone through twice.
    private(set) var schemas: Set<String> = []
    private(set) var schemasAfterMapping: Set<String> = []

    init(
        _ steps: [Step], isHL7: Bool, _ transformation: (String) throws -> any Transformation,
        _ check: (String) throws -> any MessageCheck
    ) throws {
        for step in steps {
            switch step.action {
            case .split(let path):
                guard split == nil, checks.isEmpty, transformations.isEmpty, filters.isEmpty else {
                    throw JunctionError(
                        .pointUnusable, "the step 'split' must be the first one, and the only one of its kind")
                }
                split = try MessagePath(path, isHL7: isHL7)
            case .validate(let schema):
                if transformations.isEmpty {
                    if schemas.insert(schema).inserted { checks.append(try check(schema)) }
                } else if schemasAfterMapping.insert(schema).inserted {
                    checksAfterMapping.append(try check(schema))
                }
            case .filter(let expression):
                guard transformations.isEmpty else {
                    throw JunctionError(.pointUnusable, "the step 'filter' must come before the step 'map'")
                }
                filters.append(try MessageFilter(expression))
            case .map(let mapping): transformations.append(try transformation(mapping))
            }
        }
    }
}
