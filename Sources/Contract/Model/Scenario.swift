import Values

/// One example of how the point behaves, and a test of it.
package struct Scenario: Sendable, Equatable {
    package var name: String
    /// By system, what it does on each call in turn; after the last one it answers as usual.
    package var given: NamedValues<[Fault]>
    package var when: Stimulus
    package var then: Expectation

    package enum Stimulus: Sendable, Equatable {
        /// The samples arrive, one after the other, the way the trigger takes messages in.
        case receive([String])
        /// The schedule comes due, with these samples as the files it finds (or as the answer of the call).
        case sync([String])
        /// The samples are published as events of the trigger's type.
        case publish([String])

        package var samples: [String] {
            switch self {
            case .receive(let samples), .sync(let samples), .publish(let samples): samples
            }
        }
    }

    static let spec = Spec<Scenario>.object(
        "scenario", "One example of how the point behaves, and a test of it.",
        Key("scenario", .text(.sentence), "What happens, in words of the business."),
        Key(
            "given", .map(.identifier, to: .oneOrMore(Fault.spec)), default: NamedValues(), written: "{}",
            "By system, what it does on each call in turn; after the last, it answers as usual.",
            example: "{ care-record: [503, ok] }"),
        Key("when", Stimulus.spec, "What sets it off.", example: "{ receive: samples/a01.hl7 }"),
        Key("then", Expectation.spec, "What must follow.", example: "{ acknowledge: AA }"), make: Scenario.init)
}

extension Scenario.Stimulus {
    static let spec = Spec<Self>.variants([
        variant("receive", "These samples arrive, one after the other.", Self.receive),
        variant("sync", "The schedule comes due and finds these samples.", Self.sync),
        variant("publish", "These samples are published as events of the trigger's type.", Self.publish),
    ])

    private static func variant(
        _ key: String, _ summary: String, _ make: @escaping @Sendable ([String]) -> Self
    ) -> Variant<Self> {
        Variant(
            key,
            .object(
                "when\(key.prefix(1).uppercased())\(key.dropFirst())", summary,
                Key(key, .oneOrMore(.text(.sample)), summary), make: make))
    }
}
