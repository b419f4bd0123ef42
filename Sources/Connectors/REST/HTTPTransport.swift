import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOSSL
package import Values

/// Sends one HTTP request and gives back its bounded answer: connections, pooling, TLS and timeouts.
///
/// One pool per system rather than one per process: a pool's timeouts, size and trust are settings of the system, and a
/// slow system must not hold the connections of another. The threads (the event loops) are shared.
package final class HTTPTransport: Sendable {
    let client: HTTPClient
    let guardian: OutboundGuard
    let limits: RESTLimits
    /// The one origin that this transport speaks to: what a peer must prove to be.
    let address: WebAddress
    /// Who we are by certificate; nil when that is fixed by files, or nothing.
    private let identity: TLSIdentity?
    private let recentlyChecked = RecentCheck()

    package init(
        to address: WebAddress, limits: RESTLimits, tls: TLSSettings, guardian: OutboundGuard,
        environment: ConnectorEnvironment
    ) throws(JunctionError) {
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: try tls.clientConfiguration(), redirectConfiguration: .disallow,
            timeout: .init(connect: .init(limits.connectTimeout), read: .init(limits.readTimeout)),
            connectionPool: .init(
                idleTimeout: .init(limits.idleConnectionTime),
                concurrentHTTP1ConnectionsPerHostSoftLimit: limits.connections),
            decompression: .enabled(limit: .size(limits.answerBytes)))
        // Waiting and trying again is the delivery engine's work; a failed connection is told to it at once.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        configuration.http1_1ConnectionDebugInitializer = { channel in
            Self.checkPeer(of: channel, address, guardian)
        }
        client = HTTPClient(
            eventLoopGroupProvider: .shared(environment.eventLoopGroup), configuration: configuration)
        identity = address.secure ? tls.secrets.map { TLSIdentity($0, secret: environment.secret) } : nil
        self.address = address
        self.guardian = guardian
        self.limits = limits
    }

    package func shutdown() async { try? await client.shutdown() }

    /// - Throws: `JunctionError` for an address that may not be called, and what the client throws for the rest.
    func send(
        _ method: HTTPMethod, _ target: String, headers: HTTPHeaders, body: [UInt8]?,
        deadline: NIODeadline
    ) async throws -> HTTPReply {
        if !recentlyChecked.isFresh {
            _ = try await guardian.addresses(of: address.host)
            recentlyChecked.refresh()
        }
        let request = try HTTPClient.Request(
            url: address.origin + target, method: method, headers: headers,
            body: body.map { .byteBuffer(ByteBuffer(bytes: $0)) }, tlsConfiguration: try identity?.configuration())
        let collector = ReplyCollector(limit: limits.answerBytes, isHead: method == .HEAD)
        return try await client.execute(request: request, delegate: collector, deadline: deadline).get()
    }

    /// Runs when a connection is up and before the first byte of a request, so it sees the address really reached.
    private static func checkPeer(
        of channel: any Channel, _ address: WebAddress, _ guardian: OutboundGuard
    ) -> EventLoopFuture<Void> {
        guard let socket = channel.remoteAddress, let peer = IPAddress(socket) else {
            return refuse(channel, JunctionError(.addressForbidden, "the peer has no internet address"))
        }
        do throws(JunctionError) {
            try guardian.check(peer, host: address.host)
            if address.secure {
                try CertificateNames.check(
                    try? channel.pipeline.syncOperations.nioSSL_peerCertificate(), for: address.host)
            }
            return channel.eventLoop.makeSucceededVoidFuture()
        } catch { return refuse(channel, error) }
    }

    private static func refuse(_ channel: any Channel, _ error: JunctionError) -> EventLoopFuture<Void> {
        // Closed in the next turn of the loop: the pool must hear of the failure before it hears of the close.
        channel.eventLoop.execute { channel.close(promise: nil) }
        return channel.eventLoop.makeFailedFuture(error)
    }
}
