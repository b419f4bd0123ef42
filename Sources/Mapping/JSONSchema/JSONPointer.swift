package import Values

/// JSON Pointers by RFC 6901.
package enum JSONPointer {
    /// `/` and the token, escaped.
    static func step(_ token: String) -> String {
        guard token.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }) else { return "/" + token }
        return "/" + token.replacing("~", with: "~0").replacing("/", with: "~1")
    }

    /// The tokens of a pointer, unescaped; nil when it is none.
    package static func tokens(_ pointer: String) -> [String]? {
        if pointer.isEmpty { return [] }
        guard pointer.hasPrefix("/") else { return nil }
        return pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map {
            String($0).replacing("~1", with: "/").replacing("~0", with: "~")
        }
    }

    /// What a token leads to from a value.
    package static func child(_ value: Value, _ token: String) -> Value? {
        switch value {
        case .object(let object): return object[token]
        case .array(let items):
            guard token == "0" || !token.hasPrefix("0"), !token.hasPrefix("+"), let index = Int(token) else {
                return nil
            }
            return items.indices.contains(index) ? items[index] : nil
        default: return nil
        }
    }
}
