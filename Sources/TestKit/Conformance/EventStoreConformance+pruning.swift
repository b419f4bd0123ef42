import Events
import Values

extension EventStoreConformance {
    static let pruning: [Check] = [
        Check(name: "pruning keeps what waits, and never gives a place twice") { store, harness in
            for number in 0..<10 {
                try store.append(.sample("e\(number)"), to: number == 4 || number == 5 ? ["d"] : [])
            }
            try store.transition("d", 6, .deadLettered(reason: "no"))
            try store.append(.sample("new"), at: 1000)
            try expectEqual(
                try store.prune([10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 99, 9]), [1, 2, 3, 4, 7, 8, 9, 10], "what went")
            try expectEqual(try store.events(after: 0, limit: 100).map(\.event.id), ["e4", "e5", "new"], "the rest")
            try expectEqual(try store.event(id: "e0"), nil, "one that went")
            try expectEqual(try store.append(.sample("e0")).duplicate, false, "its id, free again")
            try store.transition("d", 5, .delivered(detail: nil))
            _ = try store.commit([.discardDeadLetters(DeadLetterQuery(destination: "d"), limit: 9)], at: .epoch)
            try expectEqual(try store.prune(Array(1...12)), [5, 6, 11, 12], "the others, once nobody waits for them")
            try expectEqual(try store.backlog(destination: "d").through, 12, "where the log stands")
            let reopened = try harness.crashAndReopen(store)
            try expectEqual(try reopened.backlog(destination: "d").through, 12, "where the log stands, read anew")
            let next = try reopened.append(.sample("after"))
            try expectEqual(next.sequence, 13, "sequence after everything was pruned")
            try expectEqual(next.streamSequence, 13, "stream sequence after everything was pruned")
            try expectEqual(try reopened.version(ofStream: "stream"), 13, "version")
        },
        Check(name: "nothing is pruned once the document has changed") { store, _ in
            for number in 1...3 { try store.append(.sample("e\(number)")) }
            func put(_ content: UInt8) -> StoreOperation {
                .putDocument(kind: "retention", id: "holds", content: [content], expectedVersion: nil)
            }
            func version(_ number: Int64) -> DocumentVersion {
                DocumentVersion(kind: "retention", id: "holds", version: number)
            }
            try expectEqual(try store.prune([1], while: version(1)), [], "a version that is not there yet")
            try expectEqual(try store.prune([1], while: version(0)), [1], "no document")
            let results = try store.commit([put(1), .prune(sequences: [2], while: version(0))], at: .epoch)
            guard case .pruned(let gone) = results[1] else { throw Failure(description: "not answered") }
            try expectEqual(gone, [], "after a change in the same batch")
            try expectEqual(try store.prune([2], while: version(1)), [2], "as it stands")
        },
        Check(name: "streams tell where they begin and stand, also when nothing of them is left") { store, _ in
            for number in 1...6 {
                try store.append(.sample("e\(number)", stream: "s\(number % 2)", payload: [1, 2]), at: Int64(number))
            }
            let moment = type(of: store).moment
            let whole = StreamSummary(name: "s1", version: 3, first: 1, oldestRecordedAt: moment(1))
            try expectEqual(try store.stream("s1"), whole, "a whole stream")
            try expectEqual(try store.prune([1, 2, 4, 6]), [1, 2, 4, 6], "what went")
            let begun = StreamSummary(name: "s1", version: 3, first: 2, oldestRecordedAt: moment(3))
            let empty = StreamSummary(name: "s0", version: 3, first: 4, oldestRecordedAt: nil)
            try expectEqual(try store.streams(after: nil, limit: 10), [empty, begun], "all")
            try expectEqual(try store.streams(after: "s0", limit: 10), [begun], "those after one")
            try expectEqual(try store.streams(after: nil, limit: 1), [empty], "some")
            try expectEqual(try store.stream("none"), nil, "an unknown one")
            try expectEqual(try store.append(.sample("next", stream: "s0")).streamSequence, 4, "the next place")
        },
        Check(name: "what says whether events may go is read without them") { store, _ in
            for number in 1...4 {
                let event = Event.sample(
                    "e\(number)", key: "k", reference: "r\(number)", correlationID: number == 2 ? "c" : nil,
                    payload: Array(repeating: 7, count: number * 1000))
                try store.append(event, to: number < 3 ? ["d"] : [], at: Int64(number))
            }
            try store.transition("d", 2, .deadLettered(reason: "no"))
            let found = try store.retained(stream: "stream", after: 1, limit: 2)
            try expectEqual(found.map(\.streamSequence), [2, 3], "places")
            try expectEqual(found.map(\.sequence), [2, 3], "sequences")
            try expectEqual(found.map(\.bytes), [2000, 3000], "bytes")
            try expectEqual(found.map(\.isNeeded), [true, false], "whether they are needed")
            try expectEqual(found.map(\.correlationID), ["c", nil], "correlation")
            try expectEqual(found.map(\.reference), ["r2", "r3"], "reference")
            try expectEqual(found.map(\.key), ["k", "k"], "key")
            try expectEqual(found.map(\.recordedAt), [2, 3].map(type(of: store).moment), "times")
            try expectEqual(try store.retained(stream: "stream", after: 0, limit: 1).map(\.isNeeded), [true], "pending")
            let weight = try store.weight(ofStream: "stream", after: 1, limit: 2)
            try expectEqual(weight, StreamWeight(through: 3, bytes: 5000), "weight")
            let none = try store.weight(ofStream: "stream", after: 4, limit: 2)
            try expectEqual(none, StreamWeight(through: 4, bytes: 0), "weight after the end")
        },
    ]
}

extension EventStore {
    fileprivate func prune(_ sequences: [Int64], while document: DocumentVersion? = nil) throws -> [Int64] {
        guard
            case .pruned(let gone) = try commit([.prune(sequences: sequences, while: document)], at: Self.moment(0))[0]
        else { throw EventStoreConformance.Failure(description: "pruning was answered as something else") }
        return gone
    }
}
