import Values

extension RESTConnector {
    package static let spec = ConnectorSpec(
        kind: "rest",
        summary: "Calls a system over HTTP by operations declared with method, path and headers.",
        fields: [
            .init("system", .text, "The system's id, for metrics and messages.", initial: "rest"),
            .init(
                "endpoint", .url, "Where the system is; operations' paths are put behind it.", required: true,
                example: "https://records.example.org/fhir"),
            .init(
                "authentication.type", .choice(authenticationTypes), "How calls prove who they are.", initial: "none"),
            .init("authentication.name", .text, "The header or query parameter that carries the API key."),
            .init("authentication.user", .text, "The user of basic authentication."),
            .init(
                "authentication.secret", .text,
                "The name of the secret that is the key, password, token or client secret.", secret: true),
            .init("authentication.tokenEndpoint", .url, "Where access tokens are had (RFC 6749 section 4.4)."),
            .init("authentication.clientID", .text, "The OAuth client."),
            .init("authentication.scope", .text, "The OAuth scopes asked for, separated by spaces."),
            .init(
                "authentication.placement", .choice(["basic", "body"]),
                "Where the OAuth client's credentials are sent.",
                initial: "basic"),
            .init(
                "authentication.oldSecret", .text, "The name of the secret that signs too while the other takes over.",
                secret: true),
            .init("headers", .table, "Headers sent with every request."),
            .init(
                "refusals", .choice(RefusalRule.allCases.map(\.rawValue)),
                "Which answers are final: those that HTTP says are, or only 410 Gone.", initial: "byStatus"),
            .init("operations.*.method", .text, "The HTTP method.", required: true, example: "POST"),
            .init(
                "operations.*.path", .text, "Put behind the endpoint; {name} stands for a parameter.", initial: "",
                example: "/Patient/{id}"),
            .init("operations.*.query", .table, "Query parameters; values may hold {name}."),
            .init("operations.*.headers", .table, "Headers of this operation; values may hold {name}."),
            .init("operations.*.contentType", .text, "The type of the body sent.", example: "application/fhir+json"),
            .init("operations.*.timeout", .duration, "For a whole call of this operation, in place of the limit."),
            .init("operations.*.expects", .text, "The type that the answer must have.", example: "application/json"),
        ] + limitFields + [
            .init("tls.authorityFile", .file, "A PEM file of authorities trusted instead of the system's."),
            .init("tls.certificateFile", .file, "A PEM file with this side's certificate chain."),
            .init("tls.keyFile", .file, "A PEM file with this side's private key."),
            .init(
                "tls.certificateSecret", .text, "The name of a secret with this side's certificate chain, in PEM.",
                secret: true),
            .init(
                "tls.keySecret", .text, "The name of a secret with this side's private key, in PEM.", secret: true),
            .init(
                "tls.authoritySecret", .text, "The name of a secret with the authorities trusted, in PEM.",
                secret: true),
            .init(
                "allowedNetworks", .list, "Address ranges that may be called although they are not public.",
                example: ["127.0.0.0/8"]),
        ],
        examples: examples)

    static let authenticationTypes = [
        "none", "apiKeyHeader", "apiKeyQuery", "basic", "bearer", "clientCredentials", "signature",
    ]

    private static let limitFields: [ConnectorSpec.Field] = [
        .init("limits.connectTimeout", .duration, "To connect, TLS included; then: retry.", initial: "5s"),
        .init("limits.readTimeout", .duration, "Between two reads of an answer; then: retry.", initial: "30s"),
        .init("limits.wholeTimeout", .duration, "For a whole call; then: retry.", initial: "60s"),
        .init("limits.connections", .integer(1...10_000), "Connections at once; then: calls wait.", initial: 16),
        .init("limits.callsAtOnce", .integer(1...1_000_000), "Calls at once; then: retry at once.", initial: 1024),
        .init("limits.idleConnectionTime", .duration, "Spare connections are closed after this.", initial: "30s"),
        .init("limits.answerBytes", .size, "Of an answer, decompressed; then: refused.", initial: "16MiB"),
        .init("limits.requestBytes", .size, "Of a request's body; then: refused.", initial: "64MiB"),
        .init("limits.redirects", .integer(0...10), "Redirects followed within the endpoint's own origin.", initial: 0),
        .init("limits.longestRetryAfter", .duration, "The longest Retry-After that is believed.", initial: "1d"),
    ]

    private static let examples: [ConnectorSpec.Example] = [
        .init(
            "A FHIR server with an OAuth client",
            [
                "system": "care-record", "endpoint": "https://records.example.org/fhir",
                "authentication": [
                    "type": "clientCredentials", "tokenEndpoint": "https://login.example.org/token",
                    "clientID": "junction", "secret": "care-record-client", "scope": "system/*.write",
                ],
                "operations": [
                    "postTransaction": ["method": "POST", "contentType": "application/fhir+json"],
                    "readPatient": ["method": "GET", "path": "/Patient/{id}", "expects": "application/fhir+json"],
                ],
                "limits": ["wholeTimeout": "30s", "connections": 8],
            ]),
        .init(
            "A system in the house that takes an API key",
            [
                "endpoint": "http://10.20.0.7:8080/api",
                "authentication": ["type": "apiKeyHeader", "name": "X-API-Key", "secret": "rota-key"],
                "operations": ["shifts": ["method": "GET", "path": "/shifts", "query": ["week": "{week}"]]],
                "allowedNetworks": ["10.20.0.0/16"],
            ]),
    ]
}
