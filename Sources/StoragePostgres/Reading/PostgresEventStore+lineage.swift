package import Events
import Values

extension PostgresEventStore {
    package func lineage(id: String) throws -> Lineage? {
        guard let record = try event(id: id) else { return nil }
        return try lineages(of: [record]).first
    }

    package func lineages(reference: String, limit: Int) throws -> [Lineage] {
        var query = EventQuery()
        query.reference = reference
        query.limit = limit
        return try lineages(of: try history(query).records)
    }

    private func lineages(of records: [EventRecord]) throws -> [Lineage] {
        var query = PostgresQuery(
            """
            SELECT sequence, at, destination, kind, attempt, detail, stages FROM step
            WHERE sequence = ANY($1)
            """)
        query.bind(.integers(records.map(\.stored.sequence)))
        let result = try read { try $0.run(query) }
        var steps: [Int64: [Lineage.Step]] = [:]
        for row in 0..<result.rowCount { steps[result.integer(row, 0), default: []] += Self.steps(result, row) }
        return records.map { Lineage(record: $0, noted: steps[$0.stored.sequence] ?? []) }
    }

    private static func steps(_ result: PostgresResult, _ row: Int) -> [Lineage.Step] {
        let destination = result.text(row, 2)
        let attempt = Int(result.integer(row, 4))
        var steps = PairCoding.stages(result.bytes(row, 6)).map {
            Lineage.Step($0.kind, at: $0.at, destination: destination, attempt: attempt, detail: $0.detail)
        }
        if let kind = Lineage.Kind(number: result.integer(row, 3)) {
            steps.append(
                Lineage.Step(
                    kind, at: result.instant(row, 1), destination: destination, attempt: attempt,
                    detail: result.optionalText(row, 5)))
        }
        return steps
    }
}
