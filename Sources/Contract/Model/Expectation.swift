import Values

/// What must follow in a scenario. What is not named is not asserted.
package struct Expectation: Sendable, Equatable {
    package enum Acknowledgement: Sendable, Equatable, CustomStringConvertible {
        /// The code of MSA-1: `AA`, `AE` or `AR`.
        case hl7(String)
        /// The status of the HTTP answer.
        case http(Int)
        /// What a queue is told: `ack`, or `nack` for a message that is refused.
        case queue(String)

        package var description: String {
            switch self {
            case .hl7(let code), .queue(let code): code
            case .http(let status): String(status)
            }
        }
    }

    /// What the sender is answered, to each message.
    package var acknowledge: Acknowledgement?
    /// By system, the samples it must have been sent, in order; empty when it must have been sent nothing. A file that ends in
    /// `.ndjson` has one message a line.
    package var deliver: NamedValues<[String]>
    /// How many calls the deliveries took altogether, those that failed included.
    package var attempts: Int?
    /// Text that a finding of the message must contain.
    package var finding: String?
    /// Text that the reason of a dead letter must contain.
    package var deadLetter: String?

    static let spec = Spec<Expectation>.object(
        "then", "What must follow. What is not named is not asserted.",
        Key(
            optional: "acknowledge", acknowledgement,
            "What the sender is answered: AA, AE or AR, an HTTP status, or to a queue ack or nack.",
            example: "AA"),
        Key(
            "deliver", .map(.identifier, to: deliveries), default: NamedValues(), written: "{}",
            "By system, the samples it must have been sent, or 'nothing'. A sample that ends in .ndjson has one message a line.",
            example: "{ care-record: samples/a01.fhir.json }"),
        Key(
            optional: "attempts", .integer(0...100_000), "How many calls it took altogether, failed ones included.",
            example: "3"),
        Key(optional: "finding", .text(.sentence), "Words that a finding about the message must contain."),
        Key(optional: "deadLetter", .text(.sentence), "Words that the dead letter's reason must contain."),
        make: Expectation.init)

    private static let acknowledgement = Spec<Acknowledgement>(
        .either([
            .choice(["AA", "AE", "AR", "ack", "nack"].map { Shape.Word(word: $0, meaning: codeMeanings[$0] ?? "") }),
            .integer(200...599),
        ])
    ) { node, problems in
        if let text = node.text, codeMeanings[text] != nil { return text.hasSuffix("ack") ? .queue(text) : .hl7(text) }
        if let text = node.plainText, let status = Int(text), (200...599).contains(status) {
            return .http(status)
        }
        problems.append(
            Problem(
                .wrongType, "\(node.text.map { "'\($0)'" } ?? node.kindName) is no acknowledgement\(node.inside)",
                remedy: "Write AA, AE, AR, an HTTP status such as 202, or ack or nack.", at: node.place))
        return nil
    }

    private static let codeMeanings = [
        "AA": "Taken.", "AE": "Refused: an error in the message.", "AR": "Refused.",
        "ack": "The queue forgets the message.", "nack": "The queue gives it to its dead-letter exchange.",
    ]

    private static let deliveries = Spec<[String]>.oneOrMore(.text(.sample)).map { $0 == ["nothing"] ? [] : $0 }
}
