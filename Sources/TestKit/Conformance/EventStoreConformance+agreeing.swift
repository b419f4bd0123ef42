package import Events
import Values

extension EventStoreConformance {
    /// Random batches, from fixed seeds, against the plain store in memory: every answer and everything there is to read
    /// must be the same.
    static let agreeing: [Check] = (1...4).map { seed in
        Check(name: "random batches do what they do in memory (seed \(seed))") { store, harness in
            var random = RandomBatches(seed: UInt64(seed))
            let plain = InMemoryEventStore()
            var store = store
            for round in 1...30 {
                let batch = random.batch()
                let now = type(of: store).moment(Int64(round * 100))
                let expected = try plain.commit(batch, at: now).map(describe)
                try expectEqual(try store.commit(batch, at: now).map(describe), expected, "round \(round)")
                random.note(try plain.events(after: 0, limit: 10_000))
                if round == 15 { store = try harness.crashAndReopen(store) }
                guard round % 5 == 0 else { continue }
                let found = try contents(of: store)
                for (part, contents) in try contents(of: plain) {
                    try expectEqual(found[part], contents, "\(part) after round \(round)")
                }
            }
        }
    }

    /// Fills a store with what a seed repeats: events of three streams, some pruned, deliveries that wait, failed or ended,
    /// documents, names with any text.
    package static func fill(_ store: any EventStore, seed: UInt64, rounds: Int = 30) throws {
        var random = RandomBatches(seed: seed)
        for round in 1...rounds {
            _ = try store.commit(random.batch(), at: type(of: store).moment(Int64(round * 100)))
            random.note(try store.events(after: 0, limit: 10_000))
        }
        try store.append(.sample(oddText, stream: oddText, key: oddText, reference: oddText), to: [oddText], at: 9000)
    }

    private static let oddText = "a\u{0}b\u{1B}0\u{1B}\u{1B}c\u{FFFF}🙂"

    static let holdingAnyText: [Check] = [
        Check(name: "any text is kept, U+0000 and control characters too") { store, _ in
            let odd = oddText
            var event = Event.sample(odd, stream: odd, type: odd, source: odd, key: odd, reference: odd)
            event.destination = odd
            try store.append(event, to: [odd])
            try expectEqual(try store.event(id: odd)?.stored.event, event, "the event")
            try expectEqual(try store.waitingIDs(odd, .key(odd, after: 0)), [odd], "pending")
            try store.transition(odd, 1, .deadLettered(reason: odd))
            var query = DeadLetterQuery(destination: odd, eventID: odd)
            query.reasonContains = "c\u{FFFF}"
            try expectEqual(try store.deadLetters(query).letters.map(\.reason), [odd], "the reason")
            try expectEqual(try store.version(ofStream: odd), 1, "the stream")
        }
    ]

    private static func describe(_ result: StoreResult) -> String {
        switch result {
        case .refused(let error): "refused \(error.code.name)"
        case .deadLetters(let references):
            "dead letters \(references.map { "\($0.sequence) \($0.destination)" }.sorted())"
        default: "\(result)"
        }
    }

    /// Everything that the store tells, as texts by what they are of.
    package static func contents(of store: any EventStore) throws -> [String: [String]] {
        var contents: [String: [String]] = [:]
        let events = try store.events(after: 0, limit: 10_000)
        contents["events"] = events.map { "\($0)" }
        contents["records"] = try events.map { "\(String(describing: try store.event(id: $0.event.id)?.status))" }
        contents["lineages"] = try events.map { "\(String(describing: try store.lineage(id: $0.event.id)?.steps))" }
        contents["destinations"] = try store.destinations()
        for destination in RandomBatches.destinations {
            contents["pending of \(destination)"] = try store.waiting(destination, limit: 10_000, byteLimit: 1 << 30)
                .deliveries.map { "\($0)" }
            let backlog = try store.backlog(destination: destination)
            contents["backlog of \(destination)"] = [
                "\(backlog.count) \(String(describing: backlog.oldestRecordedAt)) \(backlog.deadLetters)"
            ]
        }
        contents["dead letters"] = try store.deadLetters(allDeadLetters).letters.map { "\($0)" }.sorted()
        contents["documents"] = try store.documents(kind: "k", after: nil, limit: 100).map { "\($0)" }
        contents["streams"] = try store.streams(after: nil, limit: 100).map { "\($0)" }
        contents["retained"] = try RandomBatches.streams.map {
            "\(try store.retained(stream: $0, after: 2, limit: 50)) \(try store.weight(ofStream: $0, after: 1, limit: 9))"
        }
        contents["versions"] = try RandomBatches.streams.map { "\(try store.version(ofStream: $0))" }
        return contents
    }

    private static var allDeadLetters: DeadLetterQuery {
        var query = DeadLetterQuery()
        query.limit = 1000
        return query
    }
}

/// Batches that do a little of everything, often to what is there already.
private struct RandomBatches {
    static let destinations = ["a", "b", "c"]
    static let streams = ["s0", "s1", "s2"]

    private var random: SeededRandom
    /// Of the events that were there before this batch.
    private var sequences: [Int64] = []
    private var moment: Int64 = 1_790_000_000

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    mutating func note(_ events: [StoredEvent]) { sequences = events.map(\.sequence) }

    mutating func batch() -> [StoreOperation] { (0..<number(8) + 1).map { _ in operation() } }

    private mutating func number(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    private mutating func operation() -> StoreOperation {
        switch number(27) {
        case 0..<9: return .append((0..<number(4) + 1).map { _ in append() })
        case 9..<15 where !sequences.isEmpty: return .transition((0..<number(5) + 1).map { _ in transition() })
        case 15, 16:
            return .putDocument(
                kind: "k", id: "d\(number(4))", content: [UInt8(number(256))], expectedVersion: expected())
        case 17: return .removeDocument(kind: "k", id: "d\(number(4))", expectedVersion: expected())
        case 18:
            let query = DeadLetterQuery(destination: Self.destinations[number(3)])
            return random.chance(0.7) ? .retryDeadLetters(query, limit: 3) : .discardDeadLetters(query, limit: 2)
        case 19...20 where !sequences.isEmpty:
            let some = (0..<number(6) + 1).map { _ in sequences[number(sequences.count)] }
            return .addDeliveries(destination: Self.destinations[number(3)], sequences: some)
        case 21: return .dropDeliveries(destination: Self.destinations[number(3)], limit: number(4))
        case 22 where !sequences.isEmpty:
            let some = (0..<number(6) + 1).map { _ in sequences[number(sequences.count)] }
            let document = DocumentVersion(kind: "k", id: "d\(number(4))", version: Int64(number(3)))
            return .prune(sequences: some, while: random.chance(0.5) ? document : nil)
        case 23, 24:
            let puts = (0..<number(3) + 1).map { _ in
                StoreOperation.putDocument(
                    kind: "k", id: "d\(number(4))", content: [UInt8(number(256))], expectedVersion: expected())
            }
            return .together([.append((0..<number(3)).map { _ in append() })] + puts)
        default: return .prune(sequences: [], while: nil)
        }
    }

    private mutating func expected() -> Int64? { random.chance(0.4) ? Int64(number(4)) : nil }

    private mutating func append() -> Append {
        let event = Event.sample(
            "e\(number(150))", stream: Self.streams[number(3)], key: random.chance(0.5) ? "k\(number(3))" : nil,
            metadata: random.chance(0.3) ? ["a": "b"] : [:], payload: Array(repeating: 7, count: number(40)))
        let destinations = Self.destinations.filter { _ in random.chance(0.5) }
        return Append(event, deliverTo: destinations, expectedVersion: random.chance(0.1) ? Int64(number(20)) : nil)
    }

    private mutating func transition() -> DeliveryTransition {
        moment += 1
        let at = Instant(seconds: moment)
        let change: DeliveryTransition.Change =
            switch number(6) {
            case 0, 1: .delivered(detail: random.chance(0.5) ? "201" : nil)
            case 2: .skipped(reason: "filtered")
            case 3: .retry(reason: "503", notBefore: Instant(seconds: moment + 60))
            case 4: .leased(until: Instant(seconds: moment + 30))
            default: .deadLettered(reason: "422")
            }
        return DeliveryTransition(
            destination: Self.destinations[number(3)], sequence: sequences[number(sequences.count)],
            attempt: number(5) + 1, at: at, change: change,
            stages: random.chance(0.3) ? [DeliveryStage(.mapped, at: at, detail: "m")] : [])
    }
}
