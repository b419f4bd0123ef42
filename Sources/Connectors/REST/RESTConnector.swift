package import Values

/// Calls a system over HTTP by declared operations.
package struct RESTConnector: Connector {
    package let client: RESTClient

    package init(settings: Value, environment: ConnectorEnvironment) throws {
        client = try RESTClient(settings: RESTSettings(reading: settings), environment: environment)
    }

    package func shutdown() async { await client.shutdown() }
}
