import APIContract

/// `/api/integration/keys`
enum KeysRoutes {
    private static let path = "/api/integration/keys"
    private static let tag = "Keys"

    static func routes(_ service: any KeyService) -> [Route] {
        [
            .post(
                path, "createKey", "Makes a key and shows it this once.", tag: tag, scope: .admin,
                takes: NewKey.self, gives: .created
            ) { call, key in
                let made = try await service.create(key, by: call.authenticated)
                return .createdSecret(made, at: "\(path)/\(made.description.id)")
            },
            .list(path, "listKeys", "Lists the keys, without their secrets.", tag: tag, scope: .admin) { _, page in
                try await service.keys(page)
            },
            .delete("\(path)/{id}", "revokeKey", "Revokes a key at once.", tag: tag, scope: .admin) { call in
                try await service.revoke(call.id, by: call.authenticated)
            },
        ]
    }
}
