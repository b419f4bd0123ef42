import CLibRabbitMQ
import Glibc

/// A file that is in memory only, for libraries that take what they read by its path; gone when nobody has it any more.
final class MemoryFile {
    private let descriptor: Int32

    /// - Parameter body: Is given where this process can open the file, which stays until it has returned.
    func withPath<Answer>(_ body: (String) -> Answer) -> Answer {
        withExtendedLifetime(self) { body("/proc/self/fd/\(descriptor)") }
    }

    init(_ text: String) throws(RabbitMQFailure) {
        descriptor = junctionMemoryFile()
        guard descriptor >= 0 else { throw RabbitMQFailure(reason: "there is no room for a file in memory") }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw RabbitMQFailure(reason: "there is no room for a file in memory") }
            rest = rest.dropFirst(count)
        }
    }

    deinit { if descriptor >= 0 { _ = close(descriptor) } }
}
