/// Every connector of the product, sorted by kind. A test keeps this list and the folders in step.
package enum ConnectorCatalogue {
    package static let all: [any Connector.Type] = [
        FileConnector.self,
        MLLPConnector.self,
        RabbitMQConnector.self,
        RESTConnector.self,
        WebhookConnector.self,
    ]

    package static func connector(kind: String) -> (any Connector.Type)? {
        all.first { $0.spec.kind == kind }
    }
}
