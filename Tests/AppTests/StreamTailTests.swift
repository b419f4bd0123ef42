import APIContract
import Events
import Synchronization
import Testing
import Values

@testable import App

/// What hundreds of streams at the end of the log cost: one reading and one writing of each event.
struct StreamTailTests {
    private static func stored(_ sequence: Int64) -> StoredEvent {
        StoredEvent(
            sequence: sequence, streamSequence: sequence, recordedAt: .epoch,
            event: Event(
                id: "e\(sequence)", stream: "s", type: "t", source: "s", time: .epoch, contentType: "application/json",
                payload: Array("1".utf8)))
    }

    @Test func aPageIsReadAndWrittenOnce() async throws {
        let tail = StreamTail()
        var readings = 0
        var writings = 0
        for _ in 0..<3 {
            let page = try await tail.page(at: .init(after: 4, newest: 6)) {
                readings += 1
                return [Self.stored(5), Self.stored(6)]
            }
            #expect(page.found.map(\.sequence) == [5, 6])
            for form in [StreamForm.event, .cloudevent] {
                for showsPosition in [true, false] {
                    let key = StreamTailPage.Form(index: 1, form: form, showsPosition: showsPosition)
                    let bytes = try page.json(key) { stored in
                        writings += 1
                        return Array("\(stored.sequence) \(form) \(showsPosition)".utf8)
                    }
                    #expect(String(decoding: bytes, as: UTF8.self) == "6 \(form) \(showsPosition)")
                }
            }
        }
        #expect(readings == 1 && writings == 4)
    }

    @Test func whatTheLogTookInMeanwhileIsAnotherPage() async throws {
        let tail = StreamTail()
        var read: [Int64] = []
        // The last is that of a stream that lags: it takes the place of none that is further.
        for (after, newest) in [(4, 4), (4, 5), (5, 5), (4, 5), (5, 5)] as [(Int64, Int64)] {
            _ = try await tail.page(at: .init(after: after, newest: newest)) {
                read.append(after)
                return []
            }
        }
        #expect(read == [4, 4, 5, 4])
    }

    @Test func aReadingThatFailsIsTriedByTheNext() async throws {
        let tail = StreamTail()
        await #expect(throws: JunctionError.self) {
            _ = try await tail.page(at: .init(after: 1, newest: 1)) { throw JunctionError(.storeUnavailable, "away") }
        }
        let page = try await tail.page(at: .init(after: 1, newest: 1)) { [Self.stored(2)] }
        #expect(page.found.count == 1)
    }

    @Test func manyStreamsAreToldOneAfterTheOther() {
        #expect(StreamTail.pause(behind: 0) == .zero && StreamTail.pause(behind: 16) == .zero)
        #expect(StreamTail.pause(behind: 20) == .milliseconds(1))
        #expect(StreamTail.pause(behind: 255) < .milliseconds(60))
        let tail = StreamTail()
        #expect([tail.enter(), tail.enter()] == [0, 1])
        tail.leave()
        #expect(tail.enter() == 1)
    }
}
