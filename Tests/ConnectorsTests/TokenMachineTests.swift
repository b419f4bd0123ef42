import Testing
import Values

@testable import Connectors

@Suite struct TokenMachineTests {
    private let start = Instant(seconds: 1_000_000)

    @Test func oneFetchesAndTheOthersWait() {
        var machine = TokenMachine()
        #expect(machine.want(now: start) == .fetch)
        #expect(machine.want(now: start) == .wait)
        machine.fetched("t", lifetime: .seconds(3600), now: start)
        #expect(machine.want(now: start) == .use("t"))
    }

    @Test func renewedShortlyBeforeItsEnd() {
        var machine = TokenMachine()
        #expect(machine.want(now: start) == .fetch)
        machine.fetched("t", lifetime: .seconds(3600), now: start)
        #expect(machine.want(now: start + .seconds(3539)) == .use("t"))
        #expect(machine.want(now: start + .seconds(3540)) == .fetch)
        machine.fetched("u", lifetime: .seconds(10), now: start)
        #expect(machine.want(now: start + .milliseconds(8999)) == .use("u"))
        #expect(machine.want(now: start + .seconds(9)) == .fetch)
    }

    @Test func anUnknownLifetimeIsFiveMinutes() {
        var machine = TokenMachine()
        #expect(machine.want(now: start) == .fetch)
        machine.fetched("t", lifetime: nil, now: start)
        #expect(machine.want(now: start + .seconds(269)) == .use("t"))
        #expect(machine.want(now: start + .seconds(270)) == .fetch)
    }

    @Test func aNegativeLifetimeIsNone() {
        var machine = TokenMachine()
        #expect(machine.want(now: start) == .fetch)
        machine.fetched("t", lifetime: .seconds(-5), now: start)
        #expect(machine.want(now: start) == .fetch)
    }

    @Test func afterAFailureTheNextFetches() {
        var machine = TokenMachine()
        #expect(machine.want(now: start) == .fetch)
        machine.failed()
        #expect(machine.want(now: start) == .fetch)
    }

    @Test func aRejectedTokenIsForgottenOnce() {
        var machine = TokenMachine()
        #expect(machine.want(now: start) == .fetch)
        machine.fetched("old", lifetime: .seconds(3600), now: start)
        machine.rejected("old")
        #expect(machine.want(now: start) == .fetch)
        machine.fetched("new", lifetime: .seconds(3600), now: start)
        // Many calls may learn late that the old one was refused; the new one stays.
        machine.rejected("old")
        #expect(machine.want(now: start) == .use("new"))
    }

    @Test(arguments: [
        (200, #"{"access_token":"a","token_type":"Bearer","expires_in":3600}"#, Duration.seconds(3600) as Duration?),
        (200, #"{"access_token":"a","token_type":"bearer","expires_in":"60"}"#, .seconds(60)),
        (200, #"{"access_token":"a"}"#, nil),
    ])
    func grants(status: Int, body: String, lifetime: Duration?) throws {
        let grant = try TokenGrant.read(status: status, body: Array(body.utf8)).get()
        #expect(grant.token == "a")
        #expect(grant.lifetime == lifetime)
    }

    @Test(arguments: [
        (200, ""), (200, "{}"), (200, #"{"access_token":""}"#), (200, #"{"access_token":"a\r\nX: y"}"#),
        (200, #"{"access_token":"a","token_type":"mac"}"#), (401, #"{"error":"invalid_client"}"#), (500, "SECRET"),
        (400, #"{"error":"SECRET words of the server"}"#),
    ])
    func refusals(status: Int, body: String) {
        guard case .failure(let failure) = TokenGrant.read(status: status, body: Array(body.utf8)),
            case .retry(let reason, _) = failure.answer.verdict
        else {
            Issue.record("taken: \(body)")
            return
        }
        #expect(!reason.contains("SECRET"))
        #expect(failure.answer.code == .authenticationFailed)
    }
}
