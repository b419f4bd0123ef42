import Flows
import Mapping
import Values

/// The schemas that the point files of a workspace may name: those that Junction ships, and the files of JSON Schema
/// and XML Schema in the folder `schemas`, by their paths in the workspace.
struct SchemaCatalogue: Sendable {
    private static let folder = "schemas/"
    private let files: SchemaFolder

    init(workspace: String) { files = SchemaFolder("\(workspace)/\(Self.folder)") }

    var names: [String] { ValidatorCatalogue.names + files.paths.map { Self.folder + $0 } }

    /// Throws for a name that is not one, naming the nearest that is, and for a file that is no schema.
    func check(_ name: String) throws -> any MessageCheck {
        if name.hasPrefix(Self.folder),
            let validator = try files.validator(at: String(name.dropFirst(Self.folder.count)))
        {
            return ValidatorCheck(validator: validator)
        }
        return ValidatorCheck(validator: try ValidatorCatalogue.validator(named: name, others: names))
    }
}

private struct ValidatorCheck: MessageCheck {
    let validator: any Validator

    func findings(in message: Value) -> [Finding] { validator.validate(message) }
}
