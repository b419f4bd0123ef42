/// How deep the thread's stack is in use, so that recursion ends in an error and not in a crash.
enum StackPosition {
    /// The address of something on the stack; it falls as calls nest.
    @inline(__always)
    static func current() -> UInt {
        var probe: UInt8 = 0
        return unsafe withUnsafeMutablePointer(to: &probe) { UInt(bitPattern: $0) }
    }
}
