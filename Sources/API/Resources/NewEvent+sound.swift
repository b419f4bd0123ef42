import APIContract
import Values

extension NewEvent {
    /// What most events are: read in one pass, when all is as the schema wants it and every name may be one. Nil for everything
    /// else: the schema says what is wrong with it.
    init?(sound value: Value) {
        guard case .object(let object) = value else { return nil }
        self.init(type: "", source: "", payload: .null)
        var hasPayload = false
        for member in object {
            if member.key.isIdenticalUTF8(to: "payload") {
                payload = member.value
                hasPayload = true
            } else {
                guard take(member.key, member.value) else { return nil }
            }
        }
        // Both have no name yet when they are missing.
        guard hasPayload, !type.isEmpty, !source.isEmpty else { return nil }
    }

    private mutating func take(_ key: String, _ value: Value) -> Bool {
        switch value {
        case .string(let text):
            if key == "timestamp" {
                timestamp = Instant(rfc3339: text)
                return timestamp != nil
            }
            guard EventName.mistake(in: text) == nil else { return false }
            return take(key, name: text)
        case .integer(let number) where key == "expectedVersion" && number >= 0: expectedVersion = number
        case .object(let object) where key == "metadata": return take(metadata: object)
        default: return false
        }
        return true
    }

    private mutating func take(_ key: String, name: String) -> Bool {
        switch key {
        case "id": id = name
        case "type": type = name
        case "source": source = name
        case "destination": destination = name
        case "correlationId": correlationId = name
        case "causationId": causationId = name
        case "stream": stream = name
        case "key": self.key = name
        default: return false
        }
        return true
    }

    private mutating func take(metadata object: Object) -> Bool {
        var found: [String: String] = [:]
        for member in object {
            guard case .string(let text) = member.value else { return false }
            found[member.key] = text
        }
        metadata = found
        return true
    }
}
