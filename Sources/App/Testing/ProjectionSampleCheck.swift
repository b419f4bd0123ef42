import Contract
import Events
import Flows
import Formats
import Values

/// Folds the events of a projection's sample, and compares the states with those that it names.
struct ProjectionSampleCheck {
    let workspace: Workspace
    let projection: Projection

    func run(_ sample: Projection.Sample) throws -> [String] {
        let fold = try ProjectionFold(ProjectionRecipe(projection), compilers: SubscriptionTargets.compilers)
        let events = try SampleEvents.read(workspace.sample(sample.events))
        var batch = ProjectionBatch(
            fold, events, after: 0, through: events.last?.sequence ?? 0, keyCount: 0,
            limits: ProjectionBatch.Limits(projection))
        batch.run([:])
        let states = Object(
            batch.changes.compactMapValues(\.self).sorted { $0.key < $1.key }.map {
                .init(key: $0.key, value: $0.value)
            })
        let expected = try JSONFormat().decode(workspace.sample(sample.states))
        let failed = (batch.failure.map { [$0] } ?? []) + batch.skipped
        let failures = failed.map { "'\($0.eventID)' could not be folded: \($0.message)" }
        return failures
            + (ValueDifference.first(expected: expected, found: .object(states)).map { ["differs at \($0)"] } ?? [])
    }
}
