import APIContract
import HTTPTypes
import Values

/// Messages: how they come in, and what happened to them.
enum MessagesRoutes {
    static let path = "/api/integration/messages"
    private static let tag = "Messages"

    private static let reference = Parameter<String>(
        "reference", FieldNote("The sender's own name for it, such as HL7 MSH-10.", lengthMost: 256))
    private static let integration = Parameter<String>(
        "integrationId", FieldNote("Only those received there.", lengthMost: 128))
    private static let status = Parameter<MessageStatus>("status", "Only those that are there on their way.")

    static func routes(_ intake: any IntegrationsService, _ lineage: any LineageService) -> [Route] {
        [
            accept(intake),
            .list(
                path, "findMessages", "Finds messages by what their sender called them, newest first.", tag: tag,
                query: [reference.description, integration.description, status.description]
            ) { call, page in
                try await lineage.messages(
                    reference: try call[reference], integration: try call[integration], status: try call[status], page)
            },
            .get("\(path)/{id}", "getMessageLineage", "Shows everything that happened to a message.", tag: tag) {
                try await lineage.lineage(of: $0.id)
            },
        ]
    }

    /// The one route that takes bytes of any type: whatever the integration point's format is.
    private static func accept(_ service: any IntegrationsService) -> Route {
        var description = Route.description(
            .post, "\(IntegrationsRoutes.path)/{id}/messages", "acceptMessage",
            "Takes in one message. It is durable when this answers.", tag: tag, scope: .write)
        description.body = BodyDescription(schema: nil, mediaTypes: ["*/*"], required: true)
        description.answers.insert(
            AnswerDescription(
                202, "Durable here; the work goes on.", .of(MessageReceipt.self),
                headers: ["Location": "What happens to it."]), at: 0)
        var route = Route(description) { call, _ in
            guard !call.body.isEmpty else {
                throw JunctionError(.badRequest, "The request has no message in its body.")
            }
            let receipt = try await service.accept(message(of: call))
            return try receipt.reply()
        }
        route.input = .bytes
        return route
    }

    private static func message(of call: Call) -> InboundMessage {
        InboundMessage(
            integrationID: call.id, bytes: call.body, contentType: call.contentType ?? "application/octet-stream",
            charset: call.charset, idempotencyKey: call.idempotencyKey, caller: call.authenticated)
    }
}

extension MessageReceipt {
    fileprivate func reply() throws -> Reply { try .json(self, .accepted, location: "\(MessagesRoutes.path)/\(id)") }
}
