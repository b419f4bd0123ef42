import APIContract
import Values

/// A value in an address that others have named, so that it need not be an identifier of ours.
struct AddressName: Sendable {
    /// As it stands in the path.
    let parameter: String
    /// For people.
    let title: String
    let lengthMost: Int

    private static let all = [
        AddressName(parameter: "event", title: "The event's id", lengthMost: EventName.lengthMost),
        AddressName(parameter: "deadLetter", title: "The dead letter's id", lengthMost: DeadLetterID.lengthMost),
    ]

    /// The one in the path of a route; nil when all its values are identifiers.
    init?(in path: String) {
        guard let found = Self.all.first(where: { path.contains("{\($0.parameter)}") }) else { return nil }
        self = found
    }

    private init(parameter: String, title: String, lengthMost: Int) {
        self.parameter = parameter
        self.title = title
        self.lengthMost = lengthMost
    }

    var description: ParameterDescription {
        ParameterDescription(
            parameter, in: .path, .text(format: nil),
            FieldNote("\(title), percent-encoded.", lengthLeast: 1, lengthMost: lengthMost), required: true)
    }

    /// Throws `badRequest`.
    func read(_ text: Substring) throws -> String {
        guard let decoded = PercentCoding.decode(text), EventName.mistake(in: decoded, lengthMost: lengthMost) == nil
        else {
            throw JunctionError(
                .badRequest, "\(title) in the address is not one.",
                cause: LocatedFindings([ProblemPlace(parameter: parameter, message: EventName.rule(lengthMost))]))
        }
        return decoded
    }
}
