import Foundation
package import Values

extension TimeSource {
    /// The machine's clock. Made only here, at the composition root.
    package static let system = TimeSource(
        now: {
            var moment = timespec()
            unsafe clock_gettime(CLOCK_REALTIME, &moment)
            return Instant(microseconds: Int64(moment.tv_sec) * 1_000_000 + Int64(moment.tv_nsec) / 1000)
        },
        sleep: { try await Task.sleep(for: $0) })
}
