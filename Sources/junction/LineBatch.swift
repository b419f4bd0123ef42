import Formats
import Foundation
import Values

/// Standard input answered line by line, a line out for each line in, as the batch doors do.
///
/// Answers go out as soon as no further line is at hand, so that a caller may wait for one before it sends the next; while
/// lines come quickly they go out together. Empty lines are passed over.
enum LineBatch {
    /// Longest line that is taken; a longer one ends the run with `formatLimit`, as nothing after it could be told apart.
    static let lineBytesMost = 256 << 20
    /// Answers are written at the latest when they fill this much.
    private static let answerBytesMost = 1 << 18

    static func answer(_ body: ([UInt8]) -> [UInt8]) throws {
        do { try answerAll(body) } catch let error as JunctionError {
            Console.complain("\(error)")
            throw Outcome.exitCode(of: error)
        }
    }

    private static func answerAll(_ body: ([UInt8]) -> [UInt8]) throws {
        var lines = LineReader(lineSizeMost: lineBytesMost)
        var isOver = false
        while !isOver {
            let piece = FileHandle.standardInput.availableData
            isOver = piece.isEmpty
            if isOver { lines.finish() } else { lines.feed([UInt8](piece)) }
            var answers: [UInt8] = []
            while let line = try lines.next() {
                if line.isEmpty { continue }
                answers += body(line)
                answers.append(0x0A)
                guard answers.count >= answerBytesMost else { continue }
                Console.write(answers)
                answers.removeAll(keepingCapacity: true)
            }
            if !answers.isEmpty { Console.write(answers) }
        }
    }
}
