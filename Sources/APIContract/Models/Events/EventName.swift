import Values

/// What the names of an event must be, whatever form it comes in: id, type, source, destination, stream, key, reference, and what
/// it belongs to.
package enum EventName {
    /// In characters.
    package static let lengthMost = 256
    /// No control characters: names go into headers and logs.
    package static let pattern = #"^[^\x00-\x1f\x7f-\x9f]*$"#
    package static func rule(_ lengthMost: Int) -> String {
        "A name has 1 to \(lengthMost) characters, none of them a control character."
    }

    /// What is wrong with one; nil when nothing is.
    package static func mistake(in name: String) -> String? { mistake(in: name, lengthMost: lengthMost) }

    package static func mistake(in name: String, lengthMost: Int) -> String? {
        var count = 0
        for scalar in name.unicodeScalars {
            count += 1
            if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || count > lengthMost {
                return rule(lengthMost)
            }
        }
        return count == 0 ? "The text may not be empty." : nil
    }

    static func note(_ text: String, example: Value? = nil) -> FieldNote {
        FieldNote(text, example: example, lengthLeast: 1, lengthMost: lengthMost, pattern: pattern)
    }
}
