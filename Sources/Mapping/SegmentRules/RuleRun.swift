import Values

/// Applies a library to one message: goes through its segments in order and runs the rules of each.
struct RuleRun {
    /// A resource under way or done.
    struct Resource {
        var type: Int32
        var root: Int32
        /// `Patient/1b0c…`, whose end is the identifier; empty until its key is known.
        var reference = RuleText(0..<0)

        var identifier: RuleText {
            RuleText(reference.range.suffix(NameBasedIdentifier.Digest.textCount))
        }
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
    private let message: Value
    var layout: MessageLayout
    /// Which nodes were read, and so all that they hold.
    var read: [Bool]
    var draft = ResourceDraft()
    var resources: [Resource] = []
    /// The resource of each slot; -1 for none.
    var slots: [Int32]
    /// The first resource that each slot held, for references that waited.
    var firstOfSlot: [Int32]
    var pending: [Pending] = []
    /// The resource of each identity seen.
    var known = KnownResources()
    /// The last segment seen of each name.
    var latest = LatestSegments()
    /// The offset written behind times that have none, such as `+01:00`.
    let zone: String
    let messageType: RuleText
    let event: RuleText
    /// What could not be carried over as it stands.
    var refusals: [Refusal] = []
    /// The leaves that the expression at hand has read.
    var taken: [Int32] = []
    /// Where an identity is put together.
    private var identity: [UInt8] = []

    init(_ message: Value, library: RuleLibrary, zone: String, messageType: String, event: String) {
        self.library = library
        self.zone = zone
        self.message = message
        layout = MessageLayout(message)
        read = [Bool](repeating: false, count: layout.nodes.count)
        slots = [Int32](repeating: -1, count: library.slots.count)
        firstOfSlot = slots
        self.messageType = layout.bytes.text { $0.append(contentsOf: messageType.utf8) }
        self.event = layout.bytes.text { $0.append(contentsOf: event.utf8) }
        resources.reserveCapacity(128)
        identity.reserveCapacity(1024)
    }

    /// Which parts of the message were read, for the accounting.
    var reading: MessageLayout.Reading {
        MessageLayout.Reading(message, layout, read: read, ignoring: library.ignored)
    }

    /// Notes that the node, and so all that it holds, was read.
    mutating func mark(_ node: Int32) { read[Int(node)] = true }

    mutating func run() {
        for segment in layout.children(of: SourceTree.root) where resources.count < Self.resourcesMost {
            let label = layout.nodes[Int(segment)].label
            latest[label] = segment
            guard let rows = library.segments[label] else { continue }
            run(rows, Frame(scope: segment, segment: segment, target: -1, resource: -1))
        }
        run(library.closing, Frame(scope: SourceTree.root, segment: -1, target: -1, resource: -1))
        for wait in pending where firstOfSlot[Int(wait.slot)] >= 0 {
            draft.put(resources[Int(firstOfSlot[Int(wait.slot)])].reference, at: wait.node)
        }
        completeResources()
    }

    mutating func run(_ rows: Range<Int32>, _ frame: Frame) {
        guard frame.depth < Self.depthMost else { return }
        let valued = layout.nodes[Int(frame.scope)].valued
        for index in rows {
            // Most rows of a segment are about fields that it does not have.
            if library.needs[Int(index)] & ~valued != 0 { continue }
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
        case .literal(let literal):
            if let node = open(row.target, frame) { draft.put(RuleText(literal: literal), at: node) }
        case .flag(let flag): if let node = open(row.target, frame) { draft.put(flag, at: node) }
        case .link(let slot, let later): link(slot, later: later, row.target, frame)
        case .refer(let source, let template, let slot): refer(source, template, slot, row.target, frame)
        case .resource(let type, let slot, let key, let block):
            make(type, slot, key, block, frame)
        case .on(let slot, let block):
            guard slots[Int(slot)] >= 0 else { return }
            run(block, inside(slots[Int(slot)], frame))
        case .each(let source, let block):
            for node in nodes(source, frame) where layout.nodes[Int(node)].isValued {
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
        case .forget(let names): for index in names { latest[library.numbers[Int(index)]] = -1 }
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
        draft.put(RuleText(literal: address), at: writes)
        return element
    }

    private mutating func theExtension(_ address: Int32, of node: Int32) -> Int32 {
        if let list = draft.member(RuleLibrary.extensionKey, of: node) {
            var child = draft.nodes[Int(list)].firstChild
            while child >= 0 {
                if let url = draft.member(RuleLibrary.urlKey, of: child),
                    draft.nodes[Int(url)].text.start == RuleText(literal: address).start
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
        for node in nodes(source, frame) where layout.nodes[Int(node)].isValued {
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
        var digest: NameBasedIdentifier.Digest?
        if !key.isEmpty {
            let named = keyed(type, key, frame)
            if let found = known[named] {
                // The message says it again: what stands there stays, and what makes it the same counts as read.
                for index in key { mark(library.parts[Int(index)], frame) }
                return found
            }
            digest = named
        }
        let index = Int32(resources.count)
        let before = draft.writes
        resources.append(Resource(type: type, root: draft.root()))
        if let digest { identify(index, as: digest) }
        run(block, inside(index, frame))
        guard draft.writes > before else {
            resources[Int(index)].root = -1
            if let digest { known[digest] = nil }
            return nil
        }
        guard digest == nil else { return index }
        let content = digestOfContent(type, resources[Int(index)].root)
        if let found = known[content] {
            resources[Int(index)].root = -1
            return found
        }
        identify(index, as: content)
        return index
    }

    private mutating func keyed(_ type: Int32, _ key: Range<Int32>, _ frame: Frame) -> NameBasedIdentifier.Digest {
        var identity = begun(type)
        for index in key { append(library.parts[Int(index)], to: &identity, frame) }
        return finish(identity)
    }

    private mutating func digestOfContent(_ type: Int32, _ root: Int32) -> NameBasedIdentifier.Digest {
        var identity = begun(type)
        draft.append(root, to: &identity, self)
        return finish(identity)
    }

    /// Takes the bytes that identities are put together in, so that they are allocated once.
    private mutating func begun(_ type: Int32) -> [UInt8] {
        var taken: [UInt8] = []
        swap(&taken, &identity)
        taken.removeAll(keepingCapacity: true)
        taken.append(contentsOf: NameBasedIdentifier.shared)
        taken.append(UInt8(truncatingIfNeeded: type))
        return taken
    }

    private mutating func finish(_ identity: consuming [UInt8]) -> NameBasedIdentifier.Digest {
        let digest = NameBasedIdentifier.digest(ofNamespaced: identity)
        self.identity = identity
        return digest
    }

    private mutating func identify(_ index: Int32, as digest: NameBasedIdentifier.Digest) {
        known[digest] = index
        let type = resources[Int(index)].type
        let keys = library.keyTexts
        resources[Int(index)].reference = layout.bytes.text { bytes in
            keys.append(type, to: &bytes)
            bytes.append(UInt8(ascii: "/"))
            digest.append(to: &bytes)
        }
    }
}
