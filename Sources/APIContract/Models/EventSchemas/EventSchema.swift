/// An event type that has schemas, and how they are used.
package struct EventSchema: WireType, Hashable {
    package var type: String
    package var compatibility: SchemaCompatibilityRule
    package var validation: SchemaValidationMode
    package var latest: Int

    package init(
        type: String, compatibility: SchemaCompatibilityRule, validation: SchemaValidationMode, latest: Int
    ) {
        self.type = type
        self.compatibility = compatibility
        self.validation = validation
        self.latest = latest
    }

    package static let about = About(
        "An event type that has schemas, and how they are used.",
        [
            "type": "The event type.",
            "compatibility": "How a new version must get along with those before.",
            "validation": "What publishing does with events that do not fit.",
            "latest": "The newest version; 0 when there is none.",
        ])
}
