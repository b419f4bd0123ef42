import Flows
import Synchronization
import Values

/// What came of the last tries to reach each system.
final class SystemProbes: Sendable {
    struct Probe: Sendable {
        var connectedAt: Instant?
        var failedAt: Instant?
        /// Nil when the last try went well.
        var failure: String?
    }

    private let probes = Mutex<[String: Probe]>([:])

    subscript(system: String) -> Probe? { probes.withLock { $0[system] } }

    func record(_ answer: SystemAnswer, of system: String, at moment: Instant) {
        probes.withLock { probes in
            switch answer {
            case .done:
                probes[system, default: Probe()].connectedAt = moment
                probes[system, default: Probe()].failure = nil
            case .retry(let reason, _), .postponed(let reason, _), .refused(let reason):
                probes[system, default: Probe()].failedAt = moment
                probes[system, default: Probe()].failure = reason
            }
        }
    }
}
