import Contract
import Values

/// A stream as a point file has it, called `busy`.
enum StreamSketch {
    static func stream(_ lines: [String]) throws -> EventStream {
        let text = PointText().yaml.replacing(
            "technicalSolution:\n",
            with: "technicalSolution:\n  streams:\n    - id: busy\n" + lines.map { "      \($0)\n" }.joined())
        let read = IntegrationPoint.read(Array(text.utf8), source: "points/orders.yaml")
        guard let stream = read.point?.streams.first else { throw read.problems[0].error }
        return stream
    }
}
