import Values

/// What happens to a message between its arrival and its delivery.
package struct TechnicalSolution: Sendable, Equatable {
    package var overview: String?
    package var steps: [Step]
    package var deliver: [Delivery]
    package var projections: [Projection]
    package var streams: [EventStream]
    package var sagas: [Saga]

    static let spec = Spec<TechnicalSolution>.object(
        "technicalSolution", "What happens to a message between its arrival and its delivery.",
        Key(optional: "overview", .text(.sentence), "How it works, in a sentence or two for people."),
        Key(
            "steps", .list(of: Step.spec), default: [], written: "[]",
            "What is done with the message, in this order, after it has been decoded from the format of communication.in."
        ),
        Key(
            "deliver", .list(of: Delivery.spec), default: [], written: "[]",
            "Where the result goes: to each of these, independently."),
        Key(
            "projections", .list(of: Projection.spec), default: [], written: "[]",
            "Views of events that are kept up to date and can be read."),
        Key(
            "streams", .list(of: EventStream.spec), default: [], written: "[]",
            "Windows over events and joins of them, whose results are events."),
        Key(
            "sagas", .list(of: Saga.spec), default: [], written: "[]",
            "Courses of steps over several events and systems, each taken back when it fails."),
        make: TechnicalSolution.init)
}

/// One thing done with a message on its way.
package struct Step: Sendable, Equatable {
    package enum Action: Sendable, Equatable {
        /// Refuses the message unless it meets the schema of that name.
        case validate(String)
        /// Turns the message into what the mapping of that id makes of it.
        case map(String)
        /// Goes on only with messages for which the expression is true.
        case filter(String)
        /// Goes on with each of the records at the path as a message of its own.
        case split(String)
    }

    package var action: Action
    /// A flag of the configuration; while it is off the step is passed over.
    package var onlyIf: String?

    static let spec = Spec<Step>.variants([
        step("validate", .schema, "Refuses the message, with findings, unless it meets this schema.", Action.validate),
        step(
            "map", .identifier, "Turns the message into what this mapping (a file of mappings/) makes of it.",
            Action.map),
        step(
            "filter", .expression,
            "Goes on only with messages for which this expression is true; the rest end here, noted.", Action.filter),
        step("split", .path, "Goes on with each record at this path as a message of its own.", Action.split),
    ])

    private static func step(
        _ key: String, _ text: TextShape, _ summary: String, _ action: @escaping @Sendable (String) -> Action
    ) -> Variant<Step> {
        Variant(
            key,
            .object(
                "step\(key.first.map { $0.uppercased() } ?? "")\(key.dropFirst())", summary,
                Key(key, .text(text), summary),
                Key(
                    optional: "onlyIf", .text(.name),
                    "A flag of the configuration; while it is off, the step is passed over."),
                make: { Step(action: action($0), onlyIf: $1) }))
    }
}
