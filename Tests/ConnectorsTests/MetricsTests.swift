import Testing
import Values

@testable import Connectors

/// The names that dashboards rely on.
@Suite struct MetricsTests {
    @Test func outcomesAndReasonsKeepTheirNames() {
        #expect(
            MLLPMetrics.Outcome.allCases.map(\.rawValue)
                == ["answered", "unanswered", "too_long", "abandoned", "half", "stray"])
        #expect(
            MLLPMetrics.Closing.allCases.map(\.rawValue)
                == ["peer", "idle", "slow", "stray", "too_long", "drained", "limit", "broken"])
    }
}
