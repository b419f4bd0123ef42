import Values

/// Reads the whole content of a store, or of a backup, and says what in it does not fit together.
///
/// Memory: two bytes for each event, a few dozen for each stream and each dead letter.
package struct StoreAudit {
    /// Findings kept; more are only counted.
    private static let findingsMost = 100

    package private(set) var findings: [StoreFinding] = []
    package private(set) var findingCount = 0
    package private(set) var digest = StoreDigest()

    private struct Stream {
        var version: Int64
        var floor: Int64
        var last: Int64 = 0
    }

    private var head: (sequence: Int64, recordedAt: Int64, pruned: Int64)?
    private var streams: [String: Stream] = [:]
    private var events = EventMarks()
    private var lastEvent: (sequence: Int64, recordedAt: Int64)?
    /// Destinations of the event that steps are being read of, as far as they have ended.
    private var ended: (sequence: Int64, destinations: Set<String>) = (0, [])
    /// Hashes of destination and sequence.
    private var dead: Set<Int> = []
    /// The store is damaged, whatever its rows say.
    package private(set) var isDamaged = false
    /// Numbers of streams that may be missing, because as many events cannot be read.
    private var excused: Int64 = 0

    package init() {}

    package mutating func add(_ reading: StoreReading) throws {
        switch reading {
        case .rows(let page): try add(page)
        case .damage(let finding):
            isDamaged = true
            found(finding.place, finding.message)
        case .lostEvents(let events): lose(events)
        }
    }

    /// Pages in the order of `TransferTable`. Throws `storeDamaged` when a row cannot be read at all.
    package mutating func add(_ page: TransferPage) throws {
        try digest.add(page)
        try page.forEachRow { row in
            switch page.table {
            case .head: head = (row[0].integer, row[1].integer, row[2].integer)
            case .stream: streams[row[0].text] = Stream(version: row[1].integer, floor: row[2].integer)
            case .event: addEvent(row)
            case .deadLetter: addDeadLetter(row)
            case .pending: addPending(row)
            case .step: addStep(row)
            case .document: addDocument(row)
            }
        }
    }

    /// To be called once, after the last page.
    package mutating func finish() {
        guard let head else { return found("the log", "where it stands is not recorded") }
        let newest = lastEvent?.sequence ?? 0
        if newest > head.sequence {
            found("the log", "it stands at \(head.sequence), before its newest event \(newest)")
        } else if newest < head.sequence, head.pruned < head.sequence {
            found("the log", "events \(newest + 1) to \(head.sequence) are missing at its end")
        }
        if let lastEvent, lastEvent.recordedAt > head.recordedAt {
            found("the log", "its time stands before that of its newest event")
        }
        for (name, stream) in streams.sorted(by: { $0.key < $1.key }) {
            let newest = max(stream.last, stream.floor)
            guard newest != stream.version, !excuses(Self.missing(newest, stream.version) + 1) else { continue }
            found("stream '\(name)'", "it stands at \(stream.version), its newest event is number \(stream.last)")
        }
        for (sequence, count) in events.unaccounted(most: Self.findingsMost) {
            found("event \(sequence)", "\(count) of its deliveries neither wait, nor are dead letters, nor have ended")
        }
    }

    /// What is lost is told once: it is no gap in the log, and that many numbers may be missing in streams.
    private mutating func lose(_ events: ClosedRange<Int64>) {
        isDamaged = true
        let first = max(events.lowerBound, 1)
        found(Self.place(first, events.upperBound), "cannot be read")
        let last = min(events.upperBound, max(head?.sequence ?? 0, lastEvent?.sequence ?? 0))
        guard last >= first else { return }
        excused += last - first + 1
        lastEvent = (last, lastEvent?.recordedAt ?? 0)
    }

    private static func place(_ first: Int64, _ last: Int64) -> String {
        if last == .max { return "events from \(first) on" }
        return first == last ? "event \(first)" : "events \(first) to \(last)"
    }

    /// How many numbers lie between two; the columns may hold anything.
    private static func missing(_ before: Int64, _ number: Int64) -> Int64 {
        guard number > before else { return -1 }
        let (difference, isBeyond) = number.subtractingReportingOverflow(before)
        return isBeyond ? .max - 1 : difference - 1
    }

    private mutating func excuses(_ missing: Int64) -> Bool {
        guard missing > 0, missing <= excused else { return false }
        excused -= missing
        return true
    }

    private mutating func found(_ place: String, _ message: String) {
        findingCount += 1
        if findings.count < Self.findingsMost { findings.append(StoreFinding(place, message)) }
    }
}

// MARK: - Rows

extension StoreAudit {
    private mutating func addEvent(_ row: [TransferValue]) {
        let (sequence, recordedAt) = (row[0].integer, row[4].integer)
        let place = "event \(sequence)"
        let before = lastEvent?.sequence ?? 0
        if sequence <= before { found(place, "it comes after event \(before)") }
        if Self.missing(before, sequence) > 0, sequence - 1 > head?.pruned ?? 0 {
            found(place, "the events from \(before + 1) on, before it, are missing")
        }
        if let lastEvent, recordedAt < lastEvent.recordedAt { found(place, "it is older than the event before it") }
        lastEvent = (max(sequence, before), max(recordedAt, lastEvent?.recordedAt ?? recordedAt))
        for column in [1, 2] where row[column].text.isEmpty { found(place, "its id or its stream is empty") }
        addToStream(row[2].text, row[3].integer, place)
        if !events.insert(sequence, deliveries: row[9].integer) {
            found(place, "its sequence is none that a log gives")
        }
    }

    private mutating func addToStream(_ name: String, _ number: Int64, _ place: String) {
        guard var stream = streams[name] else { return found(place, "its stream '\(name)' is not recorded") }
        if number <= stream.last { found(place, "it is number \(number) of its stream, after number \(stream.last)") }
        let before = max(stream.last, stream.floor)
        let missing = Self.missing(before, number)
        if missing > 0, !excuses(missing) {
            found(
                place, "it is number \(number) of its stream; those from \(stream.last + 1) on, before it, are missing")
        }
        stream.last = max(stream.last, number)
        streams[name] = stream
    }

    private mutating func addDeadLetter(_ row: [TransferValue]) {
        let (sequence, destination) = (row[0].integer, row[1].text)
        let place = "dead letter of event \(sequence) for '\(destination)'"
        dead.insert([destination, "\(sequence)"].hashValue)
        if !events.account(sequence) { found(place, "there is no such event") }
    }

    private mutating func addPending(_ row: [TransferValue]) {
        let (destination, sequence) = (row[0].text, row[1].integer)
        let place = "delivery of event \(sequence) to '\(destination)'"
        if dead.contains([destination, "\(sequence)"].hashValue) { found(place, "it waits and is a dead letter too") }
        if events.isMeantForNobody(sequence) { found(place, "the event was meant for nobody") }
        if !events.account(sequence) { found(place, "there is no such event") }
        if row[3].integer < 0 { found(place, "it has \(row[3].integer) attempts") }
    }

    private mutating func addStep(_ row: [TransferValue]) {
        let (sequence, destination) = (row[0].integer, row[2].text)
        let place = "step of event \(sequence) for '\(destination)'"
        guard let kind = Lineage.Kind(number: row[3].integer) else { return found(place, "its kind is unknown") }
        if ended.sequence != sequence { ended = (sequence, []) }
        guard events.contains(sequence) else {
            // An outcome that was told late, of an event that has been pruned, misses nothing.
            if sequence > head?.pruned ?? 0 { found(place, "there is no such event") }
            return
        }
        guard kind.endsDelivery, ended.destinations.insert(destination).inserted else { return }
        _ = events.account(sequence)
    }

    private mutating func addDocument(_ row: [TransferValue]) {
        let place = "document \(row[0].text)/\(row[1].text)"
        if row[2].integer < 1 { found(place, "its version is \(row[2].integer)") }
        if case .bytes(let content) = row[4], content.count > DocumentLimits.bytes {
            found(place, "it has \(content.count) bytes; at most \(DocumentLimits.bytes)")
        }
    }
}

extension Lineage.Kind {
    /// Whether the destination has no more to do with the event.
    fileprivate var endsDelivery: Bool { [.delivered, .skipped, .discarded].contains(self) }
}

/// Of each event: whether it is there, and how many of its deliveries are not accounted for yet.
private struct EventMarks {
    private static let absent: Int16 = .min
    /// The event was meant for nobody.
    private static let recorded: Int16 = -1

    private var marks: [Int64: [Int16]] = [:]
    private static let blockSize: Int64 = 4096

    private func mark(_ sequence: Int64) -> Int16 {
        marks[sequence / Self.blockSize]?[Int(sequence % Self.blockSize)] ?? Self.absent
    }

    private mutating func set(_ sequence: Int64, _ mark: Int16) {
        marks[
            sequence / Self.blockSize, default: [Int16](repeating: Self.absent, count: Int(Self.blockSize))
        ][Int(sequence % Self.blockSize)] = mark
    }

    mutating func insert(_ sequence: Int64, deliveries: Int64) -> Bool {
        guard sequence > 0 else { return false }
        set(sequence, deliveries == 0 ? Self.recorded : Int16(clamping: max(0, deliveries)))
        return true
    }

    func contains(_ sequence: Int64) -> Bool { sequence > 0 && mark(sequence) != Self.absent }

    func isMeantForNobody(_ sequence: Int64) -> Bool { sequence > 0 && mark(sequence) == Self.recorded }

    /// One delivery of it is accounted for. False when there is no such event.
    mutating func account(_ sequence: Int64) -> Bool {
        guard contains(sequence) else { return false }
        let mark = mark(sequence)
        if mark > 0 { set(sequence, mark - 1) }
        return true
    }

    func unaccounted(most: Int) -> [(sequence: Int64, count: Int)] {
        var found: [(Int64, Int)] = []
        for (block, marks) in marks.sorted(by: { $0.key < $1.key }) {
            for (place, mark) in marks.enumerated() where mark > 0 {
                found.append((block * Self.blockSize + Int64(place), Int(mark)))
                if found.count == most { return found }
            }
        }
        return found
    }
}
