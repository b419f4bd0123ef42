import Events
import Values

extension EventStoreConformance {
    static let appending: [Check] = [
        Check(name: "an event comes back as it was appended") { store, _ in
            let event = Event(
                id: "e-1", stream: "s", type: "ADT^A01", source: "ward", destination: "hub", key: "patient 1",
                reference: "MSG00001", correlationID: "c", causationID: "e-0", time: Instant(microseconds: 1_234_567),
                metadata: ["charset": "UTF-8", "": "empty key", "note": "é\u{0}x"], contentType: "x-application/hl7-v2",
                payload: [0, 255, 10, 0])
            let place = try store.append(event)
            let record = try store.event(id: "e-1")
            try expectEqual(record?.stored.event, event, "the event")
            try expectEqual(record?.stored.recordedAt, place.recordedAt, "recordedAt")
            try expectEqual(record?.stored.sequence, place.sequence, "sequence")
            try expectEqual(try store.event(id: "e-2")?.stored.event.id, nil, "an unknown id")
        },
        Check(name: "an event with nothing optional and no payload comes back") { store, _ in
            let event = Event.sample("bare", payload: [])
            try store.append(event)
            try expectEqual(try store.event(id: "bare")?.stored.event, event, "the event")
        },
        Check(name: "sequences grow by commit, stream sequences have no gap") { store, _ in
            var places: [Appended] = []
            for number in 0..<30 {
                places.append(try store.append(.sample("e\(number)", stream: "s\(number % 3)")))
            }
            try expect(zip(places, places.dropFirst()).allSatisfy { $0.sequence < $1.sequence }, "the order")
            for stream in 0..<3 {
                let inStream = places.enumerated().filter { $0.offset % 3 == stream }.map(\.element.streamSequence)
                try expectEqual(inStream, Array(1...10), "stream \(stream)")
                try expectEqual(try store.version(ofStream: "s\(stream)"), 10, "version")
            }
        },
        Check(name: "the same id again is a duplicate and adds nothing") { store, _ in
            let first = try store.append(.sample("a"), to: ["d"])
            let again = try store.append(.sample("a", payload: [9]), to: ["d", "other"], at: 5)
            try expect(again.duplicate && !first.duplicate, "the mark")
            try expectEqual(again.sequence, first.sequence, "sequence")
            try expectEqual(again.streamSequence, first.streamSequence, "stream sequence")
            try expectEqual(again.recordedAt, first.recordedAt, "recordedAt")
            try expectEqual(try store.event(id: "a")?.stored.event.payload, [1, 2, 3], "the first one's payload")
            try expectEqual(try store.waitingIDs("other"), [], "deliveries of the repeat")
            try expectEqual(try store.append(.sample("b")).streamSequence, 2, "the next one, without a gap")
        },
        Check(name: "the same id twice in one batch is one event") { store, _ in
            let places = try store.append([Append(.sample("a")), Append(.sample("a")), Append(.sample("b"))])
            try expectEqual(places.map(\.duplicate), [false, true, false], "the marks")
            try expectEqual(places.map(\.streamSequence), [1, 1, 2], "stream sequences")
        },
        Check(name: "texts that look the same are told apart by their bytes") { store, _ in
            let forms = ["caf\u{E9}", "cafe\u{301}"]
            let places = try store.append(
                forms.map {
                    Append(.sample($0, stream: $0, type: $0, source: $0, key: $0), deliverTo: ["d"], expectedVersion: 0)
                })
            try expectEqual(places.map(\.duplicate), [false, false], "the marks")
            try expectEqual(places.map(\.streamSequence), [1, 1], "places in streams of their own")
            for form in forms {
                let event = try store.event(id: form)?.stored.event
                for text in [event?.id, event?.stream, event?.type, event?.source, event?.key] {
                    try expectEqual(text.map { Array($0.utf8) }, Array(form.utf8), "a text")
                }
                try expectEqual(try store.waitingIDs("d", .key(form, after: 0)).count, 1, "those of the key")
                try expectEqual(try store.version(ofStream: form), 1, "version")
            }
            let results = try store.commit(
                forms.map { .putDocument(kind: "k", id: $0, content: Array($0.utf8), expectedVersion: 0) }, at: .epoch)
            let versions = results.map {
                if case .document(let document) = $0 { document.version } else { -1 } as Int64
            }
            try expectEqual(versions, [1, 1], "documents of their own")
        },
        Check(name: "an expected version that does not hold refuses the whole call") { store, _ in
            try store.append(.sample("a"))
            let operation = StoreOperation.append([
                Append(.sample("b"), deliverTo: ["d"], expectedVersion: 1), Append(.sample("c"), expectedVersion: 1),
            ])
            let results = try store.commit([operation, .append([Append(.sample("d"))])], at: .epoch)
            guard case .refused(let error) = results[0], error.code == .versionConflict else {
                throw Failure(description: "not refused")
            }
            guard case .appended(let places) = results[1] else { throw Failure(description: "the other was refused") }
            try expectEqual(places.map(\.streamSequence), [2], "the other's place")
            try expectEqual(try store.event(id: "b"), nil, "the refused event")
            try expectEqual(try store.waitingIDs("d"), [], "the refused delivery")
            try expectEqual(try store.version(ofStream: "stream"), 2, "version")
        },
        Check(name: "what was routed by something older is refused") { store, _ in
            func append(_ id: String, at version: Int64?) -> StoreOperation {
                .append([Append(.sample(id))], routedAt: version)
            }
            let rerouting = StoreOperation.putDocument(
                kind: RoutingDocument.kind, id: RoutingDocument.id, content: Array("{}".utf8), expectedVersion: nil)
            let results = try store.commit(
                [
                    append("a", at: 0), append("b", at: 1), rerouting, append("c", at: 0), append("d", at: 1),
                    append("e", at: nil), .together([append("f", at: 1), rerouting, append("g", at: 1)]),
                    append("h", at: 1),
                ], at: .epoch)
            let isRefused = results.map { result in
                if case .refused(let error) = result { error.code == .routingChanged } else { false }
            }
            try expectEqual(isRefused, [false, true, false, true, false, false, true, false], "refused")
            let there = try ["a", "b", "c", "d", "e", "f", "g", "h"].filter { try store.event(id: $0) != nil }
            try expectEqual(there, ["a", "d", "e", "h"], "appended")
            try expectEqual(
                try store.document(kind: RoutingDocument.kind, id: RoutingDocument.id)?.version, 1, "version")
        },
        Check(name: "a repeat is a duplicate even where the expected version has passed") { store, _ in
            let first = try store.append([Append(.sample("a"), expectedVersion: 0)])
            let again = try store.append([Append(.sample("a"), expectedVersion: 0)])
            try expectEqual(again.map(\.sequence), first.map(\.sequence), "sequence")
            try expectEqual(again.map(\.duplicate), [true], "the mark")
        },
        Check(name: "what was committed is there after a crash, and counting goes on") { store, harness in
            for number in 0..<20 { try store.append(.sample("e\(number)"), to: ["d"]) }
            try store.transition("d", 1, .delivered(detail: nil))
            let reopened = try harness.crashAndReopen(store)
            try expectEqual(try reopened.events(after: 0, limit: 100).count, 20, "events")
            try expectEqual(try reopened.waitingIDs("d").count, 19, "pending")
            let next = try reopened.append(.sample("next"))
            try expectEqual(next.sequence, 21, "sequence")
            try expectEqual(next.streamSequence, 21, "stream sequence")
        },
        Check(name: "recorded times never run backwards") { store, _ in
            try store.append(.sample("a"), at: 100)
            let second = try store.append(.sample("b"), at: 50)
            try expectEqual(second.recordedAt, type(of: store).moment(100), "recordedAt")
        },
    ]
}
