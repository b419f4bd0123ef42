import Values

/// Walks one Bundle and collects findings.
struct FHIRResourceCheck {
    var findings: [Finding] = []
    /// The `fullUrl`s of the Bundle, which references within it may name.
    var known: Set<String> = []
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
        guard let type = resource["resourceType"]?.string, let required = FHIRRules.required[type] else {
            add("fhir.resourceType", "resourceType is missing or not a known resource type", at: path + ".resourceType")
            return
        }
        for element in required where resource[element] == nil {
            add("fhir.required", "\(type).\(element) is required", at: "\(path).\(element)")
        }
        if let id = resource["id"], !Self.isID(id.string ?? "") {
            add("fhir.id", "id must be 1 to 64 letters, digits, dashes and points", at: path + ".id")
        }
        if let statuses = FHIRRules.statuses[type], let status = resource["status"] {
            code(status, statuses, required: false, at: path + ".status")
        }
        root = path
        walk(resource)
    }

    mutating func code(_ value: Value?, _ codes: Set<String>, required: Bool, at path: String) {
        guard let value else {
            if required { add("fhir.required", "a code is required", at: path) }
            return
        }
        if !codes.contains(value.string ?? "") { add("fhir.code", "is not a code of its required value set", at: path) }
    }

    private static func isID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                $0 >= 0x30 && $0 <= 0x39 || $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 == 0x2D || $0 == 0x2E
            }
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

    private mutating func walk(_ value: Value) {
        switch value {
        case .object(let object):
            if object.isEmpty { add("fhir.structure", "an element must not be empty") }
            for member in object.members {
                path.append(.member(member.key))
                element(member.key, member.value)
                path.removeLast()
            }
        case .array(let elements):
            if elements.isEmpty { add("fhir.structure", "a list must not be empty") }
            for (index, element) in elements.enumerated() {
                path.append(.item(index))
                walk(element)
                path.removeLast()
            }
        case .string(let text) where text.isEmpty: add("fhir.structure", "text must not be empty")
        case .null: add("fhir.structure", "an element must not be null")
        default: break
        }
    }

    private mutating func element(_ name: String, _ value: Value) {
        guard let element = FHIRRules.element(name) else { return walk(value) }
        switch element {
        case .reference: reference(value)
        case .date: date(value) { $0.hour == nil }
        case .dateTime: date(value) { $0.hour == nil || $0.offset != nil }
        case .instant: date(value) { $0.second != nil && $0.offset != nil }
        case .code(let codes):
            if !codes.contains(value.string ?? "") { add("fhir.code", "is not a code of its required value set") }
        }
    }

    private mutating func date(_ value: Value, _ isPrecise: (CalendarTime) -> Bool) {
        guard let text = value.string, let time = CalendarTime(iso: text), isPrecise(time), !text.contains(" ") else {
            return add("fhir.date", "is not a date of the kind that FHIR asks for here")
        }
    }

    private mutating func reference(_ value: Value) {
        guard let text = value.string, !text.isEmpty else {
            return add("fhir.reference", "a reference must be text")
        }
        if text.hasPrefix("urn:uuid:") {
            if !known.contains(text) { add("fhir.reference", "leads to nothing in the Bundle") }
            return
        }
        if text.hasPrefix("#") || text.contains("://") || text.hasPrefix("urn:") { return }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let isConditional = text.contains("?")
        guard FHIRRules.required[String(parts[0].prefix { $0 != "?" })] != nil, isConditional || parts.count >= 2 else {
            return add("fhir.reference", "is neither Type/id, a URL nor a urn")
        }
    }
}
