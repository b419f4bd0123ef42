package import Values

/// One version of the integration point.
package struct VersionEntry: Sendable, Equatable {
    package var version: SemanticVersion
    package var since: CivilDate?
    package var sunset: CivilDate?
    package var change: String?

    static let spec = Spec<VersionEntry>.object(
        "versionEntry", "One version of the integration point.",
        Key("version", SemanticVersion.spec, "Which version."),
        Key(optional: "since", .date, "From when it runs."),
        Key(optional: "sunset", .date, "From when it no longer runs."),
        Key(optional: "change", .text(.sentence), "What changed for those on the other side."),
        make: VersionEntry.init)
}
