import Testing

@testable import API

@Suite struct WebSocketLivenessTests {
    private static let second: UInt64 = 1_000_000_000

    private func make(at now: UInt64 = 0) -> WebSocketLiveness { WebSocketLiveness(WebSocketLimits(), at: now) }

    @Test func `A silent client is pinged, and given up when it does not answer`() {
        var liveness = make()
        #expect(liveness.verdict(at: 14 * Self.second, isReading: true) == .fine)
        #expect(liveness.verdict(at: 15 * Self.second, isReading: true) == .ask)
        #expect(liveness.verdict(at: 74 * Self.second, isReading: true) == .fine)
        #expect(liveness.verdict(at: 75 * Self.second, isReading: true) == .silent)
    }

    @Test func `Anything that comes is an answer`() {
        var liveness = make()
        #expect(liveness.verdict(at: 15 * Self.second, isReading: true) == .ask)
        liveness.heard(at: 20 * Self.second)
        #expect(liveness.verdict(at: 34 * Self.second, isReading: true) == .fine)
        #expect(liveness.verdict(at: 35 * Self.second, isReading: true) == .ask)
    }

    @Test func `Who cannot be heard is not given up`() {
        var liveness = make()
        #expect(liveness.verdict(at: 15 * Self.second, isReading: true) == .ask)
        #expect(liveness.verdict(at: 70 * Self.second, isReading: false) == .fine)
        #expect(liveness.verdict(at: 80 * Self.second, isReading: true) == .fine)
        #expect(liveness.verdict(at: 85 * Self.second, isReading: true) == .ask)
    }

    @Test func `Who reads nothing is given up, and who reads slowly is not`() {
        var liveness = make()
        liveness.writes(at: 10 * Self.second)
        #expect(liveness.verdict(at: 69 * Self.second, isReading: true) == .fine)
        liveness.wrote()
        liveness.writes(at: 69 * Self.second)
        #expect(liveness.verdict(at: 128 * Self.second, isReading: true) == .fine)
        #expect(liveness.verdict(at: 129 * Self.second, isReading: true) == .slow)
    }

    @Test func `An end has an end`() {
        var liveness = make()
        liveness.ends(at: 3 * Self.second)
        liveness.ends(at: 7 * Self.second)
        #expect(liveness.verdict(at: 7 * Self.second, isReading: true) == .fine)
        #expect(liveness.verdict(at: 8 * Self.second, isReading: true) == .stuck)
    }
}
