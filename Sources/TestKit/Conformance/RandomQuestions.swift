import Events
import Values

/// Questions to a store of random batches, the same for every store.
struct RandomQuestions {
    struct Question {
        var name: String
        /// Everything that the store answers, as one text.
        var answer: (any EventStore) throws -> String
    }

    private var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(seed: ~seed) }

    mutating func some() -> [Question] {
        [history(), deadLetters(), pending(), ofStream(), documents()]
    }

    private mutating func number(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
    private mutating func maybe(_ text: String, _ count: Int, _ probability: Double = 0.25) -> String? {
        let number = number(count)
        return random.chance(probability) ? "\(text)\(number)" : nil
    }

    private mutating func history() -> Question {
        var query = EventQuery()
        query.type = maybe("t", 3)
        query.source = maybe("o", 3)
        query.stream = maybe("s", 4)
        query.correlationID = maybe("c", 6, 0.3)
        query.causationID = maybe("e", 150, 0.1)
        query.reference = maybe("r", 6, 0.2)
        if random.chance(0.3) { query.status = EventStatus.allCases[number(EventStatus.allCases.count)] }
        if random.chance(0.2) { query.from = Instant(seconds: 1_790_000_000 + Int64(number(30)) * 100) }
        if random.chance(0.2) { query.until = Instant(seconds: 1_790_000_000 + Int64(number(30)) * 100) }
        query.order = random.chance(0.5) ? .oldestFirst : .newestFirst
        query.limit = number(12) + 1
        query.byteLimit = number(3) == 0 ? number(200) + 1 : EventPage.bytesMost
        let most = number(40)
        return Question(name: "\(query)") { [query] store in
            var pages = "\(try store.count(query, most: most))"
            var next = query
            repeat {
                let page = try store.history(next)
                pages += page.records.map { " \($0.stored.sequence) \($0.status)" }.joined() + ";"
                next.cursor = page.next
            } while next.cursor != nil
            return pages
        }
    }

    private mutating func deadLetters() -> Question {
        var query = DeadLetterQuery(destination: RandomBatches.destinations[number(3)])
        query.stream = maybe("s", 3)
        query.type = maybe("t", 3)
        query.source = maybe("o", 3)
        query.eventID = maybe("e", 150, 0.1)
        if random.chance(0.3) { query.reasonContains = ["2", "no", "22", ""][number(4)] }
        if random.chance(0.3) { query.failedFrom = Instant(seconds: 1_790_000_000 + Int64(number(200))) }
        if random.chance(0.3) { query.failedUntil = Instant(seconds: 1_790_000_000 + Int64(number(200))) }
        query.limit = number(4) + 1
        query.byteLimit = number(3) == 0 ? number(200) + 1 : EventPage.bytesMost
        return Question(name: "\(query)") { [query] store in
            var pages = ""
            var next = query
            repeat {
                let page = try store.deadLetters(next)
                pages +=
                    page.letters.map { " \($0.stored.sequence) \($0.attempts) \($0.failedAt) \($0.reason)" }
                    .joined() + ";"
                next.cursor = page.next
            } while next.cursor != nil
            return pages
        }
    }

    private mutating func pending() -> Question {
        let after = Int64(number(150))
        let selection: PendingRequest.Selection =
            switch number(3) {
            case 0: .after(after)
            case 1: .key("k\(number(4))", after: after)
            default: .one(after)
            }
        let request = PendingRequest(
            destination: RandomBatches.destinations[number(3)], selection: selection, limit: number(8) + 1,
            byteLimit: number(100) + 1)
        return Question(name: "\(request)") { store in
            "\(try store.pending(request)) \(try store.pendingBytes(destination: request.destination))"
        }
    }

    private mutating func ofStream() -> Question {
        let (name, after, limit, bytes) = ("s\(number(4))", Int64(number(40)), number(10) + 1, number(100) + 1)
        let id = "e\(number(150))"
        return Question(name: "stream \(name) after \(after), at most \(limit)") { store in
            """
            \(try store.events(stream: name, after: after, limit: limit, byteLimit: bytes).map(\.sequence)) \
            \(try store.events(after: after, limit: limit, byteLimit: bytes).map(\.sequence)) \
            \(String(describing: try store.stream(name))) \(try store.streams(after: name, limit: limit)) \
            \(String(describing: try store.lineage(id: id)?.steps))
            """
        }
    }

    private mutating func documents() -> Question {
        let (id, limit) = ("d\(number(5))", number(3) + 1)
        return Question(name: "documents after \(id)") { store in
            "\(String(describing: try store.document(kind: "k", id: id))) "
                + "\(try store.documents(kind: "k", after: id, limit: limit))"
        }
    }
}
