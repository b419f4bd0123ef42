import API
import Glibc
import Synchronization
import Values

/// Identifiers from the machine's clock and randomness.
enum SystemIdentifier {
    private static let random = Mutex(RandomWords())

    static func next() -> String {
        let random = random.withLock { ($0.next(), $0.next()) }
        return UniqueIdentifier.version7(at: TimeSource.system.now(), random: random)
    }
}

/// The kernel's randomness, fetched some at a time: a call for each number costs as much as the rest of an identifier.
private struct RandomWords {
    /// What `getentropy` gives at most (man 3 getentropy).
    private static let most = 256 / MemoryLayout<UInt64>.size
    private var words: [UInt64] = []

    mutating func next() -> UInt64 {
        if words.isEmpty { refill() }
        return words.popLast() ?? UInt64.random(in: .min ... .max)
    }

    private mutating func refill() {
        words = unsafe [UInt64](unsafeUninitializedCapacity: Self.most) { buffer, count in
            let size = Self.most * MemoryLayout<UInt64>.size
            count = unsafe getentropy(buffer.baseAddress, size) == 0 ? Self.most : 0
        }
    }
}

extension Caller {
    /// The identifier of what this request makes: the same when the request is repeated under its `Idempotency-Key`.
    var madeIdentifier: String { request ?? SystemIdentifier.next() }

    /// Likewise, of one of several things that it makes.
    func madeIdentifier(of part: String) -> String { request.map { "\($0)-\(part)" } ?? SystemIdentifier.next() }
}
