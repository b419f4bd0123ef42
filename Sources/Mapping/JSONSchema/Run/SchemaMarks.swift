import Values

/// Which members or items of one piece of data have been evaluated: one bit each, by position.
struct SchemaMarks {
    /// The first 64, so that most data needs no array.
    private var first: UInt64 = 0
    private var more: [UInt64] = []
    private var isAll = false

    init(count: Int) {
        if count > 64 { more = Array(repeating: 0, count: (count - 1) / 64) }
    }

    mutating func set(_ index: Int) {
        if index < 64 { first |= 1 << UInt64(index) } else { more[index >> 6 - 1] |= 1 << UInt64(index & 63) }
    }

    mutating func setAll() { isAll = true }

    func contains(_ index: Int) -> Bool {
        if isAll { return true }
        return (index < 64 ? first : more[index >> 6 - 1]) & (1 << UInt64(index & 63)) != 0
    }

    mutating func formUnion(_ other: SchemaMarks) {
        isAll = isAll || other.isAll
        first |= other.first
        for index in more.indices { more[index] |= other.more[index] }
    }
}

extension SchemaRun {
    /// Begins to note what is evaluated of `value`; `unmarked` for what has no parts.
    mutating func openMarks(for value: Value) -> Int {
        switch value {
        case .object(let object): marks.append(SchemaMarks(count: object.count))
        case .array(let items): marks.append(SchemaMarks(count: items.count))
        default: return Self.unmarked
        }
        return marks.count - 1
    }

    /// Ends it; what was evaluated counts for the schema around too.
    mutating func closeMarks(into outer: Int) {
        let closed = marks.removeLast()
        if outer != Self.unmarked { marks[outer].formUnion(closed) }
    }

    /// Tries a schema: what it has evaluated counts only when it is met.
    mutating func trial(_ place: Int, _ body: (inout SchemaRun) -> Bool) -> Bool {
        guard place != Self.unmarked else { return body(&self) }
        let before = marks[place]
        let isMet = body(&self)
        if !isMet { marks[place] = before }
        return isMet
    }

    mutating func checkUnevaluated(_ node: SchemaNode, _ index: Int32, _ value: Value, _ own: Int) -> Bool {
        switch value {
        case .object(let object) where node.unevaluatedProperties >= 0:
            return checkUnevaluated(node.unevaluatedProperties, object, own)
        case .array(let items) where node.unevaluatedItems >= 0:
            return checkUnevaluated(node.unevaluatedItems, items, own)
        default: return true
        }
    }

    private mutating func checkUnevaluated(_ node: Int32, _ object: Object, _ own: Int) -> Bool {
        var isMet = true
        for (index, member) in object.members.enumerated() where !marks[own].contains(index) {
            if !checkPart(node, member.value, at: .key(member.key)) {
                isMet = false
                if !collects { return false }
            }
        }
        marks[own].setAll()
        return isMet
    }

    private mutating func checkUnevaluated(_ node: Int32, _ items: [Value], _ own: Int) -> Bool {
        var isMet = true
        for (index, item) in items.enumerated() where !marks[own].contains(index) {
            if !checkPart(node, item, at: .index(index)) {
                isMet = false
                if !collects { return false }
            }
        }
        marks[own].setAll()
        return isMet
    }
}
