/// Which connection a message came over.
package struct MLLPConnectionInfo: Sendable, Hashable {
    /// Counted from 1 for each listener.
    package var number: Int
    /// `address:port` of the peer.
    package var peer: String

    package init(number: Int, peer: String) {
        self.number = number
        self.peer = peer
    }
}

/// Why a listener would not take what a connection sent.
package enum MLLPRefusal: Sendable, Hashable {
    /// The message is longer than the limit; `start` is its first 64 KiB, to make the answer from.
    case tooLong(limit: Int, start: [UInt8])
}
