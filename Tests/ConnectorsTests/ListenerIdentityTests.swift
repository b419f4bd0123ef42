import Foundation
import NIOSSL
import TestKit
import Testing
import Values

@testable import Connectors

/// Certificates of openssl; the time is told, so that they need not be waited for.
@Suite struct ListenerIdentityTests {
    private let certificates: TestCertificates
    private var settings: TLSSettings {
        TLSSettings(certificateFile: certificates.path("server.pem"), keyFile: certificates.path("server.key"))
    }
    static let now = Instant(seconds: Int64(Date().timeIntervalSince1970) + 60)

    init() throws {
        certificates = try TestCertificates()
        try certificates.make("server", alternativeNames: "DNS:localhost")
        try certificates.make("other", alternativeNames: "DNS:localhost")
    }

    private func mistake(_ settings: TLSSettings, at now: Instant = now) -> String? {
        do {
            _ = try ListenerIdentity(settings, at: now)
            return nil
        } catch { return "\(error)".replacing(certificates.folder + "/", with: "") }
    }

    @Test func mistakesNameTheFileAndWhatToDo() throws {
        defer { certificates.remove() }
        #expect(mistake(settings) == nil)
        try "nonsense".write(toFile: certificates.path("nonsense"), atomically: true, encoding: .utf8)
        try Data(count: (1 << 20) + 1).write(to: URL(filePath: certificates.path("long")))
        let cases: [(certificate: String, key: String, authority: String?, mistake: String)] = [
            ("missing", "server.key", nil, "missing: the file cannot be read: No such file or directory"),
            ("", "server.key", nil, ": the file cannot be read: Is a directory"),
            ("nonsense", "server.key", nil, "nonsense: the file holds no certificates in PEM"),
            ("server.key", "server.key", nil, "server.key: the file holds no certificates in PEM"),
            ("server.pem", "nonsense", nil, "nonsense: the file holds no private key in PEM"),
            ("server.pem", "server.pem", nil, "server.pem: the file holds no private key in PEM"),
            ("server.pem", "other.key", nil, "other.key: the file holds the key of another certificate"),
            ("server.pem", "server.key", "nonsense", "nonsense: the file holds no certificates in PEM"),
            ("long", "server.key", nil, "long: the file is longer than 1048576 bytes"),
        ]
        for one in cases {
            let settings = TLSSettings(
                authorityFile: one.authority.map(certificates.path),
                certificateFile: certificates.path(one.certificate),
                keyFile: certificates.path(one.key))
            let found = mistake(settings)
            #expect(found?.hasPrefix(one.mistake) == true, "\(found ?? "none")")
            #expect(found?.contains("(J5007 connector.settings). Correct ") == true, "\(found ?? "none")")
        }
        #expect(mistake(TLSSettings(certificateFile: "a"))?.contains("go together") == true)
        #expect(mistake(TLSSettings())?.contains("needs 'certificateFile' and 'keyFile'") == true)
    }

    @Test func aKeyWithAPassphraseIsRefused() throws {
        defer { certificates.remove() }
        try OutsideProgram.run(
            "openssl",
            [
                "pkcs8", "-topk8", "-in", certificates.path("server.key"), "-out", certificates.path("locked.key"),
                "-passout", "pass:secret",
            ])
        var settings = settings
        settings.keyFile = certificates.path("locked.key")
        #expect(mistake(settings)?.contains("one with a passphrase cannot") == true)
    }

    @Test func aCertificateOutOfItsTimeIsRefused() {
        defer { certificates.remove() }
        #expect(
            mistake(settings, at: Self.now + .seconds(86_400 * 3))?
                .hasPrefix("server.pem: the file holds a certificate that expired ") == true)
        #expect(
            mistake(settings, at: Self.now - .seconds(86_400))?
                .hasPrefix("server.pem: the file holds a certificate that begins ") == true)
    }

    @Test func renewedFilesAreTakenAndOthersAreNot() throws {
        defer { certificates.remove() }
        let identity = try ListenerIdentity(settings, at: Self.now)
        let first = identity.context
        #expect(try !identity.renew(at: Self.now))
        #expect(identity.context === first)
        // The certificate is there before its key is.
        try replace("server.pem", by: "other.pem")
        #expect(throws: JunctionError.self) { try identity.renew(at: Self.now) }
        #expect(identity.context === first)
        try replace("server.key", by: "other.key")
        #expect(try identity.renew(at: Self.now))
        #expect(identity.context !== first)
        #expect(try !identity.renew(at: Self.now))
        try FileManager.default.removeItem(atPath: certificates.path("server.key"))
        #expect(throws: JunctionError.self) { try identity.renew(at: Self.now) }
        #expect(identity.expires > Self.now)
    }

    private func replace(_ name: String, by other: String) throws {
        let content = try String(contentsOfFile: certificates.path(other), encoding: .utf8)
        try content.write(toFile: certificates.path(name), atomically: true, encoding: .utf8)
    }
}
