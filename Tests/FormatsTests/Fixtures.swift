import Foundation
import Testing
import Values

/// The data files at the top of the repository.
enum Fixtures {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: folder.appending(path: path))) }

    /// File names in a folder of fixtures, sorted.
    static func names(in path: String, suffix: String) -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: path).path)) ?? []
        return all.filter { $0.hasSuffix(suffix) }.sorted()
    }
}

/// A small generator with a fixed seed (SplitMix64), so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

/// The error that `body` throws; a failure is recorded when there is none or it is of another kind.
@discardableResult
func junctionError(
    _ location: SourceLocation = #_sourceLocation, _ body: () throws -> Void
) -> JunctionError? {
    do {
        try body()
        Issue.record("nothing was thrown", sourceLocation: location)
    } catch let error as JunctionError {
        return error
    } catch {
        Issue.record("\(error) is not a JunctionError", sourceLocation: location)
    }
    return nil
}
