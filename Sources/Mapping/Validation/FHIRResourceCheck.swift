import Formats
import Values

/// Walks one Bundle and collects findings.
struct FHIRResourceCheck {
    var findings: [Finding] = []
    /// The `fullUrl`s of the Bundle, which references within it may name.
    var known: Set<String> = []
    /// Elements within elements that are followed.
    private static let depthMost = 64
    /// The resource at hand, and the way from it to the element at hand.
    private var root = ""
    private var path: [FHIRStep] = []

    mutating func add(_ code: String, _ message: String, at path: String) {
        findings.append(.error(code, message, at: path))
    }

    mutating func entry(_ entry: Value, isRequest: Bool, at path: String) {
        if isRequest {
            code(entry["request"]?["method"], FHIRRules.methods, required: true, at: path + ".request.method")
            if entry["request"]?["url"]?.string?.isEmpty != false {
                add("fhir.required", "request.url is required", at: path + ".request.url")
            }
        }
        if let url = entry["fullUrl"] {
            let text = url.string ?? ""
            if !text.hasPrefix("urn:"), !text.contains("://") {
                add("fhir.reference", "fullUrl must be absolute or a urn:uuid", at: path + ".fullUrl")
            }
        }
        guard let resource = entry["resource"] else {
            if isRequest, let method = entry["request"]?["method"]?.string, method == "PUT" || method == "POST" {
                add("fhir.required", "resource is required", at: path + ".resource")
            }
            return
        }
        self.resource(resource, at: path + ".resource")
    }

    private mutating func resource(_ resource: Value, at path: String) {
        root = path
        self.resource(resource)
    }

    private mutating func resource(_ resource: Value) {
        guard let object = resource.object, let type = object["resourceType"]?.string,
            let definition = FHIRElements.definition(type), definition.isResource
        else {
            let fault = "resourceType is missing or not a known resource type"
            return add("fhir.resourceType", fault, at: place + ".resourceType")
        }
        if let statuses = FHIRRules.statuses[type], let status = object["status"]?.string, !statuses.contains(status) {
            add("fhir.code", "is not a code of its required value set", at: place + ".status")
        }
        members(of: object, definition, type)
    }

    mutating func code(_ value: Value?, _ codes: Set<String>, required: Bool, at path: String) {
        guard let value else {
            if required { add("fhir.required", "a code is required", at: path) }
            return
        }
        if !codes.contains(value.string ?? "") { add("fhir.code", "is not a code of its required value set", at: path) }
    }
}

// MARK: - Elements

/// One step of the way to an element. The way is written out only for a finding: most messages have none.
private enum FHIRStep {
    case member(String)
    case item(Int)
}

extension FHIRResourceCheck {
    private var place: String {
        path.reduce(into: root) { text, step in
            switch step {
            case .member(let name): text += ".\(name)"
            case .item(let index): text += "[\(index)]"
            }
        }
    }

    private mutating func add(_ code: String, _ message: String) { add(code, message, at: place) }

    /// The elements of an object against those of its type: known, of their kind, as often as they may stand, and none missing.
    private mutating func members(of object: Object, _ definition: FHIRElements.TypeDefinition, _ type: String) {
        guard path.count < Self.depthMost else { return add("fhir.structure", "is nested too deeply") }
        if object.isEmpty { add("fhir.structure", "an element must not be empty") }
        var choices: [String] = []
        for member in object.members where !(definition.isResource && member.key == "resourceType") {
            path.append(.member(member.key))
            if let choice = element(member.key, member.value, definition), !member.key.hasPrefix("_") {
                if choices.contains(choice) { add("fhir.structure", "\(choice)[x] may have one type only") }
                choices.append(choice)
            }
            path.removeLast()
        }
        for name in definition.required where object[name] == nil && object["_" + name] == nil {
            if !choices.contains(name) { add("fhir.required", "\(type).\(name) is required", at: "\(place).\(name)") }
        }
    }

    /// Checks a member; gives the choice that it is a part of.
    private mutating func element(_ name: String, _ value: Value, _ definition: FHIRElements.TypeDefinition) -> String?
    {
        let isAddition = name.hasPrefix("_")
        guard let element = definition.element(isAddition ? String(name.dropFirst()) : name),
            !isAddition || element.primitive != nil
        else {
            add("fhir.structure", "FHIR R4 has no such element here")
            return nil
        }
        guard element.repeats else {
            one(value, element, isAddition: isAddition)
            return element.choice
        }
        guard let items = value.array, !items.isEmpty else {
            add("fhir.structure", "must be a list, and not an empty one")
            return nil
        }
        for (index, item) in items.enumerated() {
            path.append(.item(index))
            // Values of primitives and what stands beside them go together by place.
            if element.primitive == nil || !item.isNull { one(item, element, isAddition: isAddition) }
            path.removeLast()
        }
        return nil
    }

    private mutating func one(_ value: Value, _ element: FHIRElements.Element, isAddition: Bool) {
        if let primitive = element.primitive, !isAddition { return self.primitive(value, primitive, element) }
        guard let object = value.object else { return add("fhir.structure", "must be an object") }
        switch element.kind {
        case .resource: resource(value)
        case .complex(let type):
            if let definition = FHIRElements.definition(type) { members(of: object, definition, type) }
            if type == "Reference", let reference = object["reference"] { self.reference(reference) }
        default: if let definition = FHIRElements.definition("Element") { members(of: object, definition, "Element") }
        }
    }

    private mutating func primitive(_ value: Value, _ primitive: FHIRPrimitive, _ element: FHIRElements.Element) {
        if element.name == "gender", value.string != nil {
            code(value, FHIRRules.genders, required: true, at: place)
        }
        let isRight = primitive.accepts(value)
        switch primitive {
        case .date, .dateTime, .instant:
            guard isRight, let text = value.string, CalendarTime(iso: text) != nil else {
                return add("fhir.date", "is not a date of the kind that FHIR asks for here")
            }
        case .id: if !isRight { add("fhir.id", "must be 1 to 64 letters, digits, dashes and points") }
        default: if !isRight { add("fhir.structure", "is not a value of its type in FHIR") }
        }
    }

    private mutating func reference(_ value: Value) {
        path.append(.member("reference"))
        defer { path.removeLast() }
        guard let text = value.string, !text.isEmpty else {
            return add("fhir.reference", "a reference must be text")
        }
        if text.hasPrefix("urn:uuid:") {
            if !known.contains(text) { add("fhir.reference", "leads to nothing in the Bundle") }
            return
        }
        if text.hasPrefix("#") || text.contains("://") || text.hasPrefix("urn:") { return }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let type = String(parts[0].prefix { $0 != "?" })
        guard FHIRElements.definition(type)?.isResource == true, text.contains("?") || parts.count >= 2 else {
            return add("fhir.reference", "is neither Type/id, a URL nor a urn")
        }
    }
}
