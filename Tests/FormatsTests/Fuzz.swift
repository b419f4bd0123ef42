import Foundation
import Testing
import Values

/// How long the tests that try things at random go on. `JUNCTION_FUZZ_SEEDS=100` makes a long run of them.
enum Fuzz {
    static let seeds = ProcessInfo.processInfo.environment["JUNCTION_FUZZ_SEEDS"].flatMap { Int($0) } ?? 2
}
