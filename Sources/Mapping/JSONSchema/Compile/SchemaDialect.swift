import Values

/// Which keywords a schema resource's words mean: its draft, and the vocabularies of its metaschema.
struct SchemaDialect: Sendable, Hashable {
    enum Draft: Int, Sendable, Comparable {
        case draft6 = 6
        case draft7 = 7
        case draft2019 = 2019
        case draft2020 = 2020

        static func < (left: Draft, right: Draft) -> Bool { left.rawValue < right.rawValue }
    }

    var draft = Draft.draft2020
    var hasApplicators = true
    var hasUnevaluated = true
    var hasValidation = true
    /// The metaschema says that `format` asserts.
    var assertsFormat = false

    static let standard = SchemaDialect()

    /// The dialects that a `$schema` can name without a metaschema to look at.
    static func known(_ uri: String) -> SchemaDialect? {
        let bare = uri.hasSuffix("#") ? String(uri.dropLast()) : uri
        switch bare {
        case "https://json-schema.org/draft/2020-12/schema": return .standard
        case "https://json-schema.org/draft/2019-09/schema": return SchemaDialect(draft: .draft2019)
        case "http://json-schema.org/draft-07/schema", "https://json-schema.org/draft-07/schema":
            return SchemaDialect(draft: .draft7)
        case "http://json-schema.org/draft-06/schema", "https://json-schema.org/draft-06/schema":
            return SchemaDialect(draft: .draft6)
        default: return nil
        }
    }

    /// The dialect with the vocabularies of `$vocabulary` alone. Throws the URI of one that is required and not known.
    func limited(to vocabularies: Object) throws(UnknownVocabulary) -> SchemaDialect {
        var result = self
        (result.hasApplicators, result.hasUnevaluated, result.hasValidation) = (false, false, false)
        for member in vocabularies.members {
            switch Self.vocabularyName(member.key) {
            case "core", "meta-data", "format-annotation", "content": break
            case "format": result.assertsFormat = false
            case "applicator":
                result.hasApplicators = true
                if draft == .draft2019 { result.hasUnevaluated = true }
            case "unevaluated": result.hasUnevaluated = true
            case "validation": result.hasValidation = true
            case "format-assertion": result.assertsFormat = true
            default: if member.value == true { throw UnknownVocabulary(uri: member.key) }
            }
        }
        return result
    }

    struct UnknownVocabulary: Error { let uri: String }

    private static func vocabularyName(_ uri: String) -> String? {
        for prefix in ["https://json-schema.org/draft/2020-12/vocab/", "https://json-schema.org/draft/2019-09/vocab/"]
        where uri.hasPrefix(prefix) {
            return String(uri.dropFirst(prefix.count))
        }
        return nil
    }
}

extension SchemaDialect {
    /// How the value of a keyword holds schemas.
    enum Shape { case one, list, map, none }

    /// Where schemas stand within a schema, so that `$id` and anchors are found there and nowhere else.
    func shape(of keyword: String, _ value: Value) -> Shape {
        switch keyword {
        case "additionalProperties", "contains", "propertyNames", "not", "if", "then", "else": .one
        case "unevaluatedProperties", "unevaluatedItems", "contentSchema": draft >= .draft2019 ? .one : .none
        case "additionalItems": draft < .draft2020 ? .one : .none
        case "items": value.array == nil ? .one : draft < .draft2020 ? .list : .none
        case "allOf", "anyOf", "oneOf": .list
        case "prefixItems": draft == .draft2020 ? .list : .none
        case "properties", "patternProperties", "definitions", "dependencies": .map
        case "$defs", "dependentSchemas": draft >= .draft2019 ? .map : .none
        default: .none
        }
    }

    /// Before 2019-09 a `$ref` hid whatever stood beside it.
    var referencesHideSiblings: Bool { draft < .draft2019 }
}
