import Testing
import Values

@testable import Formats
@testable import Mapping

/// Whatever a message says, the shipped rules write only elements that FHIR R4 has: every target of every rule is looked up in
/// FHIR's tables, in each type of resource that the rule may work in.
struct RuleTargetTests {
    @Test func everyTargetIsAnElementOfItsType() throws {
        var walk = TargetWalk(try HL7ToFHIR().library)
        walk.everything()
        #expect(walk.faults.sorted() == [])
        #expect(walk.visited.count > 400)
    }

    @Test(arguments: [
        ("segment PID\n  resource Patient:\n    3 -> nickname\n", "Patient.nickname"),
        ("segment PID\n  resource Patient:\n    3 -> name\n", "Patient.name"),
        ("segment PID\n  resource Patient:\n    3 -> active[] boolean\n", "Patient.active"),
        ("segment PID\n  resource Patient:\n    3 -> birthDate boolean\n", "Patient.birthDate"),
        ("segment PID\n  resource Patient:\n    3 -> gender concept\n", "Patient.gender"),
        (
            "segment PID\n  resource Patient:\n    @other -> name[]\n  resource Group as @other:\n    3 -> name\n",
            "Patient.name"
        ),
        ("element X\n  1 -> nothing\nsegment PID\n  resource Patient:\n    3 -> name[] X\n", "HumanName.nothing"),
        (
            "segment PID\n  resource Patient as @p:\n    3 -> language\nsegment PV1\n  on @p:\n    3 -> code\n",
            "Patient.code"
        ),
    ])
    func seesWrongTargets(_ rules: String, _ fault: String) throws {
        var walk = TargetWalk(try RuleCompiler.compile([RuleCompiler.Source(name: "a.rules", text: rules)]))
        walk.everything()
        #expect(walk.faults.contains { $0.hasPrefix(fault) }, "\(walk.faults)")
    }
}

/// Goes through the rules of a library in every type of resource that they may meet, until no slot gains a type.
private struct TargetWalk {
    struct Visit: Hashable {
        var block: Range<Int32>
        var element: String
        var resource: String
    }

    let library: RuleLibrary
    private(set) var faults: Set<String> = []
    private(set) var visited: Set<Visit> = []
    private var typesOfSlot: [Int32: Set<String>] = [:]

    init(_ library: RuleLibrary) { self.library = library }

    mutating func everything() {
        var before: [Int32: Set<String>] = [:]
        repeat {
            before = typesOfSlot
            visited = []
            for block in library.segments.values { walk(block, element: "", resource: "") }
            walk(library.closing, element: "", resource: "")
        } while before != typesOfSlot
    }

    private mutating func walk(_ block: Range<Int32>, element: String, resource: String) {
        guard visited.insert(Visit(block: block, element: element, resource: resource)).inserted else { return }
        for index in block { walk(library.rows[Int(index)], element: element, resource: resource) }
    }

    // Long because: one line for each kind of action.
    private mutating func walk(_ row: RuleLibrary.Row, element: String, resource: String) {
        let target = row.target >= 0 ? find(row.target, in: element) : nil
        switch row.action {
        case .copy(_, let converter), .compute(_, let converter): check(converter, row, target, element, resource)
        case .literal: check(target, isOf: [.text], element, row)
        case .flag: check(target, isOf: [.boolean], element, row)
        case .link: check(target, isOf: [.complex("Reference")], element, row)
        case .refer(_, let template, let slot):
            typesOfSlot[slot, default: []].formUnion(types(of: template))
            if row.target != RuleLibrary.nowhere { check(target, isOf: [.complex("Reference")], element, row) }
        case .resource(let type, let slot, _, let block):
            let name = library.keys[Int(type)]
            typesOfSlot[slot, default: []].insert(name)
            walk(block, element: name, resource: name)
        case .on(let slot, let block):
            for type in typesOfSlot[slot] ?? [] { walk(block, element: type, resource: type) }
        case .each(_, let block), .block(let block):
            guard row.target >= 0 else { return walk(block, element: element, resource: resource) }
            if case .complex(let type)? = target?.kind { walk(block, element: type, resource: resource) }
        case .use(let template): walk(library.templates[Int(template)].block, element: element, resource: resource)
        case .assign(let slot): typesOfSlot[slot, default: []].insert(resource)
        case .move(let from, let to): typesOfSlot[to, default: []].formUnion(typesOfSlot[from] ?? [])
        case .clear, .forget, .remove: break
        }
    }

    private mutating func types(of template: Int32) -> Set<String> {
        let block = library.templates[Int(template)].block
        switch library.templates[Int(template)].kind {
        case .element: return []
        case .resource(let type, _):
            let name = library.keys[Int(type)]
            walk(block, element: name, resource: name)
            return [name]
        case .rules(let gives):
            walk(block, element: "", resource: "")
            return typesOfSlot[gives] ?? []
        }
    }

    private mutating func check(
        _ converter: RuleLibrary.Converter, _ row: RuleLibrary.Row, _ target: FHIRElements.Element?, _ element: String,
        _ resource: String
    ) {
        switch converter {
        case .element(let template):
            let block = library.templates[Int(template)].block
            guard row.target >= 0 else { return walk(block, element: element, resource: resource) }
            guard case .complex(let type)? = target?.kind else { return }
            walk(block, element: type, resource: resource)
        case .concept: checkHere("CodeableConcept", target, element, row)
        case .coding: checkHere("Coding", target, element, row)
        case .decimal: check(target, isOf: [.decimal], element, row)
        case .integer, .positive, .unsigned, .count: check(target, isOf: [.integer], element, row)
        case .boolean: check(target, isOf: [.boolean], element, row)
        case .division: check(target, isOf: [.xhtml], element, row)
        default: check(target, isOf: [.text], element, row)
        }
    }

    private mutating func checkHere(
        _ type: String, _ target: FHIRElements.Element?, _ element: String, _ row: RuleLibrary.Row
    ) {
        if row.target < 0 {
            if element != type, !element.isEmpty { faults.insert("\(element) is no \(type)") }
        } else {
            check(target, isOf: [.complex(type)], element, row)
        }
    }

    private mutating func check(
        _ target: FHIRElements.Element?, isOf kinds: [FHIRElements.Kind], _ element: String, _ row: RuleLibrary.Row
    ) {
        guard let target, !kinds.contains(target.kind) else { return }
        faults.insert("\(element).\(target.name) is of another kind: \(target.kind), not \(kinds)")
    }

    /// The last element of a target; a step that is none is a fault.
    private mutating func find(_ target: Int32, in start: String) -> FHIRElements.Element? {
        guard !start.isEmpty else { return nil }
        var type = start
        var found: FHIRElements.Element?
        for index in library.targets[Int(target)] {
            let (name, isList) = name(of: library.steps[Int(index)])
            guard let element = element(name, of: type) else {
                faults.insert("\(type).\(name) is no element")
                return nil
            }
            if element.repeats != isList {
                faults.insert("\(type).\(name) is \(element.repeats ? "a list" : "no list")")
            }
            found = element
            if case .complex(let next) = element.kind { type = next } else { type = "" }
        }
        return found
    }

    private func name(of step: RuleLibrary.Step) -> (String, Bool) {
        switch step {
        case .member(let key): (library.keys[Int(key)], false)
        case .append(let key), .last(let key): (library.keys[Int(key)], true)
        case .newExtension, .theExtension: ("extension", true)
        }
    }

    /// `_birthDate` holds what a primitive has beside its value.
    private func element(_ name: String, of type: String) -> FHIRElements.Element? {
        guard name.hasPrefix("_"), let plain = FHIRElements.definition(type)?.element(String(name.dropFirst())) else {
            return FHIRElements.definition(type)?.element(name)
        }
        return FHIRElements.Element(name: name, kind: .complex("Element"), repeats: plain.repeats)
    }
}
