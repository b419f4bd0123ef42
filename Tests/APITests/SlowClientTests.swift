import Testing

@testable import API

@Suite struct SlowClientTests {
    private static let second: UInt64 = 1_000_000_000

    private func client() -> SlowClient {
        var settings = APISettings()
        settings.bodyTimeLimit = .seconds(20)
        settings.bodyBytesPerSecondLeast = 1000
        settings.bodyBytesMost = 1 << 20
        settings.writeTimeLimit = .seconds(60)
        return SlowClient(settings)
    }

    @Test func `A body earns time by the bytes it brings`() {
        var client = client()
        client.headCame(at: 0)
        #expect(client.verdict(at: 19 * Self.second) == .fine)
        #expect(client.verdict(at: 20 * Self.second) == .tooSlow)
        #expect(client.bodyCame(5000, at: 0) == .fine)
        #expect(client.verdict(at: 24 * Self.second) == .fine)
        #expect(client.verdict(at: 25 * Self.second) == .tooSlow)
        client.requestEnded(at: 25 * Self.second)
        client.answerBegan()
        client.answerEnded(at: 26 * Self.second)
        #expect(client.verdict(at: 1000 * Self.second) == .fine)
        #expect(!client.isBusy)
    }

    @Test func `Bytes of one request do not count for the next`() {
        var client = client()
        client.headCame(at: 0)
        _ = client.bodyCame(100_000, at: 0)
        client.requestEnded(at: 99 * Self.second)
        client.answerBegan()
        client.answerEnded(at: 99 * Self.second)
        client.headCame(at: 100 * Self.second)
        #expect(client.verdict(at: 121 * Self.second) == .tooSlow)
    }

    @Test func `An answer before the end of its request leaves nothing to wait for`() {
        var client = client()
        client.headCame(at: 0)
        client.answerBegan()
        client.answerEnded(at: 0)
        #expect(client.verdict(at: 20 * Self.second) == .close, "it is answered already")
        client.requestEnded(at: 1)
        #expect(!client.isBusy)
        client.headCame(at: 2)
        client.requestEnded(at: 3)
        #expect(client.verdict(at: 3 + 30 * Self.second) == .giveUp)
    }

    @Test func `What follows requests that wait for their answer is not answered out of turn`() {
        var client = client()
        #expect(client.awaitsAnswer)
        client.headCame(at: 0)
        #expect(client.awaitsAnswer)
        client.requestEnded(at: 0)
        #expect(!client.awaitsAnswer, "the next may be broken, this one is answered first")
        client.answerBegan()
        client.answerEnded(at: 0)
        #expect(client.awaitsAnswer)
    }

    @Test func `A body far beyond the limit ends the connection`() {
        var client = client()
        client.headCame(at: 0)
        #expect(client.bodyCame(2 << 20, at: 0) == .fine)
        #expect(client.bodyCame((1 << 20) + 1, at: 0) == .close)
    }

    @Test func `An answer left unread ends the connection`() {
        var client = client()
        client.canWrite(false, at: 5 * Self.second)
        client.canWrite(false, at: 50 * Self.second)
        #expect(client.isBusy)
        #expect(client.verdict(at: 64 * Self.second) == .fine)
        #expect(client.verdict(at: 65 * Self.second) == .close)
        client.canWrite(true, at: 66 * Self.second)
        #expect(client.verdict(at: 500 * Self.second) == .fine)
    }

    @Test func `Work without an answer is given up, a stream is not, and the next request has its own time`() {
        var client = client()
        client.requestEnded(at: 0)
        client.requestEnded(at: Self.second)
        #expect(client.verdict(at: 29 * Self.second) == .fine)
        #expect(client.verdict(at: 30 * Self.second) == .giveUp)
        client.answerBegan()
        #expect(client.verdict(at: 500 * Self.second) == .fine)
        client.answerEnded(at: 500 * Self.second)
        #expect(client.verdict(at: 529 * Self.second) == .fine)
        #expect(client.verdict(at: 530 * Self.second) == .giveUp)
        client.answerBegan()
        client.answerEnded(at: 531 * Self.second)
        #expect(!client.isBusy)
    }

    @Test func `A body that is worked on as it comes may be of any length, but not pause for long`() {
        var client = SlowClient(APISettings())
        client.headCame(at: 0, isStreamed: true)
        for second in 1...1000 {
            #expect(client.bodyCame(1 << 20, at: UInt64(second) * 10 * Self.second) == .fine)
            #expect(client.verdict(at: UInt64(second) * 10 * Self.second + 19 * Self.second) == .fine)
        }
        #expect(client.verdict(at: 10_000 * Self.second + 20 * Self.second) == .tooSlow)
        // Once it is answered, what still comes counts again.
        client.answerBegan()
        #expect(client.bodyCame(64 << 20, at: 10_001 * Self.second) == .close)
    }
}
