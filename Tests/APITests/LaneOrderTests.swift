import Testing

@testable import API

@Suite struct LaneOrderTests {
    private typealias Order = LaneOrder<Int, String>

    @Test func `Answers go out in the order of their requests`() {
        var order = Order()
        let numbers = (0..<3).map { _ in order.take() }
        #expect(numbers == [0, 1, 2])
        let answers = [2, 0, 1].map { order.answer($0, $0) }
        #expect(answers == [[], [0], [1, 2]])
        #expect(order.isIdle)
    }

    @Test func `What is for the routes waits for the lane, and the lane for the routes`() {
        var order = Order()
        let number = order.take()
        order.routeBegan()
        let passed = ["head", "end"].map { order.passes($0) }
        #expect(passed == [false, false])
        #expect(order.isFull && !order.isOpen)
        let early = order.release()
        let answers = order.answer(number, 7)
        let released = [order.release(), order.release()]
        #expect(early == [])
        #expect(answers == [7])
        #expect(released == [["head", "end"], []])
        #expect(!order.isOpen && !order.isFull)
        order.routeAnswered()
        #expect(order.isOpen)
        let isPassed = order.passes("event")
        #expect(isPassed)
        order.close()
        #expect(!order.isOpen)
    }

    @Test func `Nothing more is read while as many as may be are under way`() {
        var order = Order()
        for _ in 0..<Order.windowCount {
            #expect(!order.isFull)
            _ = order.take()
        }
        #expect(order.isFull)
        _ = order.answer(0, 0)
        #expect(!order.isFull)
    }

    @Test(arguments: 0..<50) func `Whatever the lane and the routes do, requests are answered in their order`(
        seed: UInt64
    ) {
        var random = SeededNumbers(state: seed)
        var order = Order()
        var (next, answered): (Int, [Int]) = (0, [])
        var underWay: [(number: Int, request: Int)] = []
        var routed: [Int] = []
        func deliver(_ parts: [String]) { routed += parts.compactMap { Int($0) } }
        while answered.count < 200 {
            switch random.next(below: 4) {
            case 0 where next < 200 && order.isOpen && random.next(below: 2) == 0:
                underWay.append((order.take(), next))
                next += 1
            case 0, 1:
                guard next < 200 else { continue }
                order.routeBegan()
                if order.passes("\(next)") { deliver(["\(next)"]) }
                next += 1
            case 2 where !underWay.isEmpty:
                let one = underWay.remove(at: random.next(below: underWay.count))
                answered += order.answer(one.number, one.request)
                deliver(order.release())
            case 3 where !routed.isEmpty:
                answered.append(routed.removeFirst())
                order.routeAnswered()
            default: continue
            }
        }
        #expect(answered == Array(0..<200))
    }
}
