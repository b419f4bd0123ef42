import Foundation
import TestKit
import Testing

@Suite struct OutsideProgramTests {
    @Test func printsItsFirstLineAndEndsWhenStopped() async throws {
        let program = try OutsideProgram("sh", ["-c", "echo $$; exec sleep 1000"])
        let identifier = try #require(Int32(program.line()))
        #expect(FileManager.default.fileExists(atPath: "/proc/\(identifier)"))
        program.stop()
        #expect(await hasEnded(identifier))
    }

    @Test func aFailureIsToldWithTheStatus() throws {
        let failure = #expect(throws: OutsideProgram.Failed.self) { try OutsideProgram.run("sh", ["-c", "exit 3"]) }
        #expect(failure?.description == "sh ended with 3")
        #expect(throws: OutsideProgram.Failed.self) { try OutsideProgram("no-such-program", []) }
        #expect(try OutsideProgram.run("sh", ["-c", "echo hello"]) == "hello\n")
    }

    private func hasEnded(_ identifier: Int32) async -> Bool {
        await eventually { !FileManager.default.fileExists(atPath: "/proc/\(identifier)") }
    }
}
