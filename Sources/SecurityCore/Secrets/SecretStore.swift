import Values

/// Finds secrets by name: first in the environment (`JUNCTION_SECRET_<NAME>`), then in a folder with one file for each.
///
/// A file counts only if nobody but its owner may read or write it. It is read anew each time, so a secret can be
/// changed while the server runs.
package struct SecretStore: Sendable {
    private let environment: [String: String]
    private let folder: SecretFolder?

    /// `folder` is a path; nil when only the environment is used.
    package init(environment: [String: String], folder: String?) {
        self.environment = environment
        self.folder = folder.map(SecretFolder.init)
    }

    /// Throws `secretNameInvalid`, `secretMissing` or `secretUnsafe`.
    package func secret(named text: String) throws -> Secret {
        let name = try SecretName(text)
        if let value = environment[name.environmentName], !value.isEmpty { return Secret(value) }
        if let secret = try folder?.read(name) { return secret }
        let place = folder.map { " or the file \($0.path)/\(name)" } ?? ""
        throw JunctionError(
            .secretMissing, "There is no secret '\(name)'.",
            remedy: "Set the environment variable \(name.environmentName)\(place) (mode 0600).")
    }

    /// Keeps a secret in the folder, in place of what was there. Throws `secretUnsafe` when there is no folder, or
    /// `storeUnavailable` when it cannot be written.
    package func store(_ secret: Secret, named text: String) throws {
        let name = try SecretName(text)
        guard let folder else {
            throw JunctionError(
                .secretUnsafe, "There is no folder to keep secrets in.",
                remedy: "Name one in the server's settings, or set \(name.environmentName).")
        }
        try folder.write(secret, as: name)
    }

    /// Forgets a secret that was kept in the folder, if it is there. Throws `secretNameInvalid`.
    package func remove(named text: String) throws { folder?.remove(try SecretName(text)) }
}
