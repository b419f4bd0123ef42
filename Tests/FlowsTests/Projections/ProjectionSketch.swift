import Contract
import Events
import Flows
import Formats
import TestKit
import Values

/// A projection of stock, and the events that change it.
enum ProjectionSketch {
    static func projection(
        key: String = "event.payload.product", fold: String = "{ 'quantity': state.quantity + event.payload.change }",
        deleteWhen: String? = nil, version: Int = 1, onError: Projection.FailurePolicy = .stop, keys: Int = 1000,
        stateBytes: Int = 4096
    ) throws -> Projection {
        var lines = [
            "- id: stock", "  from: [{ prefix: { type: stock. } }]", "  key: \(quoted(key))",
            "  initial: { quantity: 0 }",
            "  fold: \(quoted(fold))", "  version: \(version)", "  onError: \(onError.rawValue)", "  keys: \(keys)",
            "  stateBytes: \(stateBytes)",
        ]
        if let deleteWhen { lines.append("  deleteWhen: \(quoted(deleteWhen))") }
        let text = PointText().yaml.replacing(
            "technicalSolution:\n",
            with: "technicalSolution:\n  projections:\n" + lines.map { "    \($0)\n" }.joined())
        let read = IntegrationPoint.read(Array(text.utf8), source: "points/orders.yaml")
        guard let projection = read.point?.projections.first else { throw read.problems[0].error }
        return projection
    }

    private static func quoted(_ text: String) -> String { "\"\(text)\"" }

    static func event(_ id: String, _ product: String, _ change: Int, type: String = "stock.moved") -> Event {
        let payload: Value = ["product": .string(product), "change": .integer(Int64(change))]
        var event = Event.sample(id, type: type, payload: (try? JSONFormat().encode(payload)) ?? [])
        event.contentType = "application/json"
        return event
    }

    static func stored(_ events: [Event]) -> [StoredEvent] {
        events.enumerated().map { index, event in
            StoredEvent(
                sequence: Int64(index + 1), streamSequence: Int64(index + 1), recordedAt: event.time, event: event)
        }
    }

    static func batch(_ projection: Projection, _ events: [Event]) throws -> ProjectionBatch {
        let fold = try ProjectionFold(ProjectionRecipe(projection), compilers: [:])
        var batch = ProjectionBatch(
            fold, stored(events), after: 0, through: Int64(events.count), keyCount: 0,
            limits: ProjectionBatch.Limits(projection))
        batch.run([:])
        return batch
    }
}
