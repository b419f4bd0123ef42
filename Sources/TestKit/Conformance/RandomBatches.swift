import Events
import Values

/// Batches that do a little of everything, often to what is there already.
struct RandomBatches {
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
            var query = DeadLetterQuery(destination: Self.destinations[number(3)])
            if random.chance(0.3) { query.eventID = "e\(number(150))" }
            if random.chance(0.2) { query.reasonContains = "22" }
            if random.chance(0.2) { query.failedFrom = Instant(seconds: moment - 5) }
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
            "e\(number(150))", stream: Self.streams[number(3)], type: "t\(number(2))", source: "o\(number(2))",
            key: random.chance(0.5) ? "k\(number(3))" : nil, reference: random.chance(0.3) ? "r\(number(5))" : nil,
            correlationID: random.chance(0.5) ? "c\(number(5))" : nil,
            causationID: random.chance(0.3) ? "e\(number(150))" : nil, metadata: random.chance(0.3) ? ["a": "b"] : [:],
            payload: Array(repeating: 7, count: number(40)))
        let destinations = Self.destinations.filter { _ in random.chance(0.5) }
        return Append(event, deliverTo: destinations, expectedVersion: random.chance(0.1) ? Int64(number(20)) : nil)
    }

    private mutating func transition() -> DeliveryTransition {
        // Several at one moment, too.
        if random.chance(0.7) { moment += 1 }
        let at = Instant(seconds: moment)
        let change: DeliveryTransition.Change =
            switch number(6) {
            case 0, 1: .delivered(detail: random.chance(0.5) ? "201" : nil)
            case 2: .skipped(reason: "filtered")
            case 3: .retry(reason: "503", notBefore: Instant(seconds: moment + 60))
            case 4: .leased(until: Instant(seconds: moment + 30))
            default: .deadLettered(reason: random.chance(0.5) ? "422" : "no")
            }
        return DeliveryTransition(
            destination: Self.destinations[number(3)], sequence: sequences[number(sequences.count)],
            attempt: number(5) + 1, at: at, change: change,
            stages: random.chance(0.3) ? [DeliveryStage(.mapped, at: at, detail: "m")] : [])
    }
}
