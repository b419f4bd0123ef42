package import NIOCore
package import Values

/// A way to reach one kind of external system.
///
/// A connector is one folder here and one line in `ConnectorCatalogue`. Its `spec` is the only description of its
/// settings: the linter, the schema, the documentation and the command-line help are derived from it, and every example
/// in it is run as a test.
///
/// The contract: `init` reads and checks settings and touches no network; a setting it does not know is an error that
/// names the nearest one it does. Trouble on the network is an outcome of a call, never a thrown error.
package protocol Connector: Sendable {
    static var spec: ConnectorSpec { get }

    /// - Throws: `JunctionError` with code `connectorSettings`, its place the path of the setting at fault.
    init(settings: Value, environment: ConnectorEnvironment) throws

    /// Ends every connection; calls under way end with a retry.
    func shutdown() async
}

/// What a connector needs from the composition root.
package struct ConnectorEnvironment: Sendable {
    package var time: TimeSource
    /// The secret stored under a name, looked up again for every use so that rotation needs no restart; nil if there is
    /// none.
    package var secret: @Sendable (_ name: String) -> String?
    package var eventLoopGroup: any EventLoopGroup

    package init(
        time: TimeSource, secret: @escaping @Sendable (String) -> String?, eventLoopGroup: any EventLoopGroup
    ) {
        self.time = time
        self.secret = secret
        self.eventLoopGroup = eventLoopGroup
    }
}
