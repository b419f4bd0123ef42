package import Contract
package import Events
import Formats
package import Values

/// Folds a page of events. Pure: first it says which keys it is about, then it is given their states.
package struct ProjectionBatch: Sendable {
    package struct Limits: Sendable {
        package var keys: Int
        package var stateBytes: Int
        package var onError: Projection.FailurePolicy

        package init(_ projection: Projection) {
            keys = projection.keys
            stateBytes = projection.stateBytes
            onError = projection.onError
        }
    }

    private enum Item {
        case fold(key: String, event: Value)
        case fail(String)
    }

    private let fold: ProjectionFold
    private let limits: Limits
    private let items: [(stored: StoredEvent, item: Item)]
    private let last: Int64
    /// Keys whose states are wanted.
    package let keys: Set<String>

    /// By key, what has become of it: its state, or nil when it was removed.
    package private(set) var changes: [String: Value?] = [:]
    /// By key, the event that changed it last.
    package private(set) var positions: [String: Int64] = [:]
    /// Everything up to this place in the log has been folded or passed over.
    package private(set) var position: Int64
    package private(set) var keyCount: Int
    package private(set) var folded = 0
    /// The event at which it stopped; it stands right after `position`.
    package private(set) var failure: ViewFailure?
    package private(set) var skipped: [ViewFailure] = []

    /// - Parameter through: the place in the log up to which the page has everything.
    package init(
        _ fold: ProjectionFold, _ page: [StoredEvent], after position: Int64, through: Int64, keyCount: Int,
        limits: Limits
    ) {
        self.fold = fold
        self.limits = limits
        self.position = position
        self.keyCount = keyCount
        last = through
        var items: [(stored: StoredEvent, item: Item)] = []
        var keys: Set<String> = []
        for stored in page where fold.passes(stored) {
            let event = stored.shown
            do {
                guard let key = try fold.key(of: event, at: stored.recordedAt) else { continue }
                keys.insert(key)
                items.append((stored, .fold(key: key, event: event)))
            } catch { items.append((stored, .fail(Self.message(error)))) }
        }
        self.items = items
        self.keys = keys
    }

    /// - Parameter states: of the keys in `keys` that have one.
    package mutating func run(_ states: [String: Value]) {
        for (stored, item) in items {
            do {
                try apply(item, stored, states)
                folded += 1
            } catch {
                let failure = ViewFailure(
                    sequence: stored.sequence, eventID: stored.event.id, message: Self.message(error))
                guard limits.onError == .skip else {
                    position = stored.sequence - 1
                    self.failure = failure
                    return
                }
                skipped.append(failure)
            }
        }
        position = last
    }

    private mutating func apply(_ item: Item, _ stored: StoredEvent, _ states: [String: Value]) throws {
        switch item {
        case .fail(let message): throw JunctionError(.mappingFailed, message)
        case .fold(let key, let event):
            let state = changes[key] ?? states[key]
            switch try fold.outcome(event, on: state, at: stored.recordedAt) {
            case .unchanged: return
            case .state(let new):
                if new.jsonBytesMost() > limits.stateBytes, size(new) > limits.stateBytes {
                    throw JunctionError(.mappingFailed, "fold: the state has more than \(limits.stateBytes) bytes")
                }
                if state == nil {
                    guard keyCount < limits.keys else {
                        throw JunctionError(.mappingFailed, "key: there are \(limits.keys) keys already")
                    }
                    keyCount += 1
                }
                changes[key] = .some(new)
            case .removed:
                keyCount -= 1
                changes[key] = .some(nil)
            }
            positions[key] = stored.sequence
        }
    }

    private func size(_ state: Value) -> Int { (try? JSONFormat().encode(state).count) ?? .max }

    private static func message(_ error: any Error) -> String {
        (error as? JunctionError)?.message ?? "it could not be folded"
    }
}

extension Value {
    /// What is nested deeper is not looked into here.
    private static let depthMost = 256

    /// At least the bytes of its JSON, without writing it: the usual state is seen to be small enough at every event.
    fileprivate func jsonBytesMost(depth: Int = 0) -> Int {
        // What must be written to be known.
        let unknown = 1 << 32
        guard depth < Self.depthMost else { return unknown }
        return switch self {
        case .null, .bool: 5
        case .integer, .double: 32
        case .decimal: unknown
        // At worst each byte is escaped as `\u0000`.
        case .string(let text): 6 * text.utf8.count + 2
        case .bytes(let bytes): 2 * bytes.count + 8
        case .array(let elements): elements.reduce(2) { $0 + $1.jsonBytesMost(depth: depth + 1) + 1 }
        case .object(let object):
            object.reduce(2) { $0 + 6 * $1.key.utf8.count + 4 + $1.value.jsonBytesMost(depth: depth + 1) }
        }
    }
}
