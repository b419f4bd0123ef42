/// The prefixes in scope (Namespaces in XML 1.0, third edition), and the checks on them.
struct XMLNamespaces {
    let isOn: Bool
    private var bindings: [(prefix: String, name: String)] = [("xml", xml), ("xmlns", xmlns)]

    private static let xml = "http://www.w3.org/XML/1998/namespace"
    private static let xmlns = "http://www.w3.org/2000/xmlns/"

    init(isOn: Bool) { self.isOn = isOn }

    /// What `close` needs to forget the bindings of an element.
    var mark: Int { bindings.count }

    mutating func close(to mark: Int) {
        if bindings.count > mark { bindings.removeLast(bindings.count - mark) }
    }

    /// Takes in an element's declarations and checks its names; returns what is wrong, nil when nothing is.
    mutating func open(_ element: String, _ attributes: [(name: String, value: String)]) -> String? {
        for (name, value) in attributes where name.utf8.first == 0x78 && name.hasPrefix("xmlns") {
            if let wrong = declare(name, value) { return wrong }
        }
        if let wrong = check(element) { return wrong }
        if element.utf8.first == UInt8(ascii: "x"), element.hasPrefix("xmlns:") {
            return "An element's name cannot have the prefix xmlns."
        }
        var expanded: Set<[String]> = []
        for (name, _) in attributes where name.utf8.contains(0x3A) {
            if let wrong = check(name) { return wrong }
            let (prefix, local) = Self.split(name)
            guard let prefix, let bound = self.name(of: prefix) else { continue }
            guard expanded.insert([bound, local]).inserted else {
                return "Two attributes have the same name in one namespace."
            }
        }
        return nil
    }

    private mutating func declare(_ attribute: String, _ value: String) -> String? {
        if attribute == "xmlns" {
            return value == Self.xml || value == Self.xmlns ? "That namespace cannot be the default one." : nil
        }
        let (first, prefix) = Self.split(attribute)
        guard first == "xmlns" else { return nil }
        switch prefix {
        case "xmlns": return "The prefix xmlns cannot be declared."
        case "xml": return value == Self.xml ? nil : "The prefix xml has one namespace only."
        case "": return "A prefix should follow 'xmlns:'."
        default: break
        }
        if value.isEmpty { return "The declaration of a prefix names no namespace." }
        if value == Self.xml || value == Self.xmlns { return "That namespace cannot have another prefix." }
        bindings.append((prefix, value))
        return nil
    }

    /// What is wrong with a name: more than one colon, one at an end, or a prefix not declared.
    private func check(_ name: String) -> String? {
        guard name.utf8.contains(0x3A) else { return nil }
        let (prefix, local) = Self.split(name)
        guard let prefix, !prefix.isEmpty, Self.isLocal(local) else { return "The name has a colon out of place." }
        return self.name(of: prefix) == nil ? "The prefix of this name is not declared." : nil
    }

    private static func isLocal(_ local: String) -> Bool {
        guard let first = local.unicodeScalars.first, !local.utf8.contains(0x3A) else { return false }
        return first.isASCII
            ? XMLCharacters.isNameStartByte(UInt8(first.value)) : XMLCharacters.isNameStart(first.value)
    }

    private func name(of prefix: String) -> String? { bindings.last { $0.prefix == prefix }?.name }

    private static func split(_ name: String) -> (prefix: String?, local: String) {
        guard let colon = name.utf8.firstIndex(of: 0x3A) else { return (nil, name) }
        return (String(name[..<colon]), String(name[name.utf8.index(after: colon)...]))
    }
}
