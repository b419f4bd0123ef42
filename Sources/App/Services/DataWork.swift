import Mapping
import Synchronization
import Values

/// Runs work on data off the event loops, so much at a time and no more: a caller's mapping may be slow, and must not keep
/// messages waiting.
final class DataWork: Sendable {
    /// Beyond this many at a time callers are told to come again.
    static let mostAtOnce = 4
    /// Bounds of the expressions of one request.
    static let limits: JSONataLimits = {
        var limits = JSONataLimits(timeout: .seconds(2), sequenceMost: 1_000_000, bytesMost: 256 << 20)
        limits.patternStepsMost = 5_000_000
        return limits
    }()

    private let running = Mutex(0)

    func run<Output: Sendable>(_ body: @escaping @Sendable () throws -> Output) async throws -> Output {
        let mayRun = running.withLock { count in
            guard count < Self.mostAtOnce else { return false }
            count += 1
            return true
        }
        guard mayRun else {
            throw JunctionError(.mappingBusy, "\(Self.mostAtOnce) requests are at work on data, which is the most")
        }
        defer { running.withLock { $0 -= 1 } }
        return try await Task.detached { try body() }.value
    }
}
