import Events
import Values

extension EventStoreConformance {
    static let reading: [Check] = [
        Check(name: "history is found by every part of the query") { store, _ in
            for number in 1...12 {
                var event = Event.sample(
                    "e\(number)", stream: "s\(number % 2)", type: "t\(number % 3)", source: "o\(number % 4)",
                    reference: "r\(number % 5)", correlationID: "c\(number % 6)", causationID: "p\(number)")
                event.destination = "hub\(number % 2)"
                try store.append(event, to: number <= 6 ? ["d"] : [], at: Int64(number))
                if number <= 2 { try store.transition("d", Int64(number), .delivered(detail: nil)) }
                if number == 3 { try store.transition("d", 3, .deadLettered(reason: "no")) }
            }
            func ids(_ change: (inout EventQuery) -> Void) throws -> [String] {
                var query = EventQuery()
                query.order = .oldestFirst
                change(&query)
                return try store.history(query).records.map(\.stored.event.id)
            }
            try expectEqual(try ids { $0.stream = "s0" }.count, 6, "by stream")
            try expectEqual(try ids { $0.type = "t0" }, ["e3", "e6", "e9", "e12"], "by type")
            try expectEqual(try ids { $0.source = "o0" }, ["e4", "e8", "e12"], "by source")
            try expectEqual(try ids { $0.reference = "r0" }, ["e5", "e10"], "by reference")
            try expectEqual(try ids { $0.correlationID = "c0" }, ["e6", "e12"], "by correlation")
            try expectEqual(try ids { $0.causationID = "p7" }, ["e7"], "by causation")
            try expectEqual(try ids { $0.destination = "hub1" }.count, 6, "by destination")
            try expectEqual(try ids { $0.status = .delivered }, ["e1", "e2"], "delivered")
            try expectEqual(try ids { $0.status = .deadLettered }, ["e3"], "dead-lettered")
            try expectEqual(try ids { $0.status = .waiting }, ["e4", "e5", "e6"], "waiting")
            try expectEqual(try ids { $0.status = .recorded }.count, 6, "recorded")
            try expectEqual(try ids { $0.from = type(of: store).moment(11) }, ["e11", "e12"], "from")
            try expectEqual(try ids { $0.until = type(of: store).moment(3) }, ["e1", "e2"], "until")
            try expectEqual(try ids { $0.from = type(of: store).moment(99) }, [], "from after the end")
            try expectEqual(
                try ids {
                    $0.type = "t0"
                    $0.source = "o0"
                }, ["e12"], "two at once")
            try expectEqual(try ids { $0.type = "unknown" }, [], "an unknown type")
        },
        Check(name: "history comes page by page in both orders, with nothing lost or repeated") { store, _ in
            for number in 1...25 { try store.append(.sample("e\(number)")) }
            for order in [EventQuery.Order.newestFirst, .oldestFirst] {
                var query = EventQuery()
                query.order = order
                query.limit = 10
                var seen: [Int64] = []
                repeat {
                    let page = try store.history(query)
                    seen += page.records.map(\.stored.sequence)
                    query.cursor = page.next
                } while query.cursor != nil
                try expectEqual(seen, order == .oldestFirst ? Array(1...25) : Array(1...25).reversed(), "\(order)")
            }
        },
        Check(name: "a page of the history or of a stream ends where its bytes do, and the next goes on there") {
            store, _ in
            for number in 1...7 { try store.append(.sample("e\(number)", stream: "s")) }
            let bytes = try store.events(after: 0, limit: 1).reduce(0) { $0 + $1.event.payload.count }
            for (limit, counts) in [(1, [1, 1, 1, 1, 1, 1, 1, 0]), (bytes * 3, [3, 3, 1]), (bytes * 7, [7, 0])] {
                for order in [EventQuery.Order.newestFirst, .oldestFirst] {
                    var query = EventQuery()
                    query.order = order
                    query.byteLimit = limit
                    var pages: [Int] = []
                    repeat {
                        let page = try store.history(query)
                        pages.append(page.records.count)
                        query.cursor = page.next
                    } while query.cursor != nil
                    try expectEqual(pages, counts, "pages of \(limit) bytes, \(order)")
                }
                let page = try store.events(stream: "s", after: 0, limit: 10, byteLimit: limit)
                try expectEqual(page.count, counts[0], "of the stream")
            }
        },
        Check(name: "a cursor that no page gave is refused") { store, _ in
            var query = EventQuery()
            query.cursor = "x'; DROP TABLE event"
            do {
                _ = try store.history(query)
                throw Failure(description: "accepted")
            } catch let error as JunctionError {
                try expectEqual(error.code.name, "events.cursorInvalid", "the code")
            }
        },
        Check(name: "the log and each stream are read in order from any place") { store, _ in
            for number in 1...10 { try store.append(.sample("e\(number)", stream: "s\(number % 2)")) }
            try expectEqual(try store.events(after: 8, limit: 5).map(\.event.id), ["e9", "e10"], "the log")
            let bytes = try store.events(after: 0, limit: 1).reduce(0) { $0 + $1.event.payload.count }
            for (limit, count) in [(1, 1), (bytes * 3, 3), (bytes * 3 + 1, 4), (Int.max, 10)] {
                let page = try store.events(after: 0, limit: 100, byteLimit: limit)
                try expectEqual(page.count, count, "events of \(limit) bytes")
            }
            try expectEqual(
                try store.events(stream: "s0", after: 1, limit: 2, byteLimit: .max).map(\.event.id), ["e4", "e6"],
                "a stream")
            try expectEqual(
                try store.events(stream: "none", after: 0, limit: 2, byteLimit: .max).count, 0, "an unknown stream")
            try expectEqual(try store.version(ofStream: "none"), 0, "its version")
        },
        Check(name: "lineage tells each step with its time and reason") { store, _ in
            try store.append(.sample("a", reference: "MSG1"), to: ["d"])
            let at = type(of: store).moment
            let stages = [
                DeliveryStage(.validated, at: at(2)), DeliveryStage(.mapped, at: at(3), detail: "adt-to-fhir"),
            ]
            try store.transition(
                "d", 1, attempt: 1, at: 4, .retry(reason: "HTTP 503", notBefore: at(5)), stages: stages)
            try store.transition("d", 1, attempt: 2, at: 6, .delivered(detail: "HTTP 201"))
            let steps = try store.lineage(id: "a")?.steps ?? []
            try expectEqual(
                steps.map(\.kind), [.received, .validated, .mapped, .attemptFailed, .delivered], "the kinds")
            try expectEqual(steps.map(\.detail), [nil, nil, "adt-to-fhir", "HTTP 503", "HTTP 201"], "the details")
            try expectEqual(steps.map(\.at), [at(0), at(2), at(3), at(4), at(6)], "the times")
            try expectEqual(steps.map(\.attempt), [0, 1, 1, 1, 2], "the attempts")
            try expectEqual(steps.dropFirst().map(\.destination), ["d", "d", "d", "d"], "the destinations")
            try expectEqual(try store.lineage(id: "none"), nil, "an unknown id")
        },
    ]

    static let documenting: [Check] = [
        Check(name: "documents are written, read, listed and removed") { store, harness in
            for id in ["b", "a", "ä", "B"] {
                _ = try store.commit(
                    [.putDocument(kind: "k", id: id, content: Array(id.utf8), expectedVersion: nil)], at: .epoch)
            }
            _ = try store.commit([.putDocument(kind: "other", id: "a", content: [], expectedVersion: nil)], at: .epoch)
            let reopened = try harness.crashAndReopen(store)
            try expectEqual(
                try reopened.documents(kind: "k", after: nil, limit: 9).map(\.id), ["B", "a", "b", "ä"], "all")
            try expectEqual(try reopened.documents(kind: "k", after: "B", limit: 1).map(\.id), ["a"], "a page")
            try expectEqual(try reopened.document(kind: "k", id: "ä")?.content, Array("ä".utf8), "one")
            try expectEqual(try reopened.document(kind: "other", id: "a")?.content, [], "an empty one")
            _ = try reopened.commit([.removeDocument(kind: "k", id: "a", expectedVersion: nil)], at: .epoch)
            try expectEqual(try reopened.document(kind: "k", id: "a"), nil, "the removed one")
        },
        Check(name: "a document changes only at its expected version") { store, _ in
            func put(_ expected: Int64?) throws -> StoreResult {
                try store.commit(
                    [.putDocument(kind: "k", id: "a", content: [1], expectedVersion: expected)], at: .epoch)[0]
            }
            guard case .document(let first) = try put(0), first.version == 1 else {
                throw Failure(description: "not made")
            }
            guard case .refused(let error) = try put(0), error.code == .versionConflict else {
                throw Failure(description: "made twice")
            }
            guard case .document(let second) = try put(1), second.version == 2 else {
                throw Failure(description: "not changed")
            }
            let removal = try store.commit([.removeDocument(kind: "k", id: "a", expectedVersion: 1)], at: .epoch)[0]
            guard case .refused = removal else { throw Failure(description: "removed at another version") }
        },
        Check(name: "what belongs together is written together or not at all") { store, harness in
            func together(_ id: String, expected: Int64) throws -> StoreResult {
                let put = StoreOperation.putDocument(kind: "k", id: "a", content: [1], expectedVersion: expected)
                let other = StoreOperation.putDocument(kind: "k", id: id, content: [2], expectedVersion: nil)
                return try store.commit(
                    [
                        .append([Append(.sample("before-\(id)"))]),
                        .together([.append([Append(.sample(id))]), other, put]),
                    ],
                    at: .epoch)[1]
            }
            guard case .together(let results) = try together("x", expected: 0), results.count == 3 else {
                throw Failure(description: "not written")
            }
            guard case .refused(let error) = try together("y", expected: 0), error.code == .versionConflict else {
                throw Failure(description: "written at another version")
            }
            let places = try store.append([Append(.sample("after"))])
            try expectEqual(places.map(\.sequence), [4], "the sequence after a refusal")
            let reopened = try harness.crashAndReopen(store)
            try expectEqual(
                try reopened.events(after: 0, limit: 9).map(\.event.id), ["before-x", "x", "before-y", "after"],
                "events")
            try expectEqual(try reopened.documents(kind: "k", after: nil, limit: 9).map(\.id), ["a", "x"], "documents")
        },
    ]
}
