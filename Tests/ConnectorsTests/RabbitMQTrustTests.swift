import Foundation
import Synchronization
import TestKit
import Testing
import Values

@testable import Connectors

/// Who is trusted, and how we prove who we are, over TLS, with Debian's RabbitMQ and its plugin for certificates.
@Suite(.enabled(if: RabbitMQTestServer.isThere, "scripts/setup brings rabbitmq-server"))
struct RabbitMQTrustTests {
    /// A broker that asks for a certificate of "ca" and takes the user's name from it, or a password.
    private struct Place {
        let certificates: TestCertificates
        let server: RabbitMQTestServer
        let port: Int

        init() throws {
            let certificates = try TestCertificates()
            try certificates.make("server", alternativeNames: "DNS:localhost")
            for user in ["guest", "nobody"] { try certificates.make(user, alternativeNames: "DNS:\(user)") }
            (server, port) = try RabbitMQTestServer.secured(certificates)
            self.certificates = certificates
        }

        func end() {
            server.end()
            certificates.remove()
        }

        func broker(_ login: RabbitMQBroker.Login, host: String = "localhost") throws -> RabbitMQBroker {
            RabbitMQBroker(
                system: "broker", address: try RabbitMQAddress("amqps://\(host):\(port)"), login: login,
                allowedNetworks: ["127.0.0.0/8", "::1"])
        }

        func environment(certificateOf user: String = "guest", authority: String = "ca") throws -> ConnectorEnvironment
        {
            func pem(_ file: String) throws -> String {
                try String(contentsOfFile: certificates.path(file), encoding: .utf8)
            }
            return .test([
                "password": "guest", "authority": try pem("\(authority).pem"), "certificate": try pem("\(user).pem"),
                "key": try pem("\(user).key"),
            ])
        }

        func publish(_ broker: RabbitMQBroker, _ environment: ConnectorEnvironment) async throws -> CallVerdict {
            let publisher = try RabbitMQPublisher(
                settings: RabbitMQSettings(broker: broker, exchange: "", routingKey: "secure"),
                environment: environment)
            let verdict = await publisher.publish(
                RabbitMQMessage(
                    messageID: "m", contentType: "text/plain", body: [UInt8](repeating: 0x78, count: 300_000)))
            await publisher.shutdown()
            return verdict
        }

        /// How the consumer stands, and how long what it was given is.
        func take(
            _ broker: RabbitMQBroker, _ environment: ConnectorEnvironment
        ) async throws -> (RabbitMQConsumer.Standing, [Int]) {
            let taken = Mutex<[Int]>([])
            let consumer = try RabbitMQConsumer(
                settings: RabbitMQConsumerSettings(broker: broker, queue: "secure"), environment: environment,
                tally: RabbitMQConsumerTally(consumer: "test", queue: "secure"),
                handler: { deliveries in
                    taken.withLock { $0 += deliveries.map(\.body.count) }
                    return deliveries.map { _ in .acknowledge }
                })
            consumer.start()
            _ = await eventually { consumer.standing != .connecting }
            if consumer.standing == .taking { _ = await eventually { !taken.withLock { $0.isEmpty } } }
            let standing = consumer.standing
            await consumer.shutdown()
            return (standing, taken.withLock { $0 })
        }
    }

    private static let unsigned = "the broker's certificate is not signed by a trusted authority, or has expired"
    private static let proof = RabbitMQBroker.Login.certificate(
        TLSSecrets(certificate: "certificate", key: "key", authority: "authority"))

    @Test func brokersProveThemselvesAndSoDoWe() async throws {
        let place = try Place()
        defer { place.end() }
        try await place.server.ask("declare", "secure")
        try await authoritiesAndNames(place)
        try await certificates(place)
    }

    /// By a file, or by a secret in its place.
    private func authoritiesAndNames(_ place: Place) async throws {
        let login = RabbitMQBroker.Login.password(user: "guest", password: "password")
        var broker = try place.broker(login)
        broker.tls.authorityFile = place.certificates.path("ca.pem")
        #expect(try await place.publish(broker, place.environment()) == .success)
        #expect(try await place.take(broker, place.environment()) == (.taking, [300_000]))
        broker.tls.authorityFile = place.certificates.path("other-ca.pem")
        #expect(try await place.publish(broker, place.environment()) == .retry(reason: Self.unsigned, after: nil))
        broker.authority = "authority"
        #expect(try await place.publish(broker, place.environment()) == .success)
        #expect(
            try await place.take(broker, place.environment(authority: "other-ca")).0 == .away(reason: Self.unsigned))
        broker = try place.broker(login, host: "127.0.0.1")
        broker.authority = "authority"
        let reason = "the broker's certificate is for another host name"
        #expect(try await place.publish(broker, place.environment()) == .retry(reason: reason, after: nil))
        #expect(try await place.server.ask("take", "secure", "1").count == 1)
    }

    /// SASL EXTERNAL: the broker knows us by the certificate alone.
    private func certificates(_ place: Place) async throws {
        let broker = try place.broker(Self.proof)
        let known = try await place.publish(broker, place.environment())
        #expect(known == .success, "\(known)")
        #expect(try await place.take(broker, place.environment()) == (.taking, [300_000]))
        // Signed, and of nobody whom the broker knows.
        let stranger = try await place.publish(broker, place.environment(certificateOf: "nobody"))
        guard case .retry(let reason, _) = stranger else { throw Unexpected(verdict: stranger) }
        #expect(reason.contains("does not let us in"), "\(reason)")
        #expect(
            try await place.publish(broker, .test(["certificate": "x", "key": "y", "authority": "z"]))
                == .retry(reason: "the trusted authorities cannot be read", after: nil))
        #expect(
            try await place.publish(broker, .test(["certificate": "x", "authority": "z"]))
                == .retry(reason: "the secret 'key' is not there", after: nil))
        let open = RabbitMQBroker(
            system: "broker", address: try RabbitMQAddress("amqp://127.0.0.1"), login: Self.proof,
            allowedNetworks: ["127.0.0.0/8"])
        await #expect(throws: JunctionError.self) { try await place.publish(open, place.environment()) }
    }

    private struct Unexpected: Error { var verdict: CallVerdict }
}
