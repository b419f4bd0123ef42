package import Values

/// Writes the OpenAPI 3.1 document of a list of operations.
package struct OpenAPIDocument {
    private var components: [String: Value] = [:]
    /// Types that arrive in requests: they take no other keys.
    private var strict: Set<String> = []

    package static func document(version: String, operations: [OperationDescription]) -> Value {
        var writer = OpenAPIDocument()
        for operation in operations { writer.noteStrict(operation.body?.schema) }
        let paths = writer.paths(operations)
        let names = writer.components.keys.sorted()
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Junction", "version": .string(version), "summary": "Connects systems: one door for all.",
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "/"]],
            "paths": paths,
            "components": [
                "schemas": .object(Object(names.map { .init(key: $0, value: writer.components[$0] ?? .null) })),
                "securitySchemes": ["key": ["type": "http", "scheme": "bearer", "bearerFormat": "jn_<id>_<secret>"]],
            ],
        ]
    }

    private mutating func paths(_ operations: [OperationDescription]) -> Value {
        var paths = Object()
        for operation in operations {
            let description = describe(operation)
            paths.update(operation.path, default: .object(Object())) { path in
                guard case .object(var methods) = path else { return }
                methods[operation.method.rawValue] = description
                path = .object(methods)
            }
        }
        return .object(paths)
    }

    private mutating func describe(_ operation: OperationDescription) -> Value {
        var members: Object = [
            "operationId": .string(operation.id), "tags": [.string(operation.tag)],
            "summary": .string(operation.summary),
        ]
        if let scope = operation.scope {
            members["description"] = .string("Needs a key with scope \(scope.rawValue).")
            members["security"] = [["key": []]]
        } else {
            members["security"] = []
        }
        if !operation.parameters.isEmpty {
            members["parameters"] = .array(operation.parameters.map { describe($0) })
        }
        if let body = operation.body { members["requestBody"] = describe(body) }
        var answers = Object()
        for answer in operation.answers {
            answers[answer.status == 0 ? "default" : "\(answer.status)"] = describe(answer)
        }
        members["responses"] = .object(answers)
        return .object(members)
    }

    private mutating func describe(_ parameter: ParameterDescription) -> Value {
        [
            "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
            "description": .string(parameter.note.text),
            "required": .bool(parameter.required || parameter.place == .path),
            "schema": form(of: parameter.schema, parameter.note, describes: false),
        ]
    }

    private mutating func describe(_ body: BodyDescription) -> Value {
        let content = body.schema.map { schema -> Value in ["schema": form(of: schema)] } ?? [:]
        return [
            "required": .bool(body.required),
            "content": .object(Object(body.mediaTypes.map { .init(key: $0, value: content) })),
        ]
    }

    private mutating func describe(_ answer: AnswerDescription) -> Value {
        var members: Object = ["description": .string(answer.text)]
        if !answer.headers.isEmpty {
            let headers = answer.headers.sorted { $0.key < $1.key }
            members["headers"] = .object(
                Object(
                    headers.map {
                        .init(
                            key: $0.key, value: ["description": .string($0.value), "schema": ["type": "string"]])
                    }))
        }
        if let schema = answer.schema {
            var content: Object = [answer.mediaType: ["schema": form(of: schema)]]
            for type in answer.otherMediaTypes { content[type] = ["schema": ["type": "object"]] }
            members["content"] = .object(content)
        }
        return .object(members)
    }
}

extension OpenAPIDocument {
    private mutating func noteStrict(_ schema: Schema?) {
        switch schema {
        case .object(let object):
            strict.insert(object.name)
            for field in object.fields { noteStrict(field.schema) }
        case .list(let element), .dictionary(let element): noteStrict(element)
        case .either(let first, let second):
            noteStrict(first)
            noteStrict(second)
        default: break
        }
    }

    private mutating func form(of schema: Schema, _ note: FieldNote = "", describes: Bool = true) -> Value {
        var members = Object()
        switch schema {
        case .any: break
        case .flag: members["type"] = "boolean"
        case .text(let format):
            members["type"] = "string"
            members["format"] = format.map { .string($0) }
        case .whole:
            members["type"] = "integer"
            members["format"] = "int64"
        case .number: members["type"] = "number"
        case .words(let words):
            members["type"] = "string"
            members["enum"] = .array(words.map { .string($0) })
        case .list(let element):
            members["type"] = "array"
            members["items"] = form(of: element)
        case .dictionary(let element):
            members["type"] = "object"
            members["additionalProperties"] = form(of: element)
        case .object(let object):
            members["$ref"] = .string("#/components/schemas/\(component(object))")
        case .either(let first, let second): members["anyOf"] = [form(of: first), form(of: second)]
        }
        limit(&members, schema, note)
        if describes, !note.text.isEmpty { members["description"] = .string(note.text) }
        if let example = note.example { members["examples"] = [example] }
        return .object(members)
    }

    /// Limits on text and numbers; on a list they are those of its elements, apart from their number.
    private func limit(_ members: inout Object, _ schema: Schema, _ note: FieldNote) {
        if case .list = schema {
            members["maxItems"] = note.itemsMost.map { .integer(Int64($0)) }
            return
        }
        members["minLength"] = note.lengthLeast.map { .integer(Int64($0)) }
        members["maxLength"] = note.lengthMost.map { .integer(Int64($0)) }
        members["minimum"] = note.least.map { .integer(Int64($0)) }
        members["maximum"] = note.most.map { .integer(Int64($0)) }
        members["pattern"] = note.pattern.map { .string($0) }
    }

    private mutating func component(_ object: ObjectSchema) -> String {
        guard components[object.name] == nil else { return object.name }
        // Entered before its fields, so that a type that holds itself does not go round for ever.
        components[object.name] = .null
        var properties = Object()
        for field in object.fields { properties[field.name] = form(of: field.schema, field.note) }
        var members: Object = [
            "type": "object", "description": .string(object.about.summary), "properties": .object(properties),
        ]
        let required = object.fields.filter(\.required)
        if !required.isEmpty { members["required"] = .array(required.map { .string($0.name) }) }
        if strict.contains(object.name) { members["additionalProperties"] = false }
        components[object.name] = .object(members)
        return object.name
    }
}
