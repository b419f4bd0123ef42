import Values

extension RuleRun {
    /// Whether the condition holds. A value that is one of those it names has decided something: it counts as read.
    // Long because: one line for each kind of condition.
    mutating func holds(_ condition: Int32, _ frame: Frame, isNegated: Bool = false) -> Bool {
        switch library.conditions[Int(condition)] {
        case .valued(let source): return isValued(source, frame)
        case .oneOf(let source, let texts):
            guard let (text, leaf) = text(source, frame), isAmong(texts, text) else { return false }
            if !isNegated { mark(leaf) }
            return true
        case .inTable(let source, let table):
            guard let (text, _) = text(source, frame) else { return false }
            return library.tables[Int(table)].contains(layout.bytes, text.range)
        case .longer(let source, let length):
            guard let (text, _) = text(source, frame) else { return false }
            return text.count > length
        case .more(let source, let count):
            var found: Int32 = 0
            for node in nodes(source, frame) where layout.nodes[Int(node)].isValued { found += 1 }
            return found > count
        case .slot(let slot): return slots[Int(slot)] >= 0
        case .event(let events): return isAmong(events, event)
        case .type(let types): return isAmong(types, messageType)
        case .written(let key):
            return frame.target >= 0 && draft.member(key, of: frame.target).map(draft.hasContent) ?? false
        case .not(let inner): return !holds(inner, frame, isNegated: !isNegated)
        case .and(let parts):
            for part in parts where !holds(library.conditionLists[Int(part)], frame, isNegated: isNegated) {
                return false
            }
            return true
        case .or(let parts):
            for part in parts where holds(library.conditionLists[Int(part)], frame, isNegated: isNegated) {
                return true
            }
            return false
        }
    }

    private func isValued(_ source: RuleLibrary.Source, _ frame: Frame) -> Bool {
        for node in nodes(source, frame) where layout.nodes[Int(node)].isValued { return true }
        return false
    }

    private func text(_ source: RuleLibrary.Source, _ frame: Frame) -> (text: RuleText, leaf: Int32)? {
        guard let node = first(source, frame) else { return nil }
        let leaf = leaf(node)
        return text(ofLeaf: leaf).map { ($0, leaf) }
    }

    private func isAmong(_ set: Int32, _ text: RuleText) -> Bool {
        library.textSets[Int(set)].contains(layout.bytes, text.range)
    }
}
