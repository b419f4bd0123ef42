import Synchronization
import Testing
import Values

@testable import API

@Suite struct OutageLogTests {
    @Test func `One line in ten seconds for each code, and the count of those left out`() {
        let now = Mutex(Instant.epoch)
        let log = OutageLog(time: TimeSource(now: { now.withLock { $0 } }, sleep: { _ in }))
        #expect(log.admits(.storeUnavailable) == 0)
        #expect((0..<1000).allSatisfy { _ in log.admits(.storeUnavailable) == nil })
        #expect(log.admits(.storeFull) == 0)
        now.withLock { $0 = .epoch + .seconds(10) }
        #expect(log.admits(.storeUnavailable) == 1000)
        #expect(log.admits(.storeUnavailable) == nil)
        now.withLock { $0 = .epoch + .seconds(20) }
        #expect(log.admits(.storeUnavailable) == 1 && log.admits(.storeFull) == 0)
        // A clock that was put back.
        now.withLock { $0 = .epoch }
        #expect(log.admits(.storeUnavailable) == 0)
    }
}
