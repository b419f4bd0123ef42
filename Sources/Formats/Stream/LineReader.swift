import Values

/// Cuts bytes that arrive in any pieces into lines, which end with LF, CR LF or CR. Memory is one piece and one line.
package struct LineReader {
    private let lineSizeMost: Int
    private var buffer: [UInt8] = []
    private var start = 0
    /// How far the buffer was searched for a line end.
    private var searched = 0
    private var isFinished = false
    /// The number of the line that `next` gave last, from 1.
    private(set) var number = 0

    package init(lineSizeMost: Int) { self.lineSizeMost = lineSizeMost }

    package mutating func feed(_ bytes: [UInt8]) {
        if start == buffer.count {
            buffer = bytes
        } else {
            buffer.removeSubrange(..<start)
            buffer += bytes
        }
        searched -= start
        searched = max(0, searched)
        start = 0
    }

    package mutating func finish() { isFinished = true }

    /// The next line without its end; nil when more bytes are needed, or when there is none. Throws `formatLimit`.
    package mutating func next() throws -> [UInt8]? {
        var index = max(searched, start)
        while index < buffer.count, buffer[index] != .lineFeed, buffer[index] != .carriageReturn { index += 1 }
        searched = index
        guard index - start <= lineSizeMost else {
            throw JunctionError(
                .formatLimit, "The line is longer than \(lineSizeMost) bytes.", place: Place(line: number + 1))
        }
        if index == buffer.count {
            guard isFinished, start < index else { return nil }
        } else if buffer[index] == .carriageReturn, index + 1 == buffer.count, !isFinished {
            return nil
        }
        let line = Array(buffer[start..<index])
        if index + 1 < buffer.count, buffer[index] == .carriageReturn, buffer[index + 1] == .lineFeed { index += 1 }
        start = min(index + 1, buffer.count)
        searched = start
        number += 1
        return line
    }
}
