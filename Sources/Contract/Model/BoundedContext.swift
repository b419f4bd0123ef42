import Values

/// The two domains that meet here, and on what terms.
package struct BoundedContext: Sendable, Equatable {
    /// Patterns of the context map (Evans, Domain-Driven Design; Vernon, Implementing Domain-Driven Design, chapter 3).
    package enum Pattern: String, Sendable, CaseIterable {
        case customerSupplier = "customer-supplier"
        case conformist
        case anticorruptionLayer = "anticorruption-layer"
        case openHost = "open-host"
        case publishedLanguage = "published-language"
        case partnership
        case sharedKernel = "shared-kernel"
        case separateWays = "separate-ways"
    }

    package var upstream: String
    package var downstream: String
    package var pattern: Pattern
    package var note: String?

    static let spec = Spec<BoundedContext>.object(
        "boundedContext", "The two domains that meet here, and on what terms.",
        Key("upstream", .text(.domain), "The domain whose model and changes the other one lives with."),
        Key("downstream", .text(.domain), "The domain that depends on the upstream one."),
        Key("pattern", pattern, "How the two share models: a pattern of the context map."),
        Key(optional: "note", .text(.sentence), "Anything else to know about the two, or a link to the drawing."),
        make: BoundedContext.init)

    private static let pattern = Spec<Pattern>.choice([
        "customer-supplier": (.customerSupplier, "The upstream plans with the downstream's needs."),
        "conformist": (.conformist, "The downstream takes the upstream's model as it is."),
        "anticorruption-layer": (
            .anticorruptionLayer, "The downstream translates, so that the other model stays outside."
        ),
        "open-host": (.openHost, "The upstream offers one protocol to all comers."),
        "published-language": (.publishedLanguage, "Both speak a documented standard, such as HL7 or FHIR."),
        "partnership": (.partnership, "Both succeed or fail together and plan together."),
        "shared-kernel": (.sharedKernel, "Both own one small model together."),
        "separate-ways": (.separateWays, "Deliberately not integrated."),
    ])
}
