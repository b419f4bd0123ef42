/// How the schemas of an event type are used.
package struct EventSchemaSettings: WireType, Hashable {
    package var compatibility: SchemaCompatibilityRule?
    package var validation: SchemaValidationMode?

    package init(
        compatibility: SchemaCompatibilityRule? = nil, validation: SchemaValidationMode? = nil
    ) {
        self.compatibility = compatibility
        self.validation = validation
    }

    package static let about = About(
        "How the schemas of an event type are used.",
        [
            "compatibility": "How a new version must get along with those before; backward when absent.",
            "validation": "What publishing does with events that do not fit the newest version; off when absent.",
        ])
}
