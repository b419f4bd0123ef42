import NIOPosix
import Synchronization
import Values

/// Puts files into a folder: whole or not at all, and on the disk before it says so.
package final class FileWriter: Sendable {
    private let settings: FileSettings
    private let metrics: ConnectorMetrics
    private let time: TimeSource
    private let made = Mutex(0)

    package init(settings: FileSettings, environment: ConnectorEnvironment) {
        self.settings = settings
        time = environment.time
        metrics = ConnectorMetrics(system: settings.system)
    }

    /// One attempt. The same name with the same content is success again, so that a repeated delivery does no harm.
    package func write(_ name: String, _ bytes: [UInt8]) async -> RESTAnswer {
        let begin = time.now()
        metrics.began()
        var answer: RESTAnswer
        do {
            try check(name, bytes)
            answer = try await NIOThreadPool.singleton.runIfActive { [self] in try put(name, bytes) }
        } catch { answer = TransportFailure.answer(error) }
        answer.duration = time.now() - begin
        metrics.ended(answer.verdict, after: answer.duration)
        return answer
    }

    private func check(_ name: String, _ bytes: [UInt8]) throws(JunctionError) {
        let isSafe =
            !name.isEmpty && !name.hasPrefix(".") && name.utf8.count <= 200
            && name.utf8.allSatisfy { $0 >= 32 && $0 != 127 && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\") }
        guard isSafe else {
            throw JunctionError(
                .requestInvalid, "the file's name must be 1 to 200 bytes, without a slash and not begin with a dot")
        }
        guard bytes.count <= settings.limits.fileBytes else {
            throw JunctionError(.fileRefused, "the file is longer than 'fileBytes' (\(settings.limits.fileBytes))")
        }
    }

    private func put(_ name: String, _ bytes: [UInt8]) throws(JunctionError) -> RESTAnswer {
        let target = settings.folder + "/" + name
        let number = made.withLock { count in
            count += 1
            return count
        }
        // Hidden until it is whole, and of a name of its own, so that two writers never share one.
        let hidden = settings.folder + "/.\(name).\(time.now().microseconds).\(number)"
        defer { FileCalls.remove(hidden) }
        try FileCalls.create(hidden, bytes)
        if settings.replace {
            try FileCalls.move(hidden, to: target)
        } else if try !FileCalls.name(hidden, as: target) {
            guard (try? FileCalls.content(target, most: bytes.count)) == bytes else {
                return .refused(.fileRefused, "a file of that name with other content is there")
            }
        }
        try FileCalls.syncFolder(settings.folder)
        return RESTAnswer(verdict: .success, status: nil)
    }
}
