/// What came of one scenario or sample of a point.
package struct ScenarioReport: Sendable {
    package var point: String
    package var name: String
    /// What was not as the point file says; empty when all was.
    package var failures: [String]
    package var milliseconds: Int

    package var passed: Bool { failures.isEmpty }
}
