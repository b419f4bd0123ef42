import API
import APIContract
import Events
import Formats
import Mapping
import Values

/// That JSON has a certain text, number or truth value at a place: `/patient/id=123`.
struct ValueCondition: Sendable {
    private let tokens: [String]
    private let text: String
    /// What the bytes of every payload for which it holds have in them; nil when that cannot be said.
    private let needle: [UInt8]?

    /// Throws `fieldInvalid`, which names the query parameter.
    init(_ condition: String, parameter: String) throws {
        let halves = condition.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, let tokens = JSONPointer.tokens(String(halves[0])), !tokens.isEmpty else {
            let message = "A JSON Pointer, = and a value belong here, such as /patient/id=123."
            throw JunctionError(
                .fieldInvalid, "A query parameter is not as it should be.",
                cause: LocatedFindings([ProblemPlace(parameter: parameter, message: message)]))
        }
        self.tokens = tokens
        text = String(halves[1])
        // Anything else may be written in several ways.
        let isPlain = text.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) }
        needle = isPlain && !text.isEmpty ? Array(text.utf8) : nil
    }

    /// Whether the payload of an event is JSON for which it holds.
    func holds(of event: Event) -> Bool {
        guard event.contentType.prefix(while: { $0 != ";" }).hasSuffix("json"), mayHold(event.payload),
            let payload = try? JSONFormat().decode(event.payload)
        else { return false }
        return holds(of: payload)
    }

    func holds(of value: Value) -> Bool {
        let found = tokens.reduce(Optional(value)) { value, token in value.flatMap { JSONPointer.child($0, token) } }
        guard let found else { return false }
        return found.isNull ? text == "null" : found.scalarText == text
    }

    /// Spares most payloads from being read as JSON. Where there is an escape, a letter may hide in it.
    private func mayHold(_ payload: [UInt8]) -> Bool {
        guard let needle, let first = needle.first else { return true }
        for index in payload.indices {
            let byte = payload[index]
            if byte == 0x5C || (byte == first && payload[index...].starts(with: needle)) { return true }
        }
        return false
    }
}
