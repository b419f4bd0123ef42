import Foundation
import Values

/// The folder of a workspace. The only place of this layer that touches a disk, and it only reads.
struct WorkspaceFolder {
    let path: String
    private let limits: WorkspaceLimits

    init(_ path: String, limits: WorkspaceLimits) {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        self.limits = limits
    }

    var exists: Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path + "/")
        return attributes?[.type] as? FileAttributeType == .typeDirectory
    }

    /// Paths relative to the workspace, sorted, hidden files left out.
    func files(in subfolder: String, ending: [String]) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(subfolder)")) ?? []
        let wanted = names.filter { name in !name.hasPrefix(".") && ending.contains { name.hasSuffix($0) } }
        return wanted.sorted().prefix(limits.files).map { "\(subfolder)/\($0)" }
    }

    /// Sizes in bytes of all files under a subfolder, by path relative to the workspace.
    func sizes(under subfolder: String) -> [String: Int] {
        guard let all = FileManager.default.enumerator(atPath: "\(path)/\(subfolder)") else { return [:] }
        var sizes: [String: Int] = [:]
        for case let name as String in all where sizes.count < limits.files {
            guard all.fileAttributes?[.type] as? FileAttributeType == .typeRegular else { continue }
            sizes["\(subfolder)/\(name)"] = all.fileAttributes?[.size] as? Int ?? 0
        }
        return sizes
    }

    /// Throws `contract.malformed` when the file cannot be read or has more bytes than allowed.
    func bytes(_ file: String, most: Int) throws -> [UInt8] {
        guard let handle = FileHandle(forReadingAtPath: "\(path)/\(file)"),
            let data = try? handle.read(upToCount: most + 1) ?? Data()
        else {
            throw JunctionError(.contractMalformed, "the file cannot be read", place: Place(source: file))
        }
        guard data.count <= most else {
            throw JunctionError(
                .contractMalformed, "the file has more than the \(most) bytes allowed", place: Place(source: file))
        }
        return [UInt8](data)
    }

    /// `mappings/adt-to-fhir.yaml` → `adt-to-fhir`.
    static func stem(_ path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        return String(name.prefix(upTo: name.lastIndex(of: ".") ?? name.endIndex))
    }
}
