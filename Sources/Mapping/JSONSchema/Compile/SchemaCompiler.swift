import Values

/// Turns a schema, and what it refers to, into a program.
struct SchemaCompiler {
    /// Schemas that one program may be made of.
    static let nodesMost = 200_000

    var registry: SchemaRegistry
    let assertsFormat: Bool
    var parts = SchemaProgramParts()
    private var indexes: [SchemaLocation: Int32] = [:]
    /// Schemas that have an index, and are yet to be compiled.
    private var pending: [(index: Int32, schema: LocatedSchema)] = []
    /// The anchors that dynamic references name, by their place among `parts.dynamics`.
    private var dynamicAnchors: [String] = []

    init(options: JSONSchema.Options) {
        registry = SchemaRegistry(load: options.load)
        assertsFormat = options.assertsFormats
    }

    static func compile(_ schema: Value, uri: String, options: JSONSchema.Options) throws -> SchemaProgram {
        var compiler = SchemaCompiler(options: options)
        let root = try compiler.registry.add(schema, uri: SchemaURI(uri).withoutFragment)
        _ = try compiler.node(for: compiler.registry.resources[root].root)
        try compiler.finish()
        return SchemaProgram(compiler.parts)
    }

    /// The index of a schema, which is compiled later if it was not met before.
    mutating func node(for schema: LocatedSchema) throws -> Int32 {
        if let known = indexes[schema.location] { return known }
        guard parts.nodes.count < Self.nodesMost else {
            throw fault("the schema has more than \(Self.nodesMost) parts", schema)
        }
        let index = Int32(parts.nodes.count)
        indexes[schema.location] = index
        parts.nodes.append(SchemaNode())
        parts.locations.append("\(registry.resources[schema.resource].uri)#\(registry.pointer(of: schema))")
        pending.append((index, schema))
        return index
    }

    func fault(_ message: String, _ schema: LocatedSchema, _ keyword: String? = nil) -> JunctionError {
        let pointer = registry.pointer(of: schema) + (keyword.map(JSONPointer.step) ?? "")
        return SchemaRegistry.fault(message, at: registry.resources[schema.resource].uri, pointer)
    }

    /// Compiles what is pending; what a dynamic reference may lead to can bring more.
    private mutating func finish() throws {
        repeat {
            while let (index, schema) = pending.popLast() { try fill(index, schema) }
            for (place, anchor) in dynamicAnchors.enumerated() {
                for (number, resource) in registry.resources.enumerated() {
                    guard let target = resource.dynamicAnchors[anchor] else { continue }
                    parts.dynamics[place].targets[Int32(number)] = try node(for: target)
                }
            }
        } while !pending.isEmpty
    }

    private mutating func fill(_ index: Int32, _ schema: LocatedSchema) throws {
        var node = SchemaNode()
        node.resource = Int32(schema.resource)
        switch schema.value {
        case .bool(true): break
        case .bool(false):
            node.types = []
            node.isFalse = true
        case .object(let object):
            var keywords = SchemaKeywords(schema, object, registry.resources[schema.resource].dialect)
            try compile(&keywords, into: &node)
        default: throw fault("a schema is an object, true or false, not \(schema.value.kindName)", schema)
        }
        parts.nodes[Int(index)] = node
    }

    private mutating func compile(_ keywords: inout SchemaKeywords, into node: inout SchemaNode) throws {
        var general: [SchemaApplicator] = []
        let dialect = keywords.dialect
        if let reference = try references(keywords) { general += reference }
        if dialect.referencesHideSiblings, keywords.object["$ref"] != nil {
            node.applicators = add(general)
            return
        }
        if dialect.hasValidation {
            if let type = keywords["type"] {
                guard let types = SchemaTypes(keyword: type) else {
                    throw fault("type names a type, or a list of types", keywords.schema, "type")
                }
                node.types = types
            }
            general += try constants(keywords)
            node.number = try numberRules(keywords)
        }
        node.string = try stringRules(keywords)
        node.array = try arrayRules(keywords)
        node.object = try objectRules(keywords)
        if dialect.hasApplicators { general += try applicators(keywords) }
        if dialect.hasUnevaluated, dialect.draft >= .draft2019 {
            node.unevaluatedProperties = try child(keywords, "unevaluatedProperties") ?? SchemaProgram.none
            node.unevaluatedItems = try child(keywords, "unevaluatedItems") ?? SchemaProgram.none
        }
        node.applicators = add(general)
    }

    private mutating func add(_ general: [SchemaApplicator]) -> Range<Int32> {
        let start = Int32(parts.applicators.count)
        parts.applicators += general
        return start..<Int32(parts.applicators.count)
    }

    // MARK: References

    private mutating func references(_ keywords: SchemaKeywords) throws -> [SchemaApplicator]? {
        var found: [SchemaApplicator] = []
        let draft = keywords.dialect.draft
        if let text = try keywords.text("$ref", fault) {
            let target = try registry.resolve(text, from: keywords.schema, keyword: "$ref").schema
            found.append(.reference(try node(for: target)))
        }
        if draft == .draft2020, let text = try keywords.text("$dynamicRef", fault) {
            found.append(try dynamicReference(text, keywords.schema, "$dynamicRef"))
        }
        if draft == .draft2019, let text = try keywords.text("$recursiveRef", fault) {
            found.append(try dynamicReference(text, keywords.schema, "$recursiveRef"))
        }
        return found
    }

    /// Behaves like `$ref` unless what it leads to is itself a dynamic anchor of that name.
    private mutating func dynamicReference(
        _ text: String, _ schema: LocatedSchema, _ keyword: String
    ) throws -> SchemaApplicator {
        var (target, anchor) = try registry.resolve(text, from: schema, keyword: keyword)
        if keyword == "$recursiveRef" { anchor = SchemaResource.recursiveAnchor }
        let fallback = try node(for: target)
        guard let anchor, registry.resources[target.resource].dynamicAnchors[anchor]?.location == target.location else {
            return .reference(fallback)
        }
        dynamicAnchors.append(anchor)
        parts.dynamics.append(SchemaDynamicReference(keyword: keyword, fallback: fallback, targets: [:]))
        return .dynamicReference(Int32(parts.dynamics.count - 1))
    }

    // MARK: Children

    /// The schema under a keyword; nil when the keyword is not there.
    mutating func child(_ keywords: SchemaKeywords, _ keyword: String) throws -> Int32? {
        guard let value = keywords[keyword] else { return nil }
        return try child(keywords, value, at: JSONPointer.step(keyword))
    }

    /// A schema within this one.
    mutating func child(_ keywords: SchemaKeywords, _ value: Value, at step: String) throws -> Int32 {
        var schema = keywords.schema
        schema.value = value
        schema.location.pointer += step
        schema.resource = registry.resource(at: schema.location) ?? schema.resource
        return try node(for: schema)
    }

    /// The schemas of a list, as a part of the program's children; nil when the keyword is not there.
    mutating func childRange(_ keywords: SchemaKeywords, _ keyword: String) throws -> Range<Int32>? {
        guard let nodes = try children(keywords, keyword) else { return nil }
        let start = Int32(parts.children.count)
        parts.children += nodes
        return start..<Int32(parts.children.count)
    }

    /// The schemas of a list; nil when the keyword is not there.
    mutating func children(_ keywords: SchemaKeywords, _ keyword: String) throws -> [Int32]? {
        guard let value = keywords[keyword] else { return nil }
        guard let list = value.array else { throw fault("\(keyword) is a list of schemas", keywords.schema, keyword) }
        var nodes: [Int32] = []
        for (index, item) in list.enumerated() {
            nodes.append(try child(keywords, item, at: "\(JSONPointer.step(keyword))/\(index)"))
        }
        return nodes
    }

    /// The schemas of a map, by name; nil when the keyword is not there.
    mutating func map(_ keywords: SchemaKeywords, _ keyword: String) throws -> [(name: String, node: Int32)]? {
        guard let value = keywords[keyword] else { return nil }
        guard let object = value.object else {
            throw fault("\(keyword) is an object of schemas", keywords.schema, keyword)
        }
        var nodes: [(name: String, node: Int32)] = []
        for member in object.members {
            let step = JSONPointer.step(keyword) + JSONPointer.step(member.key)
            nodes.append((member.key, try child(keywords, member.value, at: step)))
        }
        return nodes
    }
}
