import Values

/// The documents that a schema is made of: finds out which schemas have names (`$id`, `$anchor`, `$dynamicAnchor`), and
/// what a reference leads to.
struct SchemaRegistry {
    /// Documents that one schema may be spread over.
    static let documentsMost = 256
    /// Schemas that may nest in one document, and metaschemas behind one another.
    static let nestingMost = 512

    private let load: JSONSchema.Loader
    private(set) var resources: [SchemaResource] = []
    private var byURI: [String: Int] = [:]
    private var documents: [Value] = []
    /// The resource of every schema that stands where schemas stand.
    private var resourceAt: [SchemaLocation: Int] = [:]

    init(load: @escaping JSONSchema.Loader) { self.load = load }

    /// Takes a document in under the URI that it was found at; its root's resource.
    @discardableResult
    mutating func add(_ document: Value, uri: SchemaURI, depth: Int = 0) throws -> Int {
        guard documents.count < Self.documentsMost, depth < Self.nestingMost else {
            throw Self.fault("the schema is spread over more than \(Self.documentsMost) documents", at: uri, "")
        }
        let number = documents.count
        documents.append(document)
        let dialect = try dialect(of: document, at: uri, inheriting: .standard, depth)
        let root = LocatedSchema(
            location: SchemaLocation(document: number, pointer: ""), value: document, resource: resources.count)
        // A fragment names no resource: the empty one that older drafts put at the end says nothing.
        let own = dialect.identifier(document).map { SchemaURI($0).resolved(against: uri).withoutFragment }
        resources.append(SchemaResource(uri: own ?? uri, root: root, dialect: dialect))
        for name in [uri, own].compactMap({ $0?.description }) where byURI[name] == nil { byURI[name] = root.resource }
        try index(root, depth: depth, isRoot: true)
        return root.resource
    }

    static func fault(_ message: String, at uri: SchemaURI, _ pointer: String) -> JunctionError {
        let source = uri.description
        return JunctionError(
            .schemaMalformed, message, place: Place(source: source.isEmpty ? nil : source, path: "#" + pointer))
    }

    /// Where a schema stands within its resource.
    func pointer(of schema: LocatedSchema) -> String {
        String(schema.location.pointer.dropFirst(resources[schema.resource].root.location.pointer.count))
    }

    // MARK: Dialects

    private mutating func dialect(
        of schema: Value, at base: SchemaURI, inheriting inherited: SchemaDialect, _ depth: Int
    ) throws -> SchemaDialect {
        guard let text = schema["$schema"]?.string else { return inherited }
        if let known = SchemaDialect.known(text) { return known }
        let uri = SchemaURI(text).resolved(against: base).withoutFragment
        guard depth < Self.nestingMost, let metaschema = try resource(named: uri, depth: depth + 1) else {
            throw Self.fault("the metaschema that $schema names is not known", at: base, "/$schema")
        }
        let dialect = resources[metaschema].dialect
        guard let vocabularies = resources[metaschema].root.value["$vocabulary"]?.object else { return dialect }
        do throws(SchemaDialect.UnknownVocabulary) { return try dialect.limited(to: vocabularies) } catch {
            throw Self.fault("the metaschema requires the vocabulary '\(error.uri)', which is not known", at: base, "")
        }
    }

    // MARK: Names

    private mutating func index(_ schema: LocatedSchema, depth: Int, isRoot: Bool = false) throws {
        guard depth < Self.nestingMost else {
            throw Self.fault(
                "schemas nest deeper than \(Self.nestingMost)", at: resources[schema.resource].uri,
                schema.location.pointer)
        }
        var schema = schema
        guard let object = schema.value.object else {
            resourceAt[schema.location] = schema.resource
            return
        }
        if !isRoot { try enterResource(&schema, depth) }
        resourceAt[schema.location] = schema.resource
        let dialect = resources[schema.resource].dialect
        if dialect.referencesHideSiblings, object["$ref"] != nil { return }
        addAnchors(schema, object)
        for member in object.members {
            let pointer = schema.location.pointer + JSONPointer.step(member.key)
            func child(_ value: Value, _ step: String) -> LocatedSchema {
                LocatedSchema(
                    location: SchemaLocation(document: schema.location.document, pointer: pointer + step), value: value,
                    resource: schema.resource)
            }
            switch dialect.shape(of: member.key, member.value) {
            case .none: break
            case .one: try index(child(member.value, ""), depth: depth + 1)
            case .list:
                for (place, item) in (member.value.array ?? []).enumerated() {
                    try index(child(item, "/\(place)"), depth: depth + 1)
                }
            case .map:
                for item in member.value.object?.members ?? [] {
                    try index(child(item.value, JSONPointer.step(item.key)), depth: depth + 1)
                }
            }
        }
    }

    /// Where a schema has an `$id`, it begins a resource of its own.
    private mutating func enterResource(_ schema: inout LocatedSchema, _ depth: Int) throws {
        let outer = resources[schema.resource]
        guard let identifier = outer.dialect.identifier(schema.value) else { return }
        let uri = SchemaURI(identifier).resolved(against: outer.uri).withoutFragment
        schema.resource = resources.count
        let dialect = try dialect(of: schema.value, at: uri, inheriting: outer.dialect, depth)
        schema.resource = resources.count
        resources.append(SchemaResource(uri: uri, root: schema, dialect: dialect))
        if byURI[uri.description] == nil { byURI[uri.description] = schema.resource }
    }

    private mutating func addAnchors(_ schema: LocatedSchema, _ object: Object) {
        let resource = schema.resource
        if resources[resource].dialect.draft < .draft2019 {
            guard let id = object["$id"]?.string, id.hasPrefix("#"), id.count > 1 else { return }
            resources[resource].anchors[String(id.dropFirst())] = schema
            return
        }
        if let name = object["$anchor"]?.string, resources[resource].anchors[name] == nil {
            resources[resource].anchors[name] = schema
        }
        if let name = object["$dynamicAnchor"]?.string, resources[resource].dynamicAnchors[name] == nil {
            resources[resource].dynamicAnchors[name] = schema
        }
        if object["$recursiveAnchor"] == true {
            resources[resource].dynamicAnchors[SchemaResource.recursiveAnchor] = resources[resource].root
        }
    }

    func resource(at location: SchemaLocation) -> Int? { resourceAt[location] }

    // MARK: References

    /// The resource of that URI, loaded when it is not here yet; nil when there is none.
    private mutating func resource(named uri: SchemaURI, depth: Int = 0) throws -> Int? {
        let name = uri.description
        if let index = byURI[name] { return index }
        guard let document = try SchemaMetaschemas.document(name) ?? load(name) else { return nil }
        return try add(document, uri: uri, depth: depth)
    }

    /// What `reference`, written in a schema of `resource`, leads to, and the name of the anchor when it named one.
    mutating func resolve(
        _ reference: String, from schema: LocatedSchema, keyword: String
    ) throws -> (schema: LocatedSchema, anchor: String?) {
        let base = resources[schema.resource].uri
        func dangling(_ what: String) -> JunctionError {
            Self.fault("\(keyword) leads nowhere: \(what)", at: base, schema.location.pointer + "/" + keyword)
        }
        let target = SchemaURI(reference).resolved(against: base)
        let name = target.withoutFragment
        guard let index = name == base ? schema.resource : try resource(named: name) else {
            throw dangling("there is no schema '\(name)'")
        }
        guard let fragment = target.decodedFragment, !fragment.isEmpty else { return (resources[index].root, nil) }
        if fragment.hasPrefix("/") {
            guard let found = walk(from: resources[index].root, fragment) else {
                throw dangling("'\(name)' has nothing at '\(fragment)'")
            }
            return (found, nil)
        }
        let resource = resources[index]
        guard let found = resource.dynamicAnchors[fragment] ?? resource.anchors[fragment] else {
            throw dangling("'\(name)' has no anchor '\(fragment)'")
        }
        return (found, fragment)
    }

    /// Follows a JSON Pointer, and with it the resources that it passes into.
    private func walk(from root: LocatedSchema, _ pointer: String) -> LocatedSchema? {
        guard let tokens = JSONPointer.tokens(pointer) else { return nil }
        var found = root
        for token in tokens {
            guard let child = JSONPointer.child(found.value, token) else { return nil }
            found.value = child
            found.location.pointer += JSONPointer.step(token)
            if let resource = resourceAt[found.location] { found.resource = resource }
        }
        return found
    }
}

extension SchemaDialect {
    /// The `$id` of a schema that begins a resource; nil when it has none.
    func identifier(_ schema: Value) -> String? {
        guard let id = schema["$id"]?.string else { return nil }
        if draft < .draft2019, id.hasPrefix("#") || schema["$ref"] != nil { return nil }
        return id
    }
}
