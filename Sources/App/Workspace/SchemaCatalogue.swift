import Flows
import Mapping
import Values

/// The schemas that point files may name.
enum SchemaCatalogue {
    /// Throws for a name that is not one, naming the nearest that is.
    static func check(_ name: String) throws -> any MessageCheck {
        ValidatorCheck(validator: try ValidatorCatalogue.validator(named: name))
    }
}

private struct ValidatorCheck: MessageCheck {
    let validator: any Validator

    func findings(in message: Value) -> [Finding] { validator.validate(message) }
}
