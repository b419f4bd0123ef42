import Foundation
import SecurityCore
import Testing
import Values

@Suite struct SecretStoreTests {
    private let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/secrets-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private func remove() { try? FileManager.default.removeItem(atPath: folder) }

    private func write(_ name: String, _ text: String, mode: Int = 0o600) {
        let made = FileManager.default.createFile(
            atPath: "\(folder)/\(name)", contents: Data(text.utf8), attributes: [.posixPermissions: mode])
        #expect(made)
    }

    private func code(of body: () throws -> Void) -> ErrorCode? {
        do {
            try body()
            return nil
        } catch { return (error as? JunctionError)?.code }
    }

    @Test func `A secret that is removed is gone, and may be gone already`() throws {
        defer { remove() }
        let store = SecretStore(environment: [:], folder: folder)
        try store.store(Secret("x"), named: "mine")
        try store.remove(named: "mine")
        #expect(code { _ = try store.secret(named: "mine") } == .secretMissing)
        try store.remove(named: "mine")
        #expect(code { try store.remove(named: "../mine") } == .secretNameInvalid)
    }

    @Test func `The environment comes first, then the folder`() throws {
        defer { remove() }
        write("care-record", "from the file\n")
        write("other", "kept \n\n")
        let store = SecretStore(environment: ["JUNCTION_SECRET_CARE_RECORD": "from outside"], folder: folder)
        #expect(try store.secret(named: "care-record").reveal() == "from outside")
        let bare = SecretStore(environment: [:], folder: folder)
        #expect(try bare.secret(named: "care-record").reveal() == "from the file")
        #expect(try bare.secret(named: "other").reveal() == "kept \n")
        #expect(code { _ = try bare.secret(named: "none") } == .secretMissing)
    }

    @Test(arguments: [0o640, 0o604, 0o660, 0o602])
    func `A file that others may touch is refused`(_ mode: Int) throws {
        defer { remove() }
        write("shared", "x", mode: mode)
        let store = SecretStore(environment: [:], folder: folder)
        #expect(code { _ = try store.secret(named: "shared") } == .secretUnsafe)
    }

    @Test func `Links, folders, empty and large files are refused`() throws {
        defer { remove() }
        write("real", "x")
        write("empty", "")
        write("large", String(repeating: "x", count: 70_000))
        try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: "\(folder)/real")
        try FileManager.default.createDirectory(atPath: "\(folder)/inner", withIntermediateDirectories: true)
        let store = SecretStore(environment: [:], folder: folder)
        for name in ["link", "inner", "empty", "large"] {
            #expect(code { _ = try store.secret(named: name) } == .secretUnsafe, "\(name)")
        }
    }

    @Test(arguments: ["", "../passwd", "a/b", "A", "a_b", "-a", "a-", "a.b", "ä", String(repeating: "a", count: 65)])
    func `A name that is not one is refused`(_ name: String) {
        defer { remove() }
        let store = SecretStore(environment: [:], folder: folder)
        #expect(code { _ = try store.secret(named: name) } == .secretNameInvalid)
    }

    @Test func `A secret that is stored is found, readable by its owner alone`() throws {
        defer { remove() }
        let store = SecretStore(environment: [:], folder: folder)
        try store.store(Secret("one"), named: "made")
        try store.store(Secret("two"), named: "made")
        #expect(try store.secret(named: "made").reveal() == "two")
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/made")
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        #expect(code { try SecretStore(environment: [:], folder: nil).store(Secret("x"), named: "a") } == .secretUnsafe)
    }

    @Test func `The folder is made for the first secret, for its owner alone`() throws {
        defer { remove() }
        let inner = "\(folder)/secrets"
        try SecretStore(environment: [:], folder: inner).store(Secret("one"), named: "made")
        let attributes = try FileManager.default.attributesOfItem(atPath: inner)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o700)
        let nowhere = SecretStore(environment: [:], folder: "\(folder)/none/secrets")
        #expect(code { try nowhere.store(Secret("one"), named: "made") } == .storeUnavailable)
    }

    @Test func `A secret does not show itself`() {
        defer { remove() }
        let secret = Secret("hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        for shown in ["\(secret)", String(reflecting: secret), dumped, "\([secret])"] {
            #expect(!shown.contains("hunter2"))
        }
    }
}
