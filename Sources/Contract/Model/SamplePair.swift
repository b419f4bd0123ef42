import Values

/// A message as it arrives, and what must leave for it.
package struct SamplePair: Sendable, Equatable {
    package var input: String
    /// Nil when nothing leaves for it, or several messages do.
    package var output: String?
    package var title: String?

    static let spec = Spec<SamplePair>.object(
        "samplePair", "A message as it arrives, and what must leave for it.",
        Key("in", .text(.sample), "The message as it arrives."),
        Key(
            optional: "out", .text(.sample),
            "What must leave for it; left out when nothing does. A sample that ends in .ndjson has one message a line."),
        Key(optional: "title", .text(.sentence), "What it shows."),
        make: SamplePair.init)
}
