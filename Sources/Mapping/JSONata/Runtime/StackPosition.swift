import Foundation

/// How deep the thread's stack is in use, so that recursion ends in an error and not in a crash.
enum StackPosition {
    /// The address of something on the stack; it falls as calls nest.
    @inline(__always)
    static func current() -> UInt {
        var probe: UInt8 = 0
        return unsafe withUnsafeMutablePointer(to: &probe) { UInt(bitPattern: $0) }
    }

    /// Of a thread's stack so much may be used by one evaluation: half of what the system gives new threads.
    static let bytesMost: Int = {
        var limit = rlimit()
        let unlimited = 2 << 20
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit) == 0 else { return unlimited / 2 }
        // Without a limit the C library gives each thread 2 MiB.
        let given = limit.rlim_cur > 1 << 40 ? unlimited : Int(limit.rlim_cur)
        return given / 2
    }()
}
