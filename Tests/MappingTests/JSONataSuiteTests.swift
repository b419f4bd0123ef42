import Mapping
import Testing

struct JSONataSuiteTests {
    @Test func everyCaseOfTheOfficialSuitePasses() throws {
        let cases = try JSONataSuite.cases()
        #expect(cases.count >= 1000)
        var failures: [String] = []
        for test in cases {
            if let failure = JSONataSuite.failure(of: test) {
                failures.append("\(test.name): \(test.source.prefix(200)): \(failure)")
            }
        }
        print("JSONata suite: \(cases.count - failures.count) of \(cases.count) cases pass")
        for failure in failures.prefix(200) { Issue.record("\(failure)") }
    }
}
