import Connectors
import Testing
import Values

@testable import Sandbox

/// The stand-in for a broker answers as a broker does, and keeps what it was given.
struct SandboxBrokerTests {
    private static func publish(_ broker: SandboxBroker) async -> CallVerdict {
        await broker.publish(
            RabbitMQMessage(routingKey: "page.east", messageID: "m", contentType: "text/plain", body: [7]), to: "pagers"
        )
    }

    @Test func whatIsPublishedIsKept() async throws {
        let broker = SandboxBroker(id: "broker", time: TimeSource(now: { .epoch }, sleep: { _ in }))
        #expect(await Self.publish(broker) == .success)
        let kept = try #require(broker.received.first)
        #expect(kept.method == "AMQP" && kept.path == "pagers/page.east" && kept.body == [7] && kept.status == 200)
        #expect(kept.headers.contains { $0.name == "message-id" && $0.value == "m" })
    }

    @Test(arguments: [
        (SandboxFault.status(503, retryAfter: nil), "the broker could not keep the message", 1),
        (.dropAfterReading, "the connection broke", 1), (.dropBeforeReading, "the connection broke", 0),
        (.hang, "the connection broke", 1),
    ])
    func faultsArePlayed(fault: SandboxFault, reason: String, kept: Int) async {
        let broker = SandboxBroker(id: "broker", time: TimeSource(now: { .epoch }, sleep: { _ in }))
        broker.play([fault, .delay(.seconds(1))])
        #expect(await Self.publish(broker) == .retry(reason: reason, after: nil))
        #expect(broker.receivedCount == kept)
        #expect(await Self.publish(broker) == .success)
    }
}
