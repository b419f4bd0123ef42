import Foundation
import Values

/// Standard output and standard error.
enum Console {
    static func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
    static func complain(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
    static func write(_ bytes: [UInt8]) { FileHandle.standardOutput.write(Data(bytes)) }
}

/// One growing line on standard error for whatever takes over two seconds; silent when that is not a terminal.
struct Progress {
    private let started = ContinuousClock.now
    private var shown = ContinuousClock.now
    private let isTerminal = isatty(STDERR_FILENO) == 1

    mutating func show(_ text: @autoclosure () -> String) {
        let now = ContinuousClock.now
        guard isTerminal, now - started > .seconds(2), now - shown > .milliseconds(200) else { return }
        shown = now
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text())".utf8))
    }

    func finish() {
        if isTerminal, shown > started { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }
}
