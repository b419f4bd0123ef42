import Events
import Values

extension EventStoreConformance {
    static let destinations: [Check] = [
        Check(name: "events of the past are added once, and not to who has had them") { store, harness in
            for number in 1...6 { try store.append(.sample("e\(number)", key: "k"), to: number <= 4 ? ["d"] : []) }
            try store.transition("d", 1, .delivered(detail: nil))
            try store.transition("d", 2, .skipped(reason: "filtered"))
            try store.transition("d", 3, .deadLettered(reason: "no"))
            func add(_ sequences: [Int64]) throws -> [Int64] {
                guard
                    case .added(let added) = try store.commit(
                        [.addDeliveries(destination: "d", sequences: sequences)], at: .epoch)[0]
                else { throw Failure(description: "not answered") }
                return added
            }
            try expectEqual(try add([6, 1, 2, 3, 4, 5, 99, 5]), [5, 6], "what was added")
            try expectEqual(try add([5, 6]), [], "again")
            let reopened = try harness.crashAndReopen(store)
            try expectEqual(try reopened.waitingIDs("d"), ["e4", "e5", "e6"], "pending")
            try expectEqual(try reopened.waitingIDs("d", .key("k", after: 4)), ["e5", "e6"], "pending by key")
            try expectEqual(try reopened.event(id: "e5")?.status, .waiting, "status")
            try reopened.transition("d", 5, .delivered(detail: nil))
            try expectEqual(try reopened.event(id: "e5")?.status, .delivered, "status at the end")
        },
        Check(name: "a lease postpones and counts, and is no step of the lineage") { store, harness in
            try store.append(.sample("a"), to: ["d"])
            let until = type(of: store).moment(60)
            try store.transition("d", 1, attempt: 3, .leased(until: until))
            let reopened = try harness.crashAndReopen(store)
            let waiting = try reopened.waiting("d").deliveries
            try expectEqual(waiting.map(\.attempts), [3], "attempts")
            try expectEqual(waiting.map(\.notBefore), [until], "the time")
            try expectEqual(try reopened.lineage(id: "a")?.steps.map(\.kind), [.received], "the steps")
        },
        Check(name: "what waits for a destination that is gone is given up, some at a time") { store, _ in
            for number in 1...5 { try store.append(.sample("e\(number)"), to: ["d", "other"]) }
            try store.transition("d", 2, .deadLettered(reason: "no"))
            func drop(_ limit: Int) throws -> Int {
                guard
                    case .dropped(let count) = try store.commit(
                        [.dropDeliveries(destination: "d", limit: limit)], at: .epoch)[0]
                else { throw Failure(description: "not answered") }
                return count
            }
            try expectEqual(try drop(3), 3, "the first step")
            try expectEqual(try store.waitingIDs("d"), ["e4", "e5"], "the rest")
            try expectEqual(try drop(9), 2, "the second step")
            try expectEqual(try drop(9), 0, "the end")
            try expectEqual(try store.destinations(), ["other"], "destinations")
            try expectEqual(try store.deadLetters(DeadLetterQuery()).letters.count, 0, "dead letters")
            try expectEqual(try store.lineage(id: "e1")?.steps.last?.kind, .discarded, "the lineage")
        },
        Check(name: "events are counted up to a bound") { store, _ in
            for number in 1...9 {
                try store.append(.sample("e\(number)", type: "t\(number % 2)"), to: number <= 3 ? ["d"] : [])
            }
            var query = EventQuery()
            query.limit = 2
            query.cursor = "4"
            try expectEqual(try store.count(query, most: 100), 9, "all, whatever the page")
            try expectEqual(try store.count(query, most: 4), 4, "the bound")
            query.type = "t1"
            try expectEqual(try store.count(query, most: 100), 5, "of a type")
            query.status = .waiting
            try expectEqual(try store.count(query, most: 100), 2, "of a type and status")
            query.type = "unknown"
            try expectEqual(try store.count(query, most: 100), 0, "none")
        },
    ]
}
