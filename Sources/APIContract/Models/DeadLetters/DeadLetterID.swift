/// What a dead letter is called: `<event>@<destination>`, where `@` and `%` of the event's id are percent-encoded. Both parts
/// are names that others have given, so that an address has it percent-encoded as a whole.
package struct DeadLetterID: Sendable, Hashable {
    package var event: String
    package var destination: String

    /// In characters: the event's id with each of them encoded, and the destination.
    package static let lengthMost = 4 * EventName.lengthMost + 1

    package init(event: String, destination: String) {
        self.event = event
        self.destination = destination
    }

    /// Nil for what is no such id.
    package init?(_ text: String) {
        let parts = text.unicodeScalars.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        var event = String.UnicodeScalarView()
        var rest = parts[0]
        while let scalar = rest.popFirst() {
            guard scalar == "%" else {
                event.append(scalar)
                continue
            }
            switch String(rest.prefix(2)) {
            case "25": event.append("%")
            case "40": event.append("@")
            default: return nil
            }
            rest = rest.dropFirst(2)
        }
        self.init(event: String(event), destination: String(parts[1]))
    }

    package var text: String {
        var text = ""
        for scalar in event.unicodeScalars {
            switch scalar {
            case "%": text += "%25"
            case "@": text += "%40"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "@" + destination
    }
}
