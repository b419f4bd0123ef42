import Values

/// What must come of a saga without parallel steps, found without keeping anything: all its events are there, and each send is
/// answered in the same way however often it is asked.
struct PlainSaga {
    let definition: Value
    /// Types of the events that come.
    let events: Set<String>
    /// Steps and compensations whose sends are refused.
    let refused: Set<String>

    /// Types of what it publishes, in order.
    private(set) var published: [String] = []
    /// Steps and compensations that call a system, in order.
    private(set) var called: [String] = []
    private(set) var status = "completed"

    private var done: [String] = []
    private var number: Int64 = 1

    init(_ definition: Value, events: Set<String>, refused: Set<String>) {
        self.definition = definition
        self.events = events
        self.refused = refused
        guard !reachesItsEnd() else { return }
        takeBack()
    }

    private mutating func reachesItsEnd() -> Bool {
        let steps = definition["steps"]?.array ?? []
        var place = 0
        while steps.indices.contains(place) {
            let step = steps[place]
            guard step["when"] == nil || number > 2 else {
                place += 1
                continue
            }
            switch go(step) {
            case .some(let target): place = target.map { self.place(of: $0, in: steps) } ?? place + 1
            case nil: return false
            }
        }
        return true
    }

    private func place(of target: String, in steps: [Value]) -> Int {
        steps.firstIndex { $0["id"]?.string == target } ?? steps.count
    }

    /// Where it goes on, `.some(nil)` for the next step; nil when it fails.
    private mutating func go(_ step: Value) -> String?? {
        if step["fail"] != nil { return nil }
        if let choice = step["choose"]?[0] { return .some(number == 2 ? choice["goto"]?.string : nil) }
        if let wait = step["wait"] {
            if isOver(wait) { return .some(nil) }
            return wait["onTimeout"]?.string.map { .some($0) } ?? nil
        }
        guard act(step) else { return nil }
        if step["set"] != nil { number += 1 }
        if let compensation = step["compensate"]?.string { done.append(compensation) }
        return .some(nil)
    }

    private func isOver(_ wait: Value) -> Bool {
        func isThere(_ alternative: Value) -> Bool { events.contains(alternative["name"]?.string ?? "") }
        if let all = wait["all"]?.array { return all.allSatisfy(isThere) }
        return (wait["any"]?.array ?? []).contains(where: isThere)
    }

    private mutating func act(_ step: Value) -> Bool {
        let id = step["id"]?.string ?? ""
        if let type = step["publish"]?["type"]?.string { published.append(type) }
        guard step["send"] != nil else { return true }
        called.append(id)
        return !refused.contains(id)
    }

    private mutating func takeBack() {
        let compensations = definition["compensations"]?.array ?? []
        let results = done.reversed().compactMap { id in compensations.first { $0["id"]?.string == id } }.map {
            act($0)
        }
        status = results.isEmpty || results.contains(false) ? "failed" : "compensated"
    }
}
