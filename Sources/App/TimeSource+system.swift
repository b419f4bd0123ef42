import Foundation
package import Values

extension TimeSource {
    /// The machine's clock. Made only here, at the composition root.
    package static let system = TimeSource(
        now: { read(CLOCK_REALTIME) }, steady: { read(CLOCK_BOOTTIME) }, sleep: { try await Task.sleep(for: $0) })

    private static func read(_ clock: clockid_t) -> Instant {
        var moment = timespec()
        unsafe clock_gettime(clock, &moment)
        return Instant(microseconds: Int64(moment.tv_sec) * 1_000_000 + Int64(moment.tv_nsec) / 1000)
    }
}
