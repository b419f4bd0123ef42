import Glibc

/// What wakes a thread that waits in `poll`.
final class Bell: Sendable {
    /// To be waited at; -1 when the process has no descriptor left, and then the wait has to end by itself.
    let descriptor: Int32
    private let rope: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        if unsafe pipe(&ends) == 0 {
            for end in ends {
                _ = fcntl(end, F_SETFD, FD_CLOEXEC)
                _ = fcntl(end, F_SETFL, O_NONBLOCK)
            }
        }
        (descriptor, rope) = (ends[0], ends[1])
    }

    deinit { for end in [descriptor, rope] where end >= 0 { close(end) } }

    func ring() {
        var byte: UInt8 = 0
        _ = unsafe write(rope, &byte, 1)
    }

    func silence() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while unsafe read(descriptor, &bytes, bytes.count) == bytes.count {}
    }
}
