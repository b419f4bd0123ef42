import TestKit
import Testing
import Values

@testable import Events

struct LeaseTableTests {
    private let start = Instant(seconds: 1000)

    private func offer(_ sequence: Int64, attempt: Int = 1) -> LeaseTable<Int64>.Offer {
        let stored = StoredEvent(
            sequence: sequence, streamSequence: sequence, recordedAt: start, event: .sample("e\(sequence)"))
        return LeaseTable.Offer(
            attempt: DeliveryAttempt(destination: "q", stored: stored, number: attempt), token: sequence,
            number: Int(sequence))
    }

    private func withdraw(_ sequence: Int64, _ table: inout LeaseTable<Int64>) -> Int64? {
        table.withdraw(Int(sequence), of: LeaseReceipt.Message(sequence: sequence, replay: nil))
    }

    private func receipt(_ text: String) throws -> LeaseReceipt { try #require(LeaseReceipt(text)) }

    @Test func theOldestGoFirstAlsoWhenTheyComeBack() {
        var table = LeaseTable<Int64>()
        for sequence in [5, 7, 6, 1] as [Int64] { table.offer(offer(sequence)) }
        #expect(table.lease(3, until: start + .seconds(30)).map(\.offer.token) == [1, 5, 6])
        #expect(table.lease(9, until: start + .seconds(30)).map(\.offer.token) == [7])
        #expect(table.lease(1, until: start + .seconds(30)).isEmpty)
        #expect(table.leased == 4)
    }

    @Test func onlyTheReceiptOfThisLeaseEndsIt() throws {
        var table = LeaseTable<Int64>()
        table.offer(offer(1, attempt: 2))
        _ = table.lease(1, until: start + .seconds(30))
        #expect(table.end(try receipt("1.1"), now: start) == nil)
        #expect(table.end(try receipt("2.2"), now: start) == nil)
        #expect(table.end(try receipt("1.2"), now: start + .seconds(30)) == nil)
        #expect(table.end(try receipt("1.2"), now: start + .seconds(29))?.offer.token == 1)
        #expect(table.end(try receipt("1.2"), now: start) == nil)
    }

    /// The same attempt is offered again after its delivery was cut off: what was leased before is not what is leased now.
    @Test func aLeaseIsToldFromAnotherOfItsReceipt() {
        var table = LeaseTable<Int64>()
        table.offer(offer(1))
        let old = table.lease(1, until: start + .seconds(30))[0]
        #expect(withdraw(1, &table) == 1)
        table.offer(offer(1))
        let new = table.lease(1, until: start + .seconds(30))[0]
        #expect(!table.holds(old, now: start))
        #expect(table.holds(new, now: start))
        #expect(!table.holds(new, now: start + .seconds(30)))
        table.giveBack(old)
        #expect(table.offered == 0)
        table.giveBack(new)
        #expect(table.offered == 1)
        #expect(!table.holds(new, now: start))
    }

    @Test func leasesRunOutUnlessExtended() throws {
        var table = LeaseTable<Int64>()
        for sequence in [1, 2] as [Int64] { table.offer(offer(sequence)) }
        _ = table.lease(2, until: start + .seconds(30))
        #expect(table.extend(try receipt("1.1"), until: start + .seconds(60), now: start + .seconds(29)) != nil)
        #expect(table.wakeAt == start + .seconds(30))
        #expect(table.expire(now: start + .seconds(29)).isEmpty)
        #expect(table.expire(now: start + .seconds(30)).map(\.offer.token) == [2])
        #expect(table.extend(try receipt("2.1"), until: start + .seconds(90), now: start + .seconds(30)) == nil)
        #expect(table.expire(now: start + .seconds(60)).map(\.offer.token) == [1])
        #expect(table.wakeAt == nil)
    }

    @Test func whatIsWithdrawnIsNeitherOfferedNorLeased() {
        var table = LeaseTable<Int64>()
        for sequence in [1, 2] as [Int64] { table.offer(offer(sequence)) }
        _ = table.lease(1, until: start + .seconds(30))
        #expect(withdraw(1, &table) == 1)
        #expect(withdraw(2, &table) == 2)
        #expect(withdraw(2, &table) == nil)
        #expect(table.offered + table.leased == 0)
    }

    @Test(arguments: ["", "1", "1.", "a.1", "1.1.1.1", "1.1.", "1 .1"])
    func whatIsNoReceiptIsNone(_ text: String) { #expect(LeaseReceipt(text) == nil) }

    /// Whatever happens in whatever order, a message is in one place at most, and a lease ends once.
    @Test func noMessageIsEverTwice() throws {
        var random = SeededRandom(seed: 11)
        var table = LeaseTable<Int64>()
        var now = start
        var held: Set<Int64> = []
        var attempts: [Int64: Int] = [:]
        var next: Int64 = 0
        for _ in 0..<20_000 {
            switch Int.random(in: 0..<6, using: &random) {
            case 0:
                next += 1
                attempts[next] = 1
                held.insert(next)
                table.offer(offer(next))
            case 1: _ = table.lease(Int.random(in: 0...3, using: &random), until: now + .seconds(5))
            case 2:
                guard let some = held.randomElement(using: &random) else { continue }
                let receipt = try receipt("\(some).\(attempts[some] ?? 1)")
                if let lease = table.end(receipt, now: now) {
                    #expect(lease.until > now)
                    #expect(held.remove(lease.offer.token) != nil)
                }
            case 3:
                for lease in table.expire(now: now) {
                    #expect(lease.until <= now)
                    let sequence = lease.offer.token
                    attempts[sequence, default: 1] += 1
                    table.offer(offer(sequence, attempt: attempts[sequence] ?? 1))
                }
            case 4:
                guard let some = held.randomElement(using: &random) else { continue }
                #expect(withdraw(some, &table) == some)
                held.remove(some)
            default: now = now + .seconds(1)
            }
            #expect(table.offered + table.leased == held.count)
        }
    }
}
