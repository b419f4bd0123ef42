import Testing

@testable import API

@Suite struct LaneGateTests {
    private typealias Gate = LaneGate<Int>

    @Test func `What comes while the lane works waits for its turn`() {
        var gate = Gate()
        #expect(gate.isOpen)
        let first = gate.keeps(0)
        #expect(!first)
        gate.laneBegan()
        #expect(!gate.isOpen && gate.mayRead)
        let kept = [1, 2].map { gate.keeps($0) }
        #expect(kept == [true, true])
        #expect(!gate.mayRead)
        let early = gate.next()
        #expect(early == nil)
        gate.laneAnswered()
        // What comes behind it waits too.
        let behind = gate.keeps(3)
        #expect(behind)
        let turns = (0..<4).map { _ in gate.next() }
        #expect(turns == [1, 2, 3, nil])
        #expect(gate.isOpen && gate.mayRead)
    }

    @Test func `Behind a request of the routes all go to the routes until they have answered`() {
        var gate = Gate()
        gate.routeBegan()
        gate.routeBegan()
        let kept = gate.keeps(0)
        #expect(!kept && !gate.isOpen)
        gate.routeAnswered()
        #expect(!gate.isOpen)
        gate.routeAnswered()
        gate.routeAnswered()
        #expect(gate.isOpen)
        gate.routeBegan()
        #expect(!gate.isOpen)
        gate.routeAnswered()
        gate.close()
        #expect(!gate.isOpen)
    }

    @Test(arguments: 0..<50)
    func `Whatever the lane and the routes do, requests are answered in their order`(seed: UInt64) {
        var random = SeededNumbers(state: seed)
        var gate = Gate()
        var (come, answered): (Int, [Int]) = (0, [])
        var inLane: Int?
        var routed: [Int] = []
        func take(_ request: Int) {
            if gate.isOpen, random.next(below: 3) > 0 {
                gate.laneBegan()
                inLane = request
            } else {
                gate.routeBegan()
                routed.append(request)
            }
            #expect(inLane == nil || routed.isEmpty)
        }
        while answered.count < 200 {
            switch random.next(below: 3) {
            case 0 where come < 200:
                if !gate.keeps(come) { take(come) }
                come += 1
            case 1:
                guard let request = inLane else { continue }
                answered.append(request)
                inLane = nil
                gate.laneAnswered()
                while let next = gate.next() { take(next) }
            case 2 where !routed.isEmpty:
                answered.append(routed.removeFirst())
                gate.routeAnswered()
            default: continue
            }
        }
        #expect(answered == Array(0..<200))
        #expect(gate.mayRead)
    }
}
