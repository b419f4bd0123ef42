import Connectors
import Flows
import NIOPosix
import TestKit
import Testing
import Values

@testable import App
@testable import Contract

/// Rate limits of system files, where calls go out.
@Suite struct SystemQuotaTests {
    private static func definition(limits: String) throws -> SystemDefinition {
        let text = """
            id: ledger
            name: The ledger
            type: bank
            owner: finance
            connector: rest
            endpoint: http://127.0.0.1:1
            allowedNetworks: [127.0.0.0/8]
            rateLimits: \(limits)
            operations:
              post: { method: POST, path: / }
            """
        return try #require(
            SystemDefinition.read(
                Array(text.utf8), source: "ledger", resolver: SettingsResolver(environment: .development) { _ in nil }
            ).system)
    }

    private static func directory(_ clock: ManualClock) -> SystemDirectory {
        SystemDirectory(
            environment: ConnectorEnvironment(
                time: clock.source, secret: { _ in nil }, eventLoopGroup: MultiThreadedEventLoopGroup.singleton),
            addresses: SystemAddresses())
    }

    /// What came of a call: nothing listens there, so a call that is let through is a `retry`.
    private static func call(_ directory: SystemDirectory) async -> String {
        switch await directory.call(SystemRequest(system: "ledger", operation: "post")) {
        case .postponed(let reason, let after): "\(reason); \(after)"
        case .retry: "called"
        case .done, .refused: "something else"
        }
    }

    @Test func callsBeyondTheLimitsArePostponed() async throws {
        let clock = ManualClock()
        let directory = Self.directory(clock)
        _ = directory.install(try Self.definition(limits: "[10/second, 30/hour]"))
        #expect(await Self.call(directory) == "called")
        // One at a time by the first limit; three at once by the second.
        let first = "the system takes no more than 10/second and 30/hour; 0.1 seconds"
        #expect(await Self.call(directory) == first)
        for _ in 0..<2 {
            clock.advance(by: .milliseconds(100))
            #expect(await Self.call(directory) == "called")
        }
        clock.advance(by: .milliseconds(100))
        #expect(await Self.call(directory).hasSuffix("seconds"))
        clock.advance(by: .seconds(3600))
        #expect(await Self.call(directory) == "called")
        await directory.shutdown()
    }

    @Test func whatWasUsedStaysUsedUntilTheLimitsChange() async throws {
        let directory = Self.directory(ManualClock())
        _ = directory.install(try Self.definition(limits: "[1/day]"))
        #expect(await Self.call(directory) == "called")
        await directory.install(try Self.definition(limits: "[1/day]"))?.shutdown()
        #expect(await Self.call(directory) != "called")
        await directory.install(try Self.definition(limits: "[2/day]"))?.shutdown()
        #expect(await Self.call(directory) == "called")
        await directory.shutdown()
    }

    @Test func aRunOfAScheduleWaitsForItsTurnButNotForLong() async throws {
        struct Caller: SystemCaller {
            let clock: ManualClock
            let free: Instant
            func call(_ request: SystemRequest) async -> SystemAnswer {
                clock.now < free
                    ? .postponed(reason: "1/minute", after: free - clock.now)
                    : .done(SystemReply(status: 200, body: [7]))
            }
        }
        let clock = ManualClock()
        let call = OperationCall(system: "ledger", operation: "read", parameters: NamedValues())
        func source(freeIn span: Duration) -> OperationSource {
            OperationSource(call: call, caller: Caller(clock: clock, free: clock.now + span), time: clock.source)
        }
        let document = SyncDocument(name: "ledger.read")
        async let bytes = source(freeIn: .seconds(20)).read(document)
        while clock.sleeperCount == 0 { await Task.yield() }
        clock.advance(by: .seconds(20))
        #expect(try await bytes == [7])
        let error = await #expect(throws: JunctionError.self) { try await source(freeIn: .seconds(31)).read(document) }
        #expect(error?.code == .peerUnavailable)
        #expect(clock.sleeperCount == 0)
    }
}
