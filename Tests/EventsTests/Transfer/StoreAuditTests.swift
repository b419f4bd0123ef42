import Events
import Testing
import Values

/// Each mistake that a store could hold is found and located; a whole store gives no finding.
@Suite struct StoreAuditTests {
    private typealias Row = [TransferValue]

    private static func event(
        _ sequence: Int64, stream: String = "s", number: Int64? = nil, at: Int64? = nil, destinations: Int64 = 0
    ) -> Row {
        [
            .integer(sequence), .text("e\(sequence)"), .text(stream), .integer(number ?? sequence),
            .integer(at ?? sequence * 10), .integer(0), .text("t"), .text("o"), .text("c"), .integer(destinations),
            .none, .none, .none, .none, .none, .none, .bytes([1]),
        ]
    }

    private static func step(_ sequence: Int64, _ destination: String, _ kind: Lineage.Kind, at: Int64 = 1) -> Row {
        [.integer(sequence), .integer(at), .text(destination), .integer(kind.number), .integer(1), .none, .none]
    }

    private static func pending(_ sequence: Int64, _ destination: String) -> Row {
        [.text(destination), .integer(sequence), .none, .integer(0), .integer(0)]
    }

    private static func dead(_ sequence: Int64, _ destination: String) -> Row {
        [.integer(sequence), .text(destination), .integer(1), .integer(1), .text("why")]
    }

    /// Three events: one delivered, one waiting for `a` and dead for `b`, one meant for nobody.
    private static var whole: [TransferTable: [Row]] {
        [
            .head: [[.integer(3), .integer(30), .integer(0)]],
            .stream: [[.text("s"), .integer(3), .integer(0)]],
            .event: [event(1, destinations: 1), event(2, destinations: 2), event(3)],
            .deadLetter: [dead(2, "b")], .pending: [pending(2, "a")],
            .step: [step(1, "a", .attemptFailed), step(1, "a", .delivered, at: 2), step(2, "b", .deadLettered)],
            .document: [[.text("k"), .text("d"), .integer(1), .integer(1), .bytes([])]],
        ]
    }

    private func findings(_ tables: [TransferTable: [Row]]) throws -> [String] {
        var audit = StoreAudit()
        for table in TransferTable.allCases {
            var page = TransferPage(table)
            for row in tables[table] ?? [] { page.add(row: row) }
            try audit.add(page)
        }
        audit.finish()
        return audit.findings.map(\.description)
    }

    @Test func aWholeStoreHasNoFindings() throws { #expect(try findings(Self.whole) == []) }

    @Test func prunedEventsAreNoGap() throws {
        var tables = Self.whole
        tables[.head] = [[.integer(9), .integer(90), .integer(9)]]
        tables[.stream] = [[.text("s"), .integer(9), .integer(9)]]
        tables[.event] = [Self.event(2, destinations: 2), Self.event(7)]
        tables[.step] = [Self.step(2, "b", .deadLettered)]
        #expect(try findings(tables) == [])
    }

    @Test(arguments: [
        ([event(1), event(3)], "event 3: the events from 2 on, before it, are missing"),
        ([event(1), event(2, number: 3), event(3, number: 4)], "event 2: it is number 3 of its stream; those from 2"),
        (
            [event(1), event(2, number: 1), event(3, number: 2)],
            "event 2: it is number 1 of its stream, after number 1"
        ),
        ([event(1), event(2), event(3, stream: "other", number: 1)], "event 3: its stream 'other' is not recorded"),
        ([event(1), event(2, at: 5), event(3)], "event 2: it is older than the event before it"),
        ([event(1), event(2)], "the log: events 3 to 3 are missing at its end"),
        ([event(1), event(2), event(3), event(4)], "the log: it stands at 3, before its newest event 4"),
        ([event(1), event(2), event(3, destinations: 1)], "event 3: 1 of its deliveries neither wait, nor are"),
    ])
    private func eventsThatDoNotFit(_ events: [Row], _ expected: String) throws {
        var tables = Self.whole
        tables[.event] = events
        tables[.pending] = []
        tables[.deadLetter] = []
        tables[.step] = []
        let found = try findings(tables)
        #expect(found.contains { $0.hasPrefix(expected) }, "\(found)")
    }

    @Test(arguments: [
        (TransferTable.pending, pending(4, "a"), "delivery of event 4 to 'a': there is no such event"),
        (.pending, pending(3, "a"), "delivery of event 3 to 'a': the event was meant for nobody"),
        (.pending, pending(2, "b"), "delivery of event 2 to 'b': it waits and is a dead letter too"),
        (.deadLetter, dead(4, "a"), "dead letter of event 4 for 'a': there is no such event"),
        (.step, step(4, "a", .delivered), "step of event 4 for 'a': there is no such event"),
        (.document, [.text("k"), .text("e"), .integer(0), .integer(1), .bytes([])], "document k/e: its version is 0"),
    ])
    private func rowsThatDoNotFit(_ table: TransferTable, _ row: Row, _ expected: String) throws {
        var tables = Self.whole
        tables[table]?.append(row)
        #expect(try findings(tables) == [expected])
    }

    @Test func aStreamThatStandsElsewhere() throws {
        var tables = Self.whole
        tables[.stream] = [[.text("s"), .integer(5), .integer(0)]]
        #expect(try findings(tables) == ["stream 's': it stands at 5, its newest event is number 3"])
    }

    @Test func findingsAreCountedBeyondThoseThatAreKept() throws {
        var audit = StoreAudit()
        for row in 1...500 { try audit.add(.damage(StoreFinding("row \(row)", "wrong"))) }
        #expect(audit.findings.count == 100)
        #expect(audit.findingCount == 500)
    }

    private func page(_ table: TransferTable, _ rows: [Row]) -> StoreReading {
        var page = TransferPage(table)
        for row in rows { page.add(row: row) }
        return .rows(page)
    }

    /// It is said once that they are lost, not again as a gap of the log and of their streams; another gap is still one.
    @Test func eventsThatAreLostAreNoGapBesides() throws {
        var audit = StoreAudit()
        try audit.add(page(.head, [[.integer(9), .integer(90), .integer(0)]]))
        try audit.add(page(.stream, [[.text("s"), .integer(8), .integer(0)]]))
        try audit.add(page(.event, [Self.event(1), Self.event(2)]))
        try audit.add(.lostEvents(3...4))
        try audit.add(page(.event, [Self.event(5), Self.event(7, number: 6), Self.event(8, number: 7)]))
        try audit.add(.lostEvents(9...Int64.max))
        audit.finish()
        #expect(audit.isDamaged)
        #expect(
            audit.findings.map(\.description) == [
                "events 3 to 4: cannot be read", "event 7: the events from 6 on, before it, are missing",
                "events from 9 on: cannot be read",
            ])
    }

    @Test func lostEventsExcuseNoMoreNumbersThanTheyAre() throws {
        var audit = StoreAudit()
        try audit.add(page(.head, [[.integer(4), .integer(90), .integer(0)]]))
        try audit.add(page(.stream, [[.text("s"), .integer(6), .integer(0)]]))
        try audit.add(page(.event, [Self.event(1)]))
        try audit.add(.lostEvents(2...3))
        try audit.add(page(.event, [Self.event(4, number: 6)]))
        audit.finish()
        #expect(
            audit.findings.map(\.description) == [
                "events 2 to 3: cannot be read",
                "event 4: it is number 6 of its stream; those from 2 on, before it, are missing",
            ])
    }
}
