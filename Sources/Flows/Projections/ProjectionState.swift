import Events
import Formats
package import Values

/// The state of one key, and the last event that changed it.
package struct ProjectionState: Sendable, Hashable {
    package var key: String
    package var position: Int64
    package var state: Value

    package init(key: String, position: Int64, state: Value) {
        self.key = key
        self.position = position
        self.state = state
    }
}

extension ProjectionState {
    /// States of one generation are the documents of one kind.
    static func kind(_ projection: String, _ generation: Int64) -> String { "projection/\(projection)/\(generation)" }

    init(_ document: Document) throws {
        let value = try JSONFormat().decode(document.content)
        self.init(
            key: document.id, position: value["position"]?.integer ?? 0, state: value["state"] ?? .null)
    }

    var content: [UInt8] {
        get throws { try JSONFormat().encode(["position": .integer(position), "state": state]) }
    }
}

/// States of one generation that were used lately, so that a key that comes again is not read again.
struct ProjectionCache: Sendable {
    /// Beyond either it is emptied, and begins anew with what is used next.
    static let countMost = 20_000
    static let bytesMost = 64 << 20

    private var states: [String: Value?] = [:]
    private var bytes = 0
    /// Every state there is is here, so that a key that is not here has none.
    private(set) var isWhole: Bool

    init(isWhole: Bool) { self.isWhole = isWhole }

    func missing(_ keys: Set<String>) -> [String] {
        isWhole ? [] : keys.filter { states[$0] == nil }.sorted()
    }

    subscript(key: String) -> Value? { states[key] ?? nil }

    /// - Parameter size: in bytes, roughly.
    mutating func set(_ key: String, _ state: Value?, size: Int) {
        bytes += size + key.utf8.count + 64
        states[key] = .some(state)
    }

    mutating func trim() {
        guard states.count > Self.countMost || bytes > Self.bytesMost else { return }
        states = [:]
        bytes = 0
        isWhole = false
    }
}
