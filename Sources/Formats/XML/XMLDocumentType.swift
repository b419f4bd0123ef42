/// What the internal subset of a document type declares, as far as reading needs it.
struct XMLDocumentType {
    var entities: [String: XMLEntity] = [:]
    var parameterEntities: [String: XMLEntity] = [:]
    /// Names of entities declared within a parameter entity: a standalone document may not refer to them.
    var declaredWithin: Set<String> = []
    /// By element name.
    var attributes: [String: XMLAttributeList] = [:]
    var isStandalone = false
    /// Whether there is an external subset, or a reference to a parameter entity.
    var hasUnread = false
    /// Whether a parameter entity was passed over: declarations after it no longer count (section 5.1).
    var hasPassedOver = false

    /// Whether an entity not declared here may be declared where this reader does not look (section 4.1, Entity Declared).
    var mayDeclareElsewhere: Bool { hasUnread && !isStandalone }
}

enum XMLEntity {
    /// The replacement text.
    case `internal`([UInt8])
    /// Parsed, but never fetched.
    case external
    /// Not XML: may only be named by attributes.
    case unparsed
}

/// The attributes that a document type declares for an element, in order.
struct XMLAttributeList {
    struct Declaration {
        /// Whether its type is other than CDATA.
        var isTokenized: Bool
        var defaultValue: String?
    }

    private(set) var inOrder: [(String, Declaration)] = []
    private var byName: [String: Declaration] = [:]

    /// The first declaration of a name counts.
    mutating func declare(_ name: String, _ declaration: Declaration) {
        guard byName[name] == nil else { return }
        byName[name] = declaration
        inOrder.append((name, declaration))
    }

    subscript(name: String) -> Declaration? { byName[name] }
}
