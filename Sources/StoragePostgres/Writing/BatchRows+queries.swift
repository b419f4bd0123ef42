import Events
import Values

extension BatchRows {
    /// The statements that write all of it. `head` when the log has grown.
    func queries(head: LogHead) -> [PostgresQuery] {
        var queries: [PostgresQuery] = []
        if !events.isEmpty { queries += [insertEvents(), updateStreams(), updateHead(head)] + insertPending() }
        if !ended.isEmpty { queries.append(endDeliveries()) }
        if !retries.isEmpty { queries.append(updateRetries()) }
        if !steps.isEmpty { queries.append(Self.insertSteps(steps.map { ($0.key, $0.value) })) }
        return queries + writeDocuments()
    }

    // Long because: it is one column after the other.
    private func insertEvents() -> PostgresQuery {
        var sequence = PostgresColumn.integers
        var id = PostgresColumn.texts
        var stream = PostgresColumn.texts
        var streamSequence = PostgresColumn.integers
        var recordedAt = PostgresColumn.integers
        var time = PostgresColumn.integers
        var type = PostgresColumn.texts
        var source = PostgresColumn.texts
        var contentType = PostgresColumn.texts
        var destinations = PostgresColumn.integers
        var destination = PostgresColumn.texts
        var key = PostgresColumn.texts
        var reference = PostgresColumn.texts
        var correlation = PostgresColumn.texts
        var causation = PostgresColumn.texts
        var metadata = PostgresColumn.blobs
        var payload = PostgresColumn.blobs
        for (append, place) in events {
            let event = append.event
            sequence.append(place.sequence)
            id.append(event.id)
            stream.append(event.stream)
            streamSequence.append(place.streamSequence)
            recordedAt.append(place.recordedAt)
            time.append(event.time)
            type.append(event.type)
            source.append(event.source)
            contentType.append(event.contentType)
            destinations.append(Int64(append.deliverTo.count))
            destination.append(event.destination)
            key.append(event.key)
            reference.append(event.reference)
            correlation.append(event.correlationID)
            causation.append(event.causationID)
            metadata.append(PairCoding.encode(event.metadata))
            payload.append(event.payload)
        }
        var query = PostgresQuery(
            """
            INSERT INTO event (
                sequence, id, stream, stream_sequence, recorded_at, time, type, source, content_type, destinations,
                destination, key, reference, correlation, causation, metadata, payload
            ) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            """)
        for column in [
            sequence, id, stream, streamSequence, recordedAt, time, type, source, contentType, destinations,
            destination, key, reference, correlation, causation, metadata, payload,
        ] { query.bind(column) }
        return query
    }

    private func updateStreams() -> PostgresQuery {
        var query = PostgresQuery(
            """
            INSERT INTO stream (name, version) SELECT * FROM unnest($1, $2)
            ON CONFLICT (name) DO UPDATE SET version = excluded.version
            """)
        query.bind(.texts(versions.keys.map(\.text)))
        query.bind(.integers(versions.values))
        return query
    }

    private func updateHead(_ head: LogHead) -> PostgresQuery {
        var query = PostgresQuery("UPDATE head SET sequence = $1, recorded_at = $2")
        query.bind(head.sequence)
        query.bind(head.recordedAt)
        return query
    }

    private func insertPending() -> [PostgresQuery] {
        var destination = PostgresColumn.texts
        var sequence = PostgresColumn.integers
        var key = PostgresColumn.texts
        var names: Set<String> = []
        for (append, place) in events {
            for name in append.deliverTo {
                destination.append(name)
                sequence.append(place.sequence)
                key.append(append.event.key)
                names.insert(name)
            }
        }
        guard !names.isEmpty else { return [] }
        var pending = PostgresQuery(
            """
            INSERT INTO pending (destination, sequence, key) SELECT * FROM unnest($1, $2, $3) ON CONFLICT DO NOTHING
            """)
        pending.bind(destination)
        pending.bind(sequence)
        pending.bind(key)
        var destinations = PostgresQuery(
            "INSERT INTO destination (name) SELECT * FROM unnest($1) ON CONFLICT DO NOTHING")
        destinations.bind(.texts(names.sorted()))
        return [pending, destinations]
    }

    /// Takes deliveries away and buries those that are to be dead letters, if they were still pending.
    private func endDeliveries() -> PostgresQuery {
        var attempts = PostgresColumn.integers
        var failedAt = PostgresColumn.integers
        var reason = PostgresColumn.texts
        for reference in ended {
            let transition = buried[reference]
            attempts.append(Int64(transition?.attempt ?? 0))
            failedAt.append(transition?.at ?? .epoch)
            if case .deadLettered(let words)? = transition?.change {
                reason.append(Self.cut(words))
            } else {
                reason.append(String?.none)
            }
        }
        var query = PostgresQuery(
            """
            WITH over AS (
                SELECT * FROM unnest($1, $2, $3, $4, $5) AS o (destination, sequence, attempts, failed_at, reason)
            ), gone AS (
                DELETE FROM pending AS p USING over AS o
                WHERE p.destination = o.destination AND p.sequence = o.sequence
                RETURNING o.sequence, o.destination, o.attempts, o.failed_at, o.reason
            )
            INSERT INTO dead_letter (sequence, destination, attempts, failed_at, reason)
            SELECT * FROM gone WHERE reason IS NOT NULL
            ON CONFLICT (sequence, destination) DO UPDATE SET
                attempts = excluded.attempts, failed_at = excluded.failed_at, reason = excluded.reason
            """)
        query.bind(.texts(ended.map(\.destination)))
        query.bind(.integers(ended.map(\.sequence)))
        query.bind(attempts)
        query.bind(failedAt)
        query.bind(reason)
        return query
    }

    private func updateRetries() -> PostgresQuery {
        var query = PostgresQuery(
            """
            UPDATE pending AS p SET attempts = r.attempts, not_before = r.not_before
            FROM unnest($1, $2, $3, $4) AS r (destination, sequence, attempts, not_before)
            WHERE p.destination = r.destination AND p.sequence = r.sequence AND p.attempts <= r.attempts
            """)
        query.bind(.texts(retries.keys.map(\.destination)))
        query.bind(.integers(retries.keys.map(\.sequence)))
        query.bind(.integers(retries.values.map { Int64($0.attempts) }))
        query.bind(.integers(retries.values.map(\.notBefore.microseconds)))
        return query
    }

    static func insertSteps(_ steps: [(name: StepName, step: Step)]) -> PostgresQuery {
        var detail = PostgresColumn.texts
        var stages = PostgresColumn.blobs
        for (_, step) in steps {
            detail.append(step.detail)
            stages.append(step.stages)
        }
        var query = PostgresQuery(
            """
            INSERT INTO step (sequence, at, destination, kind, attempt, detail, stages)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (sequence, at, destination, kind) DO UPDATE SET
                attempt = excluded.attempt, detail = excluded.detail, stages = excluded.stages
            """)
        query.bind(.integers(steps.map(\.name.reference.sequence)))
        query.bind(.integers(steps.map(\.name.at.microseconds)))
        query.bind(.texts(steps.map(\.name.reference.destination)))
        query.bind(.integers(steps.map(\.name.kind.number)))
        query.bind(.integers(steps.map { Int64($0.step.attempt) }))
        query.bind(detail)
        query.bind(stages)
        return query
    }

    private func writeDocuments() -> [PostgresQuery] {
        let written = documents.values.compactMap { $0 }
        let removed = documents.filter { $0.value == nil }.map(\.key)
        var queries: [PostgresQuery] = []
        if !written.isEmpty {
            var content = PostgresColumn.blobs
            for document in written { content.append(document.content) }
            var query = PostgresQuery(
                """
                INSERT INTO document (kind, id, version, updated_at, content) SELECT * FROM unnest($1, $2, $3, $4, $5)
                ON CONFLICT (kind, id) DO UPDATE SET
                    version = excluded.version, updated_at = excluded.updated_at, content = excluded.content
                """)
            query.bind(.texts(written.map(\.kind)))
            query.bind(.texts(written.map(\.id)))
            query.bind(.integers(written.map(\.version)))
            query.bind(.integers(written.map(\.updatedAt.microseconds)))
            query.bind(content)
            queries.append(query)
        }
        if !removed.isEmpty {
            var query = PostgresQuery(
                """
                DELETE FROM document AS d USING unnest($1, $2) AS r (kind, id) WHERE d.kind = r.kind AND d.id = r.id
                """)
            query.bind(.texts(removed.map(\.kind)))
            query.bind(.texts(removed.map(\.id)))
            queries.append(query)
        }
        return queries
    }
}
