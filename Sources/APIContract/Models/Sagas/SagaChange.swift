package import Values

/// A new definition of a saga.
package struct SagaChange: WireType, Hashable {
    package var definition: Value
    package var expectedVersion: Int64
    package var reason: String

    package init(definition: Value, expectedVersion: Int64, reason: String) {
        self.definition = definition
        self.expectedVersion = expectedVersion
        self.reason = reason
    }

    package static let about = About(
        "A new definition of a saga.",
        [
            "definition": "The saga, as under 'technicalSolution.sagas' of a point file.",
            "expectedVersion": FieldNote("The definition that it replaces: 'version' of the saga.", least: 1),
            "reason": FieldNote("In a sentence.", lengthLeast: 1, lengthMost: 500),
        ])
}
