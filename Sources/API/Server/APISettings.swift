/// Settings of the HTTP server, each with its default.
package struct APISettings: Sendable {
    /// Marks a request that another node of the service has sent on: it is answered, and not sent on again.
    package static let forwardedHeader = "junction-forwarded"

    package var host = "127.0.0.1"
    /// 0 lets the system choose.
    package var port = 8080
    /// Largest body taken, in bytes.
    package var bodyBytesMost = 16 << 20
    /// Largest sum of all bodies being received, in bytes; beyond it requests are answered 503.
    package var bodiesBytesMost = 256 << 20
    /// Connections open at once; more wait in the backlog of the system.
    package var connectionsMost = 4_096
    /// Connections that wait to be taken, as far as the system allows (`net.core.somaxconn`). Beyond it a client tries again a
    /// second later.
    package var waitingConnectionsMost = 4_096
    package var headerBytesMost = 32 << 10
    package var headerFieldBytesMost = 16 << 10
    package var headerFieldsMost = 100
    /// Time for the head of a request, and for a connection without one.
    package var idleTimeLimit = Duration.seconds(60)
    /// Time to receive a whole body, beside one second for each `bodyBytesPerSecondLeast`.
    package var bodyTimeLimit = Duration.seconds(20)
    package var bodyBytesPerSecondLeast = 16 << 10
    /// Time for the work on a request; streams have none.
    package var requestTimeLimit = Duration.seconds(30)
    /// Time a client may leave an answer unread.
    package var writeTimeLimit = Duration.seconds(60)
    /// Whether `/metrics` needs no key when the request comes from this machine. Off: behind a proxy on this machine
    /// everybody comes from here.
    package var metricsOpenToLoopback = false
    /// Origins whose pages may open a WebSocket, in small letters, beside the server's own.
    package var origins: Set<String> = []
    var sockets = WebSocketLimits()
    /// Whether single events are published without a task for each (`PublishLane`); the answers are the same.
    var hasPublishLane = true
    /// Version in the OpenAPI document.
    package var version = "0.0.0"

    package init() {}
}
