package import Events
import Values

extension EventStoreConformance {
    /// Seeds of `agree`, beside those of the checks: more of them for a long run, by `JUNCTION_AGREEMENT_SEEDS=1000`.
    package static func agreementSeeds(_ environment: [String: String]) -> ClosedRange<UInt64> {
        5...max(5, environment["JUNCTION_AGREEMENT_SEEDS"].flatMap { UInt64($0) } ?? 12)
    }

    static let agreeing: [Check] = (1...4).map { seed in
        Check(name: "random batches do what they do in memory (seed \(seed))") { store, harness in
            try agree(store, harness, seed: seed, rounds: 30)
        }
    }

    /// Random batches against the plain store in memory: every answer and everything there is to read must be the same.
    package static func agree(_ harness: some StoreHarness, seed: UInt64, rounds: Int = 30) throws {
        try agree(try harness.open(), harness, seed: seed, rounds: rounds)
    }

    private static func agree(
        _ store: any EventStore, _ harness: any StoreHarness, seed: UInt64, rounds: Int
    ) throws {
        var batches = RandomBatches(seed: seed)
        var questions = RandomQuestions(seed: seed)
        let plain = InMemoryEventStore()
        var store = store
        for round in 1...rounds {
            let batch = batches.batch()
            let now = type(of: store).moment(Int64(round * 100))
            let expected = try plain.commit(batch, at: now).map(describe)
            try expectEqual(try store.commit(batch, at: now).map(describe), expected, "seed \(seed), round \(round)")
            batches.note(try plain.events(after: 0, limit: 10_000))
            if round == rounds / 2 { store = try harness.crashAndReopen(store) }
            for question in questions.some() {
                try expectEqual(
                    try question.answer(store), try question.answer(plain),
                    "seed \(seed), round \(round): \(question.name)")
            }
            guard round % 5 == 0 else { continue }
            let found = try contents(of: store)
            for (part, contents) in try contents(of: plain) {
                try expectEqual(found[part], contents, "seed \(seed), \(part) after round \(round)")
            }
        }
        try store.close()
    }

    /// Fills a store with what a seed repeats: events of three streams, some pruned, deliveries that wait, failed or ended,
    /// documents, names with any text.
    package static func fill(_ store: any EventStore, seed: UInt64, rounds: Int = 30) throws {
        var batches = RandomBatches(seed: seed)
        for round in 1...rounds {
            _ = try store.commit(batches.batch(), at: type(of: store).moment(Int64(round * 100)))
            batches.note(try store.events(after: 0, limit: 10_000))
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
