/// The table of layers in `Package.swift`, read as text: asking the package manager for it takes seconds.
struct LayerTable {
    struct Row {
        var name: String
        var ours: Set<String>
        /// Modules of other packages.
        var theirs: Set<String>
    }

    var rows: [String: Row] = [:]

    /// Modules that come with a product beside the one it is named by.
    private static let alsoInProduct: [String: Set<String>] = [
        "Hummingbird": ["HummingbirdCore"], "Metrics": ["CoreMetrics"], "Crypto": ["_CryptoExtras"],
    ]

    init(manifest: String) {
        let products = Self.products(in: manifest)
        for call in Self.calls(of: "Layer", in: manifest) {
            guard let name = Self.strings(in: Self.prefix(of: call)).first else { continue }
            let theirs = Self.list("theirs", in: call)
            var modules = Set(Self.strings(in: theirs)).subtracting(products.packages)
            for (variable, product) in products.variables where Self.words(in: theirs).contains(variable) {
                modules.insert(product)
            }
            for module in modules { modules.formUnion(Self.alsoInProduct[module] ?? []) }
            rows[name] = Row(name: name, ours: Set(Self.strings(in: Self.list("ours", in: call))), theirs: modules)
        }
        rows["junction"] = Row(
            name: "junction", ours: Set(Self.strings(in: Self.list("executableDependencies", in: manifest))),
            theirs: ["ArgumentParser", "Logging", "UnixSignals"])
    }

    /// `let yams = Target.Dependency.product(name: "Yams", package: "Yams")`
    private static func products(in manifest: String) -> (variables: [String: String], packages: Set<String>) {
        var variables: [String: String] = [:]
        var packages: Set<String> = []
        for line in manifest.split(separator: "\n") {
            guard let match = line.firstMatch(of: /^let (\w+) = .*product\(name: "(\w+)", package: "([^"]+)"\)/) else {
                continue
            }
            variables[String(match.1)] = String(match.2)
            if match.2 != match.3 { packages.insert(String(match.3)) }
        }
        // C libraries of the system: `let libPQ = Target.Dependency.byName(name: "CLibPQ")`
        for match in manifest.matches(of: /let (\w+) = Target\.Dependency\.byName\(name: "(\w+)"\)/) {
            variables[String(match.1)] = String(match.2)
        }
        return (variables, packages)
    }

    private static func calls(of name: String, in text: String) -> [Substring] {
        text.ranges(of: "\(name)(").map { balanced(text[$0.lowerBound...], "(", ")") }
    }

    private static func prefix(of call: Substring) -> Substring { call.prefix { $0 != "," && $0 != ")" } }

    /// The text between the brackets of `label: […]` or `label: [T] = […]`.
    private static func list(_ label: String, in text: some StringProtocol) -> Substring {
        let text = Substring(text)
        guard let start = text.firstRange(of: "\(label):")?.upperBound else { return "" }
        var list = balanced(text[start...], "[", "]")
        if list.endIndex < text.endIndex, text[list.endIndex...].hasPrefix(" = [") {
            list = balanced(text[list.endIndex...], "[", "]")
        }
        return list
    }

    private static func balanced(_ text: Substring, _ open: Character, _ close: Character) -> Substring {
        var depth = 0
        for index in text.indices {
            if text[index] == open { depth += 1 }
            if text[index] == close {
                depth -= 1
                if depth == 0 { return text[..<text.index(after: index)] }
            }
        }
        return text
    }

    private static func strings(in text: Substring) -> [String] {
        text.matches(of: /"([^"]*)"/).map { String($0.1) }
    }

    private static func words(in text: Substring) -> Set<String> {
        Set(text.matches(of: /\w+/).map { String($0.0) })
    }
}
