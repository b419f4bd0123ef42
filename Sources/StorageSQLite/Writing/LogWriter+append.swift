import Events
import GRDB
import Values

extension LogWriter {
    static let insertEvent = """
        INSERT INTO event (
            sequence, id, stream, streamSequence, recordedAt, time, type, source, contentType, destinations,
            destination, key, reference, correlation, causation, metadata, payload
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
        """
    static let insertPending = "INSERT OR IGNORE INTO pending (destination, sequence, key) VALUES (?, ?, ?)"
    private static let findByID = "SELECT sequence, streamSequence, recordedAt FROM event WHERE id = ?"

    mutating func append(_ appends: [Append], _ batch: Batch) throws -> StoreResult {
        guard appends.contains(where: { $0.expectedVersion != nil }) else {
            var places: [Appended] = []
            places.reserveCapacity(appends.count)
            for index in appends.indices { places.append(try appendOne(appends[index], batch)) }
            return .appended(places)
        }
        return try appendExpecting(appends, batch)
    }

    /// All or none: what came before the conflict is taken back.
    private mutating func appendExpecting(_ appends: [Append], _ batch: Batch) throws -> StoreResult {
        let before = last
        try batch.database.execute(sql: "SAVEPOINT appends")
        var places: [Appended] = []
        for append in appends {
            if let known = try find(append.event.id, batch) {
                places.append(known)
                continue
            }
            let version = try stream(append.event.stream, batch).version
            if let expected = append.expectedVersion, expected != version {
                try batch.database.execute(sql: "ROLLBACK TO appends; RELEASE appends")
                forget()
                last = before
                return .refused(.versionConflict("stream", at: version, expected: expected))
            }
            places.append(try appendOne(append, batch))
        }
        try batch.database.execute(sql: "RELEASE appends")
        return .appended(places)
    }

    private mutating func appendOne(_ append: Append, _ batch: Batch) throws -> Appended {
        var stream = try stream(append.event.stream, batch)
        let sequence = (last?.sequence ?? 0) + 1
        let statement = batch.insertEvent
        statement.bind(1, sequence)
        statement.bind(2, append.event.id)
        statement.bind(3, stream.id)
        statement.bind(4, stream.version + 1)
        statement.bind(5, batch.now)
        statement.bind(6, append.event.time)
        statement.bind(7, try name(append.event.type, batch))
        statement.bind(8, try name(append.event.source, batch))
        statement.bind(9, try name(append.event.contentType, batch))
        statement.bind(10, Int64(append.deliverTo.count))
        statement.bind(11, append.event.destination)
        statement.bind(12, append.event.key)
        statement.bind(13, append.event.reference)
        statement.bind(14, append.event.correlationID)
        statement.bind(15, append.event.causationID)
        statement.bind(16, PairCoding.encode(append.event.metadata))
        statement.bind(17, append.event.payload)
        guard try statement.run() == 1 else { return try original(append.event.id, batch) }
        stream.version += 1
        streams[ExactText(append.event.stream)] = stream
        last = (sequence, batch.now)
        for destination in append.deliverTo {
            let pending = batch.insertPending
            pending.bind(1, try self.destination(destination, batch))
            pending.bind(2, sequence)
            pending.bind(3, append.event.key)
            try pending.run()
        }
        return Appended(
            id: append.event.id, sequence: sequence, streamSequence: stream.version, recordedAt: batch.now,
            duplicate: false)
    }

    private func original(_ id: String, _ batch: Batch) throws -> Appended {
        guard let found = try find(id, batch) else {
            throw JunctionError(.internalFault, "an event was neither new nor known")
        }
        return found
    }

    private func find(_ id: String, _ batch: Batch) throws -> Appended? {
        let statement = try batch.statement(Self.findByID)
        statement.bind(1, id)
        return try statement.first {
            Appended(
                id: id, sequence: $0.integer(0), streamSequence: $0.integer(1), recordedAt: $0.instant(2),
                duplicate: true)
        }
    }
}

// MARK: - Names by number

extension LogWriter {
    mutating func stream(_ name: String, _ batch: Batch) throws -> Stream {
        if let known = streams[ExactText(name)] { return known }
        let find = try batch.statement("SELECT id, floor FROM stream WHERE name = ?")
        find.bind(1, name)
        guard let (id, floor) = try find.first({ ($0.integer(0), $0.integer(1)) }) else {
            let id = try insert(name, "INSERT INTO stream (name) VALUES (?)", batch)
            streams[ExactText(name)] = Stream(id: id, version: 0)
            return Stream(id: id, version: 0)
        }
        let newest = try batch.statement("SELECT max(streamSequence) FROM event WHERE stream = ?")
        newest.bind(1, id)
        let version = max(floor, try newest.first { $0.integer(0) } ?? 0)
        streams[ExactText(name)] = Stream(id: id, version: version)
        return Stream(id: id, version: version)
    }

    mutating func name(_ text: String, _ batch: Batch) throws -> Int64 {
        if let known = names[ExactText(text)] { return known }
        let find = try batch.statement("SELECT id FROM name WHERE text = ?")
        find.bind(1, text)
        let id = try find.first { $0.integer(0) } ?? insert(text, "INSERT INTO name (text) VALUES (?)", batch)
        names[ExactText(text)] = id
        return id
    }

    mutating func destination(_ name: String, _ batch: Batch) throws -> Int64 {
        if let known = destinations[ExactText(name)] { return known }
        let find = try batch.statement("SELECT id FROM destination WHERE name = ?")
        find.bind(1, name)
        let id = try find.first { $0.integer(0) } ?? insert(name, "INSERT INTO destination (name) VALUES (?)", batch)
        destinations[ExactText(name)] = id
        return id
    }

    private func insert(_ text: String, _ sql: String, _ batch: Batch) throws -> Int64 {
        let statement = try batch.statement(sql)
        statement.bind(1, text)
        try statement.run()
        return batch.database.lastInsertedRowID
    }
}
