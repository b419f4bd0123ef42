/// What one YAML file may be at most. Beyond any of these it is refused with a located problem, before it costs memory.
package struct ReadingLimits: Sendable {
    /// A point file of the examples is about 4 KiB.
    package var bytes = 1 << 18
    /// Mappings and lists inside each other.
    package var depth = 32
    /// Values in the document, aliases followed.
    package var values = 20_000
    /// Aliases (`*name`): few enough that following them cannot multiply a file beyond what `values` then refuses.
    package var aliases = 16

    package init() {}
}
