package import Hummingbird
import NIOCore

/// What Hummingbird tells of a request beside the request: only where it came from is of use here.
package struct APIContext: InitializableFromSource {
    let channel: any Channel

    package init(source: ApplicationRequestContextSource) { channel = source.channel }

    /// Address without the port; empty when there is none, as for a socket in the file system.
    var address: String { Self.address(of: channel) }

    static func address(of channel: any Channel) -> String { channel.remoteAddress?.ipAddress ?? "" }

    /// 127.0.0.0/8 or ::1.
    static func isLoopback(_ address: String) -> Bool { address.hasPrefix("127.") || address == "::1" }
}
