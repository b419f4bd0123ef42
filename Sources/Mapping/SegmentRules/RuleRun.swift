import Values

/// Applies a library to one message: goes through its segments in order and runs the rules of each.
struct RuleRun {
    /// A resource under way or done.
    struct Resource {
        var type: Int32
        var root: Int32
        /// `Patient/1b0c…`; empty until its key is known.
        var reference = ""
        var identifier = ""
    }

    /// Where rules read and write.
    struct Frame {
        /// The source node that paths begin at.
        var scope: Int32
        /// The segment at hand; -1 between segments.
        var segment: Int32
        /// The element that targets begin at.
        var target: Int32
        /// The resource that the target is part of; -1 for none.
        var resource: Int32
        /// The table given to the element template at hand.
        var table: Int32 = -1
        var depth = 0
    }

    /// A reference to a slot that was empty when the rule ran.
    struct Pending {
        var slot: Int32
        var node: Int32
    }

    /// Rules call others no deeper than this.
    static let depthMost = 24
    /// Resources of one message; segments beyond are not mapped, and are found in the accounting.
    static let resourcesMost = 20_000

    let library: RuleLibrary
    let tree: SourceTree
    let places: [Place]
    var marks: SourceMarks
    var draft = ResourceDraft()
    var resources: [Resource] = []
    /// The resource of each slot; -1 for none.
    var slots: [Int32]
    /// The first resource that each slot held, for references that waited.
    var firstOfSlot: [Int32]
    var pending: [Pending] = []
    /// The resource of each identity seen.
    var known: [NameBasedIdentifier.Digest: Int32] = [:]
    /// The last segment seen of each name.
    var latest: [UInt32: Int32] = [:]
    /// The offset written behind times that have none, such as `+01:00`.
    var zone: String
    /// What could not be carried over as it stands.
    var refusals: [Refusal] = []
    /// The leaves that the expression at hand has read.
    var taken: [Int32] = []
    var messageType = ""
    var event = ""

    init(_ message: Value, library: RuleLibrary, zone: String) {
        self.library = library
        self.zone = zone
        tree = SourceTree(message, dialect: .hl7)
        places = Place.all(of: tree)
        marks = SourceMarks(tree: tree, ignoring: library.ignored, ignoringNulls: true)
        slots = [Int32](repeating: -1, count: library.slots.count)
        firstOfSlot = slots
        known.reserveCapacity(128)
    }

    mutating func run() {
        let segments = tree.children(of: SourceTree.root)
        for segment in segments where resources.count < Self.resourcesMost {
            let label = tree.nodes[Int(segment)].label
            latest[label] = segment
            guard let rows = library.segments[label] else { continue }
            run(rows, Frame(scope: segment, segment: segment, target: -1, resource: -1))
        }
        run(library.closing, Frame(scope: SourceTree.root, segment: -1, target: -1, resource: -1))
        for wait in pending where firstOfSlot[Int(wait.slot)] >= 0 {
            draft.put(resources[Int(firstOfSlot[Int(wait.slot)])].reference, at: wait.node)
        }
    }

    mutating func run(_ rows: Range<Int32>, _ frame: Frame) {
        guard frame.depth < Self.depthMost else { return }
        for index in rows {
            let row = library.rows[Int(index)]
            if row.condition >= 0, !holds(row.condition, frame) { continue }
            run(row, frame)
        }
    }

    // Long because: one line for each kind of action, which a table of functions would only hide.
    private mutating func run(_ row: RuleLibrary.Row, _ frame: Frame) {
        switch row.action {
        case .copy(let source, let converter): copy(source, converter, row.target, frame)
        case .compute(let expression, let converter):
            compute(library.expressions[Int(expression)], converter, row.target, frame)
        case .literal(let literal): if let node = open(row.target, frame) { draft.put(literal: literal, at: node) }
        case .flag(let flag): if let node = open(row.target, frame) { draft.put(flag, at: node) }
        case .link(let slot, let later): link(slot, later: later, row.target, frame)
        case .refer(let source, let template, let slot): refer(source, template, slot, row.target, frame)
        case .resource(let type, let slot, let key, let block):
            make(type, slot, key, block, frame)
        case .on(let slot, let block):
            guard slots[Int(slot)] >= 0 else { return }
            run(block, inside(slots[Int(slot)], frame))
        case .each(let source, let block):
            for node in nodes(source, frame) where places[Int(node)].isValued {
                var inner = frame
                inner.depth += 1
                inner.scope = node
                if row.target >= 0 { inner.target = open(row.target, frame, as: .object) ?? -1 }
                run(block, inner)
            }
        case .block(let block):
            var inner = frame
            inner.depth += 1
            if row.target >= 0 { inner.target = open(row.target, frame, as: .object) ?? -1 }
            run(block, inner)
        case .use(let template):
            var inner = frame
            inner.depth += 1
            run(library.templates[Int(template)].block, inner)
        case .assign(let slot): fill(slot, with: frame.resource)
        case .move(let from, let to): fill(to, with: slots[Int(from)])
        case .clear(let cleared): for index in cleared { slots[Int(library.numbers[Int(index)])] = -1 }
        case .remove: if let node = open(row.target, frame, as: .object) { draft.remove(node) }
        case .forget(let names): for index in names { latest[library.numbers[Int(index)]] = nil }
        }
    }

    private func inside(_ resource: Int32, _ frame: Frame) -> Frame {
        var inner = frame
        inner.depth += 1
        inner.resource = resource
        inner.target = resources[Int(resource)].root
        return inner
    }

    mutating func fill(_ slot: Int32, with resource: Int32) {
        guard slot >= 0 else { return }
        slots[Int(slot)] = resource
        if firstOfSlot[Int(slot)] < 0 { firstOfSlot[Int(slot)] = resource }
    }

    // MARK: - Targets

    /// The node that the target names, made if need be; nil outside of a resource.
    mutating func open(_ target: Int32, _ frame: Frame, as kind: ResourceDraft.Kind = .text) -> Int32? {
        guard frame.target >= 0 else { return nil }
        guard target >= 0 else { return frame.target }
        var node = frame.target
        let steps = library.targets[Int(target)]
        for index in steps {
            switch library.steps[Int(index)] {
            case .member(let key):
                node = draft.open(key, of: node, as: index == steps.upperBound - 1 ? kind : .object)
            case .append(let key): node = draft.append(to: draft.open(key, of: node, as: .list))
            case .last(let key): node = draft.last(of: draft.open(key, of: node, as: .list))
            case .newExtension(let address): node = newExtension(address, of: node)
            case .theExtension(let address): node = theExtension(address, of: node)
            }
        }
        return node
    }

    private mutating func newExtension(_ address: Int32, of node: Int32) -> Int32 {
        let element = draft.append(to: draft.open(RuleLibrary.extensionKey, of: node, as: .list))
        let writes = draft.open(RuleLibrary.urlKey, of: element, as: .text)
        draft.put(literal: address, at: writes)
        return element
    }

    private mutating func theExtension(_ address: Int32, of node: Int32) -> Int32 {
        if let list = draft.member(RuleLibrary.extensionKey, of: node) {
            var child = draft.nodes[Int(list)].firstChild
            while child >= 0 {
                if let url = draft.member(RuleLibrary.urlKey, of: child),
                    draft.nodes[Int(url)].value == -1 - address
                {
                    return child
                }
                child = draft.nodes[Int(child)].next
            }
        }
        return newExtension(address, of: node)
    }

    // MARK: - Resources and references

    private mutating func link(_ slot: Int32, later: Bool, _ target: Int32, _ frame: Frame) {
        let resource = slots[Int(slot)]
        guard resource >= 0 else {
            guard later, let node = reference(at: target, frame) else { return }
            pending.append(Pending(slot: slot, node: node))
            return
        }
        guard resource != frame.resource, let node = reference(at: target, frame) else { return }
        draft.put(resources[Int(resource)].reference, at: node)
    }

    private mutating func reference(at target: Int32, _ frame: Frame) -> Int32? {
        guard let node = open(target, frame, as: .object) else { return nil }
        // An object until it is put: an empty one is left out.
        return draft.open(RuleLibrary.referenceKey, of: node, as: .object)
    }

    private mutating func refer(
        _ source: RuleLibrary.Source, _ template: Int32, _ slot: Int32, _ target: Int32, _ frame: Frame
    ) {
        for node in nodes(source, frame) where places[Int(node)].isValued {
            guard let made = made(of: node, template, frame) else { continue }
            fill(slot, with: made)
            guard target != RuleLibrary.nowhere, let reference = reference(at: target, frame) else { continue }
            draft.put(resources[Int(made)].reference, at: reference)
        }
    }

    /// What the template makes of a source node; nil when nothing.
    private mutating func made(of node: Int32, _ template: Int32, _ frame: Frame) -> Int32? {
        let template = library.templates[Int(template)]
        var inner = frame
        inner.scope = node
        inner.depth += 1
        switch template.kind {
        case .element: return nil
        case .rules(let slot):
            guard slot >= 0 else { return nil }
            slots[Int(slot)] = -1
            inner.target = -1
            run(template.block, inner)
            return slots[Int(slot)] >= 0 ? slots[Int(slot)] : nil
        case .resource(let type, let key):
            return finished(type, key, template.block, inner)
        }
    }

    private mutating func make(
        _ type: Int32, _ slot: Int32, _ key: Range<Int32>, _ block: Range<Int32>, _ frame: Frame
    ) {
        guard let made = finished(type, key, block, frame) else { return }
        fill(slot, with: made)
    }

    /// A resource that the block fills: the one known under the key, or a new one. With an empty key the content is the key.
    private mutating func finished(
        _ type: Int32, _ key: Range<Int32>, _ block: Range<Int32>, _ frame: Frame
    ) -> Int32? {
        var identity = [UInt8(truncatingIfNeeded: type)]
        var digest: NameBasedIdentifier.Digest?
        if !key.isEmpty {
            for index in key { append(library.parts[Int(index)], to: &identity, frame) }
            let found = NameBasedIdentifier.digest(of: identity)
            if let found = known[found] {
                // The message says it again: what stands there stays, and what makes it the same counts as read.
                for index in key { mark(library.parts[Int(index)], frame) }
                return found
            }
            digest = found
        }
        let index = Int32(resources.count)
        let mark = draft.writes
        resources.append(Resource(type: type, root: draft.root()))
        if let digest { identify(index, as: digest) }
        run(block, inside(index, frame))
        guard draft.writes > mark else {
            resources[Int(index)].root = -1
            if let digest { known[digest] = nil }
            return nil
        }
        guard digest == nil else { return index }
        draft.append(resources[Int(index)].root, to: &identity, library)
        let content = NameBasedIdentifier.digest(of: identity)
        if let found = known[content] {
            resources[Int(index)].root = -1
            return found
        }
        identify(index, as: content)
        return index
    }

    private mutating func identify(_ index: Int32, as digest: NameBasedIdentifier.Digest) {
        known[digest] = index
        let identifier = digest.text
        resources[Int(index)].identifier = identifier
        resources[Int(index)].reference =
            library.keys[Int(resources[Int(index)].type)] + "/" + identifier
    }
}
