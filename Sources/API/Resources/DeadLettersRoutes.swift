import APIContract

/// `/api/integration/deadletters`
enum DeadLettersRoutes {
    private static let path = "/api/integration/deadletters"
    private static let tag = "Dead letters"

    private static let destination = Parameter<String>(
        "destination", FieldNote("Only those that were going there.", lengthMost: 256))
    private static let integration = Parameter<String>(
        "integrationId", FieldNote("Only those received there.", lengthMost: 128))

    static func routes(_ service: any DeadLettersService) -> [Route] {
        [
            .list(
                path, "listDeadLetters", "Lists the deliveries that were given up, oldest first.", tag: tag,
                query: [destination.description, integration.description]
            ) { call, page in
                try await service.deadLetters(
                    destination: try call[destination], integration: try call[integration], page)
            },
            .post(
                "\(path)/{deadLetter}/retry", "retryDeadLetter", "Delivers it once more.", tag: tag, scope: .write,
                gives: .accepted
            ) { call in .accepted(try await service.retry(call.id, by: call.authenticated)) },
            .post(
                "\(path)/{deadLetter}/discard", "discardDeadLetter", "Lets it go, with a reason.", tag: tag,
                scope: .write,
                takes: DiscardRequest.self, gives: .ok
            ) { call, request in
                .ok(try await service.discard(call.id, because: request.reason, by: call.authenticated))
            },
        ]
    }
}
