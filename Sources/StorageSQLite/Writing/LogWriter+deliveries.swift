import Events
import GRDB
import Values

extension LogWriter {
    static let insertStep = """
        INSERT OR REPLACE INTO step (sequence, at, destination, kind, attempt, detail, stages)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    private static let deletePending = "DELETE FROM pending WHERE destination = ? AND sequence = ?"

    mutating func apply(_ transitions: [DeliveryTransition], _ batch: Batch) throws -> StoreResult {
        for transition in transitions { try apply(transition, batch) }
        return .transitioned
    }

    private mutating func apply(_ transition: DeliveryTransition, _ batch: Batch) throws {
        let destination = try destination(transition.destination, batch)
        switch transition.change {
        case .delivered(let detail):
            try end(transition, destination, batch)
            try note(transition, destination, .delivered, detail, batch)
        case .skipped(let reason):
            try end(transition, destination, batch)
            try note(transition, destination, .skipped, reason, batch)
        case .retry(let reason, let notBefore):
            try postpone(transition, destination, notBefore, batch)
            try note(transition, destination, .attemptFailed, reason, batch)
        case .leased(let until): try postpone(transition, destination, until, batch)
        case .deadLettered(let reason):
            if try end(transition, destination, batch) { try bury(transition, destination, reason, batch) }
            try note(transition, destination, .deadLettered, reason, batch)
        }
    }

    /// Told again after a failed commit it may come late: what is known of a later attempt stands.
    private func postpone(
        _ transition: DeliveryTransition, _ destination: Int64, _ notBefore: Instant, _ batch: Batch
    ) throws {
        let statement = try batch.statement(
            "UPDATE pending SET attempts = ?1, notBefore = ?2 WHERE destination = ?3 AND sequence = ?4 AND attempts <= ?1"
        )
        statement.bind(1, Int64(transition.attempt))
        statement.bind(2, notBefore)
        statement.bind(3, destination)
        statement.bind(4, transition.sequence)
        try statement.run()
    }

    /// False when the delivery was not pending any more.
    @discardableResult
    private func end(_ transition: DeliveryTransition, _ destination: Int64, _ batch: Batch) throws -> Bool {
        let statement = try batch.statement(Self.deletePending)
        statement.bind(1, destination)
        statement.bind(2, transition.sequence)
        return try statement.run() == 1
    }

    private func bury(
        _ transition: DeliveryTransition, _ destination: Int64, _ reason: String, _ batch: Batch
    ) throws {
        let statement = try batch.statement(
            """
            INSERT OR REPLACE INTO deadLetter (sequence, destination, attempts, failedAt, reason)
            VALUES (?, ?, ?, ?, ?)
            """)
        statement.bind(1, transition.sequence)
        statement.bind(2, destination)
        statement.bind(3, Int64(transition.attempt))
        statement.bind(4, transition.at)
        statement.bind(5, Self.cut(reason))
        try statement.run()
    }

    private func note(
        _ transition: DeliveryTransition, _ destination: Int64, _ kind: Lineage.Kind, _ detail: String?,
        _ batch: Batch
    ) throws {
        let statement = try batch.statement(Self.insertStep)
        statement.bind(1, transition.sequence)
        statement.bind(2, transition.at)
        statement.bind(3, destination)
        statement.bind(4, kind.number)
        statement.bind(5, Int64(transition.attempt))
        statement.bind(6, detail.map(Self.cut))
        statement.bind(7, PairCoding.encode(transition.stages))
        try statement.run()
    }

    static func cut(_ detail: String) -> String {
        guard detail.utf8.count > EventLimits.detailBytes else { return detail }
        return String(decoding: detail.utf8.prefix(EventLimits.detailBytes), as: UTF8.self) + "…"
    }
}

// MARK: - Dead letters by hand

extension LogWriter {
    mutating func retryDeadLetters(
        _ query: DeadLetterQuery, limit: Int, _ batch: Batch
    ) throws -> StoreResult {
        try changeDeadLetters(query, limit: limit, batch, note: .retriedByHand) { sequence, destination in
            let statement = try batch.statement(
                """
                INSERT OR IGNORE INTO pending (destination, sequence, key)
                SELECT ?, sequence, key FROM event WHERE sequence = ?
                """)
            statement.bind(1, destination)
            statement.bind(2, sequence)
            try statement.run()
        }
    }

    mutating func discardDeadLetters(
        _ query: DeadLetterQuery, limit: Int, _ batch: Batch
    ) throws -> StoreResult {
        try changeDeadLetters(query, limit: limit, batch, note: .discarded) { _, _ in }
    }

    private func changeDeadLetters(
        _ query: DeadLetterQuery, limit: Int, _ batch: Batch, note kind: Lineage.Kind,
        _ change: (_ sequence: Int64, _ destination: Int64) throws -> Void
    ) throws -> StoreResult {
        var query = query
        query.cursor = nil
        let rows = try DeadLetterSelection(query).rows(limit: limit, batch.database)
        for row in rows {
            let delete = try batch.statement("DELETE FROM deadLetter WHERE sequence = ? AND destination = ?")
            delete.bind(1, row.sequence)
            delete.bind(2, row.destination)
            try delete.run()
            try change(row.sequence, row.destination)
            let step = try batch.statement(Self.insertStep)
            step.bind(1, row.sequence)
            step.bind(2, batch.now)
            step.bind(3, row.destination)
            step.bind(4, kind.number)
            step.bind(5, 0)
            step.bind(6, String?.none)
            step.bind(7, [UInt8]?.none)
            try step.run()
        }
        return .deadLetters(
            rows.map { DeliveryReference(destination: $0.destinationName, sequence: $0.sequence) })
    }
}
