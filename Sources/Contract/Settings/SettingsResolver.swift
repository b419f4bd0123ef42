import Values

/// Gives settings their values and fills them in where a file says `${name}`. Pure: the machine's environment is injected.
///
/// A setting's value is, first of these: the environment variable `JUNCTION_<ID>_<SETTING>`, the file's value for the
/// environment the server runs in, the file's default. So `careRecordURL` of the system `care-record` is
/// `JUNCTION_CARE_RECORD_CARE_RECORD_URL`.
package struct SettingsResolver: Sendable {
    package let environment: EnvironmentName
    /// Where there is no value, take any of the right type: to check a file without running it.
    private let mayInvent: Bool
    private let variable: @Sendable (String) -> String?

    package init(environment: EnvironmentName, variable: @escaping @Sendable (String) -> String?) {
        self.init(environment: environment, mayInvent: false, variable: variable)
    }

    private init(environment: EnvironmentName, mayInvent: Bool, variable: @escaping @Sendable (String) -> String?) {
        self.environment = environment
        self.mayInvent = mayInvent
        self.variable = variable
    }

    /// For checking files apart from any environment: whatever value is stated for any of them, else one made up.
    package static let checking = SettingsResolver(environment: .development, mayInvent: true) { _ in nil }

    /// `JUNCTION_CARE_RECORD_BASE_URL` for `care-record` and `baseURL`.
    package static func variableName(_ id: String, _ setting: String) -> String {
        let words = CamelCase.words(setting).map { $0.uppercased() }
        return
            (["JUNCTION"] + id.uppercased().split(whereSeparator: { $0 == "-" || $0 == "." }).map(String.init) + words)
            .joined(separator: "_")
    }

    /// The document with every `${name}` filled in, outside of where settings are declared.
    func fill(_ root: SourceNode, _ problems: inout [Problem]) -> SourceNode {
        let values = values(in: root, &problems)
        return SettingsFilling(values: values).fill(root, &problems)
    }

    /// Values by name; the names that have none, or an ill-typed one, are there with nil and have been reported.
    private func values(in root: SourceNode, _ problems: inout [Problem]) -> [String: String?] {
        let declared = root["configuration"]?["settings"] ?? root["settings"]
        var values: [String: String?] = [:]
        for member in declared?.members ?? [] {
            // A setting that cannot be read is reported when the whole file is.
            var ignored: [Problem] = []
            guard let setting = Setting.spec.read(member.value, &ignored) else {
                values[member.key] = .some(nil)
                continue
            }
            values[member.key] = .some(value(of: setting, member, id: root["id"]?.text ?? "", &problems))
        }
        return values
    }

    private func value(
        of setting: Setting, _ member: SourceNode.Member, id: String, _ problems: inout [Problem]
    ) -> String? {
        for (key, value) in setting.values.all where !setting.kind.accepts(value) {
            let place = member.value[key]?.place ?? member.keyPlace
            problems.append(
                Problem(
                    .settingInvalid, "the setting '\(member.key)' has a value that is not \(setting.kind.name)",
                    remedy: setting.kind.advice, at: place))
        }
        let name = Self.variableName(id, member.key)
        if let given = variable(name) {
            if setting.kind.accepts(given) { return given }
            problems.append(
                Problem(
                    .settingInvalid, "the environment variable \(name) is not \(setting.kind.name)",
                    remedy: setting.kind.advice, at: member.keyPlace))
            return nil
        }
        if let value = setting.values[environment] { return value }
        if mayInvent { return setting.values.first ?? setting.kind.standIn }
        problems.append(
            Problem(
                .settingInvalid, "the setting '\(member.key)' has no value for \(environment.rawValue)",
                remedy: "Give it a default or a value for \(environment.rawValue), or set \(name).", at: member.keyPlace
            ))
        return nil
    }
}

extension EnvironmentValues {
    /// Those stated, with their keys.
    fileprivate var all: [(key: String, value: Element)] {
        [("default", fallback), ("development", development), ("test", test), ("staging", staging), ("live", live)]
            .compactMap { key, value in value.map { (key, $0) } }
    }
}

extension Setting.Kind {
    package func accepts(_ text: String) -> Bool {
        switch self {
        case .text: true
        case .url: TextShape.url.accepts(text)
        case .integer: Int(text) != nil
        case .boolean: ["on", "off", "true", "false"].contains(text)
        case .duration: Duration(written: text) != nil
        }
    }

    var name: String {
        switch self {
        case .text: "text"
        case .url: "an address"
        case .integer: "a whole number"
        case .boolean: "on or off"
        case .duration: "a duration"
        }
    }

    var standIn: String {
        switch self {
        case .text: "unset"
        case .url: "https://unset.invalid"
        case .integer: "1"
        case .boolean: "off"
        case .duration: "1s"
        }
    }

    var advice: String { "Write it like '\(self == .url ? "https://records.example.org/fhir" : standIn)'." }
}
