package import Events
import GRDB
import Values

extension SQLiteEventStore {
    package func lineage(id: String) throws -> Lineage? {
        guard let record = try event(id: id) else { return nil }
        return try read { try lineage(of: record, $0) }
    }

    private func lineage(of record: EventRecord, _ database: Database) throws -> Lineage {
        var steps: [Lineage.Step] = []
        let statement = try SQLStatement(
            database,
            """
            SELECT s.at, d.name, s.kind, s.attempt, s.detail, s.stages
            FROM step AS s JOIN destination AS d ON d.id = s.destination WHERE s.sequence = ?
            """)
        statement.bind(1, record.stored.sequence)
        try statement.forEachRow { row in
            let destination = row.text(1)
            let attempt = Int(row.integer(3))
            for stage in PairCoding.stages(row.bytes(5)) {
                steps.append(
                    Lineage.Step(
                        stage.kind, at: stage.at, destination: destination, attempt: attempt, detail: stage.detail))
            }
            guard let kind = Lineage.Kind(number: row.integer(2)) else { return }
            steps.append(
                Lineage.Step(
                    kind, at: row.instant(0), destination: destination, attempt: attempt, detail: row.optionalText(4)))
        }
        return Lineage(record: record, noted: steps)
    }
}
