/// What an address does with a WebSocket connection. Called on the connection's event loop alone.
protocol WebSocketSession: AnyObject {
    /// Whether it can take another message now; when not, nothing is read from the client.
    var takesMore: Bool { get }
    /// Nothing is under way for the client: the connection may close.
    var isIdle: Bool { get }
    /// Bytes it holds for messages that are under way.
    var held: Int { get }

    func opened(_ socket: WebSocketHandler)
    func received(_ bytes: [UInt8], isText: Bool)
    /// What had come so far has been given.
    func pause()
    /// The connection is gone.
    func closed()
}
