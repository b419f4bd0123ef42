package import Events
import Values

extension PostgresEventStore {
    package func lineage(id: String) throws -> Lineage? {
        guard let record = try event(id: id) else { return nil }
        var query = PostgresQuery("SELECT at, destination, kind, attempt, detail, stages FROM step WHERE sequence = $1")
        query.bind(record.stored.sequence)
        let result = try read { try $0.run(query) }
        return Lineage(record: record, noted: (0..<result.rowCount).flatMap { Self.steps(result, $0) })
    }

    private static func steps(_ result: PostgresResult, _ row: Int) -> [Lineage.Step] {
        let destination = result.text(row, 1)
        let attempt = Int(result.integer(row, 3))
        var steps = PairCoding.stages(result.bytes(row, 5)).map {
            Lineage.Step($0.kind, at: $0.at, destination: destination, attempt: attempt, detail: $0.detail)
        }
        if let kind = Lineage.Kind(number: result.integer(row, 2)) {
            steps.append(
                Lineage.Step(
                    kind, at: result.instant(row, 0), destination: destination, attempt: attempt,
                    detail: result.optionalText(row, 4)))
        }
        return steps
    }
}
