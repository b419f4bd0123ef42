import Values

extension RuleRun {
    mutating func holds(_ condition: RuleLibrary.Condition, _ frame: Frame) -> Bool {
        switch condition {
        case .valued(let source): first(source, frame).map(isValued) ?? false
        case .oneOf(let source, let texts): first(source, frame).flatMap(plainText).map(texts.contains) ?? false
        case .inTable(let source, let table):
            first(source, frame).flatMap(plainText).map { library.tables[Int(table)].terms[$0] != nil } ?? false
        case .longer(let source, let length):
            (first(source, frame).flatMap(plainText)?.utf8.count ?? 0) > length
        case .more(let source, let count): all(source, frame).count > count
        case .slot(let slot): slots[Int(slot)] >= 0
        case .event(let events): events.contains(event)
        case .type(let types): types.contains(messageType)
        case .written(let key): frame.target >= 0 && draft.member(key, of: frame.target) != nil
        case .not(let inner): !holds(inner, frame)
        case .and(let parts): holdsAll(parts, frame)
        case .or(let parts): holdsAny(parts, frame)
        }
    }

    private mutating func holdsAll(_ parts: [RuleLibrary.Condition], _ frame: Frame) -> Bool {
        for part in parts where !holds(part, frame) { return false }
        return true
    }

    private mutating func holdsAny(_ parts: [RuleLibrary.Condition], _ frame: Frame) -> Bool {
        for part in parts where holds(part, frame) { return true }
        return false
    }
}
