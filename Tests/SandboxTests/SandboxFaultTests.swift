import Testing
import Values

@testable import Sandbox

@Suite struct SandboxFaultTests {
    @Test(arguments: [
        ("ok", SandboxFault.ok), ("OK", .ok), ("503", .status(503, retryAfter: nil)),
        ("503, Retry-After 1", .status(503, retryAfter: "1")), ("429,retry-after 30", .status(429, retryAfter: "30")),
        ("503, Retry-After: Sun, 06 Nov 1994 08:49:37 GMT", .status(503, retryAfter: "Sun, 06 Nov 1994 08:49:37 GMT")),
        ("delay 2s", .delay(.seconds(2))), ("delay 50ms", .delay(.milliseconds(50))), ("drop", .dropAfterReading),
        ("drop before reading", .dropBeforeReading), ("malformed", .malformedBody), ("garbage", .garbage),
        ("hang", .hang), ("drip 100ms", .drip(.milliseconds(100))), ("AE", .applicationError),
        ("AR", .applicationReject),
    ])
    func written(text: String, fault: SandboxFault) throws { #expect(try SandboxFault(text) == fault) }

    @Test(arguments: [
        "", "fine", "199", "600", "503, soon", "delay", "delay 2", "delay 2w", "drop it", "503, Retry-After", "hang on",
    ])
    func unknown(text: String) {
        let error = #expect(throws: JunctionError.self) { _ = try SandboxFault(text) }
        #expect(error?.code == .sandboxFault)
    }
}
