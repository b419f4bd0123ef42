import APIContract

/// `/api/integration/mappings`, and what works on data without an integration: `/transform`, `/validate`, `/convert`.
enum MappingsRoutes {
    private static let root = "/api/integration"
    private static let path = "\(root)/mappings"
    private static let tag = "Mappings"

    static func routes(_ service: any MappingsService) -> [Route] { kept(service) + used(service) }

    private static func kept(_ service: any MappingsService) -> [Route] {
        [
            .post(
                path, "createMapping", "Keeps a mapping.", tag: tag, scope: .admin, takes: NewMapping.self,
                gives: .created
            ) { call, mapping in
                let made = try await service.create(mapping, by: call.authenticated)
                return .created(made, at: "\(path)/\(made.id)")
            },
            .list(path, "listMappings", "Lists the mappings.", tag: tag) { _, page in
                try await service.mappings(page)
            },
            .get("\(path)/{id}", "getMapping", "Shows one mapping.", tag: tag) { try await service.mapping($0.id) },
            .put(
                "\(path)/{id}", "changeMapping", "Gives a mapping another definition, which holds at once.", tag: tag,
                scope: .admin, takes: MappingChange.self
            ) { try await service.change($0.id, $1, by: $0.authenticated) },
            .delete("\(path)/{id}", "removeMapping", "Removes a mapping that nothing uses.", tag: tag, scope: .admin) {
                try await service.remove(mapping: $0.id, by: $0.authenticated)
            },
            .post(
                "\(path)/{id}/preview", "previewMapping", "Maps one message and saves nothing.", tag: tag,
                scope: .write, takes: MappingPreview.self, gives: .ok
            ) { .ok(try await service.preview($0.id, $1)) },
        ]
    }

    private static func used(_ service: any MappingsService) -> [Route] {
        [
            .post(
                "\(root)/transform", "transformData", "Maps one message.", tag: tag, scope: .write,
                takes: TransformRequest.self, gives: .ok
            ) { .ok(try await service.transform($1)) },
            .post(
                "\(root)/validate", "validateData", "Checks data against a schema.", tag: tag, scope: .write,
                takes: ValidationRequest.self, gives: .ok
            ) { .ok(try await service.validate($1)) },
            .post(
                "\(root)/convert", "convertFormat", "Writes a document in another format.", tag: tag, scope: .write,
                takes: ConversionRequest.self, gives: .ok
            ) { .ok(try await service.convert($1)) },
        ]
    }
}
