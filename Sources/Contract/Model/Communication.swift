import Values

/// What is exchanged, and how.
package struct Communication: Sendable, Equatable {
    package var incoming: IncomingCommunication
    package var outgoing: OutgoingCommunication?

    static let spec = Spec<Communication>.object(
        "communication", "What is exchanged, and how.",
        Key("in", IncomingCommunication.spec, "What arrives."),
        Key(optional: "out", OutgoingCommunication.spec, "What leaves."),
        make: Communication.init)
}

/// What arrives: how, in which format, and when its sender is told.
package struct IncomingCommunication: Sendable, Equatable {
    /// When the sender is told that its message has been taken.
    package enum Acknowledgement: String, Sendable, CaseIterable {
        /// Once the log has it on disk: nothing acknowledged is ever lost.
        case whenDurable = "when durable"
    }

    package var `protocol`: String
    package var format: String
    package var version: String?
    package var schema: String?
    /// Given to the format's reader; which there are depends on the format.
    package var options: NamedValues<OptionValue>
    package var acknowledge: Acknowledgement

    static let spec = Spec<IncomingCommunication>.object(
        "communicationIn", "What arrives.",
        Key("protocol", .text(TextShape("a protocol", examples: ["MLLP", "HTTPS", "file"])), "How it travels."),
        Key("format", .text(.format), "How it is written; the message is decoded from this format."),
        Key(
            optional: "version", .text(TextShape("a version in quotes", examples: ["\"2.4\""])),
            "Which version of the format."),
        Key(optional: "schema", .text(.schema), "What every message must meet; the same as a first step 'validate'."),
        Key(
            "options", .map(to: OptionValue.spec), default: NamedValues(), written: "{}",
            "How the format is read, such as a CSV's delimiter.", example: "{ delimiter: \";\" }"),
        Key(
            "acknowledge",
            .choice([
                "when durable": (.whenDurable, "Once the message is on disk, so that nothing acknowledged is lost.")
            ]),
            default: .whenDurable, written: "when durable", "When the sender is told that its message has been taken."),
        make: IncomingCommunication.init)
}

/// What leaves: how, and in which format.
package struct OutgoingCommunication: Sendable, Equatable {
    package var `protocol`: String
    package var format: String
    package var version: String?
    package var schema: String?

    static let spec = Spec<OutgoingCommunication>.object(
        "communicationOut", "What leaves.",
        Key("protocol", .text(TextShape("a protocol", examples: ["HTTPS", "MLLP"])), "How it travels."),
        Key("format", .text(.format), "How it is written."),
        Key(
            optional: "version", .text(TextShape("a version in quotes", examples: ["\"4.0\""])),
            "Which version of the format."),
        Key(
            optional: "schema", .text(.schema), "What every message sent must meet; the same as a last step 'validate'."
        ),
        make: OutgoingCommunication.init)
}

/// A format's option: a word, a whole number, or on and off.
package enum OptionValue: Sendable, Equatable {
    case text(String)
    case integer(Int)
    case flag(Bool)

    static let spec = Spec<OptionValue>(
        .either([.text(TextShape("some text", examples: [])), .integer(Int(Int32.min)...Int(Int32.max)), .boolean])
    ) { node, problems in
        if let text = node.plainText {
            if let number = Int32(text) { return .integer(Int(number)) }
            if ["on", "true"].contains(text) { return .flag(true) }
            if ["off", "false"].contains(text) { return .flag(false) }
        }
        return TextShape.sentence.read(node, &problems).map(OptionValue.text)
    }
}
