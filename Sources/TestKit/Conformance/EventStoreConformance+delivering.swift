import Events
import Values

extension EventStoreConformance {
    static let delivering: [Check] = [
        Check(name: "a delivery waits for each destination until it is ended for it") { store, _ in
            let place = try store.append(.sample("a", key: "k"), to: ["one", "two"])
            try expectEqual(try store.destinations(), ["one", "two"], "destinations")
            try store.transition("one", place.sequence, .delivered(detail: "201"))
            try expectEqual(try store.waitingIDs("one"), [], "pending of one")
            try expectEqual(try store.waitingIDs("two"), ["a"], "pending of two")
            try expectEqual(try store.event(id: "a")?.status, .waiting, "status")
            try store.transition("two", place.sequence, .skipped(reason: "filtered"))
            try expectEqual(try store.event(id: "a")?.status, .delivered, "status")
            try expectEqual(try store.destinations(), [], "destinations at the end")
        },
        Check(name: "a failed attempt is counted and keeps its time") { store, harness in
            let place = try store.append(.sample("a"), to: ["d"])
            let due = type(of: store).moment(60)
            try store.transition("d", place.sequence, attempt: 2, .retry(reason: "503", notBefore: due))
            // Told again, late: neither count nor time go back.
            let early = type(of: store).moment(1)
            try store.transition("d", place.sequence, attempt: 1, .retry(reason: "503", notBefore: early))
            try store.transition("d", place.sequence, attempt: 1, .leased(until: early))
            let reopened = try harness.crashAndReopen(store)
            let waiting = try reopened.waiting("d").deliveries
            try expectEqual(waiting.map(\.attempts), [2], "attempts")
            try expectEqual(waiting.map(\.notBefore), [due], "the time")
        },
        Check(name: "pending deliveries come in order, by page, by key and by one") { store, _ in
            for number in 1...9 { try store.append(.sample("e\(number)", key: "k\(number % 2)"), to: ["d", "other"]) }
            let first = try store.waiting("d", limit: 4)
            try expectEqual(first.deliveries.map(\.stored.event.id), ["e1", "e2", "e3", "e4"], "the first page")
            try expect(first.isPartial, "there is more")
            let last = first.deliveries[3].stored.sequence
            let rest = try store.waiting("d", .after(last))
            try expectEqual(rest.deliveries.map(\.stored.event.id), ["e5", "e6", "e7", "e8", "e9"], "the rest")
            try expect(!rest.isPartial, "there is no more")
            try expectEqual(try store.waitingIDs("d", .key("k1", after: last)), ["e5", "e7", "e9"], "by key")
            try expectEqual(try store.waitingIDs("d", .one(last)), ["e4"], "by sequence")
            try expectEqual(try store.waitingIDs("nobody"), [], "an unknown destination")
        },
        Check(name: "a page of pending deliveries ends at its bytes") { store, _ in
            for number in 1...5 {
                try store.append(.sample("e\(number)", payload: Array(repeating: 7, count: 100)), to: ["d"])
            }
            let page = try store.waiting("d", byteLimit: 150)
            try expectEqual(page.deliveries.count, 2, "how many")
            try expect(page.isPartial, "there is more")
            try expectEqual(try store.waiting("d", byteLimit: 1).deliveries.count, 1, "at least one")
        },
        Check(name: "the backlog is counted") { store, _ in
            try expectEqual(try store.backlog(destination: "d").count, 0, "nothing yet")
            for number in 1...3 { try store.append(.sample("e\(number)"), to: ["d"], at: Int64(number)) }
            try store.transition("d", 1, .delivered(detail: nil))
            try store.transition("d", 2, .deadLettered(reason: "refused"))
            let backlog = try store.backlog(destination: "d")
            try expectEqual(backlog.count, 1, "pending")
            try expectEqual(backlog.oldestRecordedAt, type(of: store).moment(3), "the oldest")
            try expectEqual(backlog.deadLetters, 1, "dead letters")
            try expectEqual(try store.pendingBytes(destination: "d"), 3, "bytes of the one that is pending")
            try expectEqual(try store.pendingBytes(destination: "none"), 0, "bytes for nobody")
            try expectEqual(backlog.through, 3, "the newest sequence")
        },
        Check(name: "a transition of what is no longer pending changes nothing") { store, _ in
            try store.append(.sample("a"), to: ["d"])
            try store.transition("d", 1, .delivered(detail: nil))
            try store.transition("d", 1, attempt: 1, at: 2, .deadLettered(reason: "late"))
            try store.transition("d", 1, attempt: 1, at: 3, .retry(reason: "late", notBefore: .epoch))
            try expectEqual(try store.deadLetters(DeadLetterQuery()).letters.count, 0, "dead letters")
            try expectEqual(try store.event(id: "a")?.status, .delivered, "status")
        },
    ]

    static let burying: [Check] = [
        Check(name: "dead letters are kept with their reason") { store, harness in
            try store.append(.sample("a"), to: ["d"])
            try store.transition("d", 1, attempt: 3, at: 7, .deadLettered(reason: "HTTP 422"))
            let reopened = try harness.crashAndReopen(store)
            let letter = try reopened.deadLetters(DeadLetterQuery()).letters.first
            try expectEqual(letter?.stored.event.id, "a", "the event")
            try expectEqual(letter?.attempts, 3, "attempts")
            try expectEqual(letter?.failedAt, type(of: store).moment(7), "the time")
            try expectEqual(letter?.reason, "HTTP 422", "the reason")
            try expectEqual(try reopened.event(id: "a")?.status, .deadLettered, "status")
            try expectEqual(try reopened.destinations(), ["d"], "destinations")
        },
        Check(name: "dead letters are found by every part of the query, page by page") { store, _ in
            for number in 1...6 {
                let event = Event.sample(
                    "e\(number)", stream: number > 4 ? "late" : "early", type: "t\(number % 2)",
                    source: "s\(number % 3)")
                try store.append(event, to: ["one", "two"])
                try store.transition("one", Int64(number), at: Int64(number), .deadLettered(reason: "no \(number)"))
            }
            try store.transition("two", 1, at: 9, .deadLettered(reason: "no"))
            func count(_ change: (inout DeadLetterQuery) -> Void) throws -> Int {
                var query = DeadLetterQuery()
                change(&query)
                let page = try store.deadLetters(query)
                return page.letters.count
            }
            try expectEqual(try count { _ in }, 7, "all")
            try expectEqual(try count { $0.destination = "two" }, 1, "by destination")
            try expectEqual(try count { $0.eventID = "e1" }, 2, "by event")
            try expectEqual(try count { $0.stream = "late" }, 2, "by stream")
            try expectEqual(try count { $0.stream = "none" }, 0, "by a stream that is not there")
            try expectEqual(try count { $0.type = "t0" }, 3, "by type")
            try expectEqual(try count { $0.source = "s0" }, 2, "by source")
            try expectEqual(try count { $0.reasonContains = "o 3" }, 1, "by reason")
            try expectEqual(try count { $0.failedFrom = type(of: store).moment(5) }, 3, "from")
            try expectEqual(try count { $0.failedUntil = type(of: store).moment(5) }, 4, "until")
            for (stream, sizes) in [(nil, [3, 3, 1]), ("early", [3, 2]), ("late", [2])] {
                var query = DeadLetterQuery()
                query.stream = stream
                query.limit = 3
                var pages: [[String]] = []
                repeat {
                    let page = try store.deadLetters(query)
                    pages.append(page.letters.map { "\($0.stored.event.id) \($0.destination)" })
                    query.cursor = page.next
                } while query.cursor != nil
                try expectEqual(pages.map(\.count), sizes, "every page but the last is full")
                try expectEqual(Set(pages.joined()).count, sizes.reduce(0, +), "nothing twice")
            }
        },
        Check(name: "a page of dead letters ends where its bytes do, and the next goes on there") { store, _ in
            for number in 1...3 {
                try store.append(.sample("e\(number)"), to: ["one", "two"])
                for destination in ["one", "two"] {
                    try store.transition(destination, Int64(number), at: 9, .deadLettered(reason: "no"))
                }
            }
            let bytes = try store.events(after: 0, limit: 1).reduce(0) { $0 + $1.event.payload.count }
            for (limit, counts) in [(1, [1, 1, 1, 1, 1, 1, 0]), (bytes * 4, [4, 2]), (bytes * 6, [6, 0])] {
                var query = DeadLetterQuery()
                query.byteLimit = limit
                var pages: [[String]] = []
                repeat {
                    let page = try store.deadLetters(query)
                    pages.append(page.letters.map { "\($0.stored.event.id) \($0.destination)" })
                    query.cursor = page.next
                } while query.cursor != nil
                try expectEqual(pages.map(\.count), counts, "pages of \(limit) bytes")
                try expectEqual(Set(pages.joined()).count, 6, "nothing twice")
            }
        },
        Check(name: "a dead letter retried is pending anew; one discarded is gone") { store, _ in
            for number in 1...3 {
                try store.append(.sample("e\(number)", key: "k"), to: ["d"])
                try store.transition("d", Int64(number), attempt: 5, .deadLettered(reason: "no"))
            }
            let retried = try store.commit(
                [.retryDeadLetters(DeadLetterQuery(), limit: 2)], at: type(of: store).moment(9))[0]
            guard case .deadLetters(let references) = retried else { throw Failure(description: "not retried") }
            try expectEqual(references.map(\.sequence), [1, 2], "the oldest first")
            let waiting = try store.waiting("d", .key("k", after: 0)).deliveries
            try expectEqual(waiting.map(\.stored.event.id), ["e1", "e2"], "pending")
            try expectEqual(waiting.map(\.attempts), [0, 0], "attempts")
            _ = try store.commit(
                [.discardDeadLetters(DeadLetterQuery(eventID: "e3"), limit: 9)], at: type(of: store).moment(9))
            try expectEqual(try store.deadLetters(DeadLetterQuery()).letters.count, 0, "dead letters")
            let kinds = try store.lineage(id: "e3")?.steps.map(\.kind)
            try expectEqual(kinds, [.received, .deadLettered, .discarded], "lineage")
        },
    ]
}
