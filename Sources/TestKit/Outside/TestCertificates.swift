import Foundation

/// Certificates made by openssl in a folder of their own.
package struct TestCertificates: Sendable {
    package let folder: String

    package init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "junction-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try makeAuthority("ca")
        try makeAuthority("other-ca")
    }

    package func remove() { try? FileManager.default.removeItem(atPath: folder) }

    package func path(_ name: String) -> String { folder + "/" + name }

    private func makeAuthority(_ name: String) throws {
        try OutsideProgram.run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                "-subj", "/CN=\(name)", "-keyout", path("\(name).key"), "-out", path("\(name).pem"), "-addext",
                "keyUsage=critical,keyCertSign",
            ])
    }

    /// A certificate signed by `ca`, as `{name}.pem` with `{name}.key`.
    package func make(_ name: String, alternativeNames: String) throws {
        try OutsideProgram.run(
            "openssl",
            [
                "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=\(name)",
                "-keyout", path("\(name).key"), "-out", path("\(name).csr"),
            ])
        try "subjectAltName=\(alternativeNames)\n".write(toFile: path("\(name).ext"), atomically: true, encoding: .utf8)
        try OutsideProgram.run(
            "openssl",
            [
                "x509", "-req", "-in", path("\(name).csr"), "-CA", path("ca.pem"), "-CAkey", path("ca.key"),
                "-CAcreateserial", "-days", "2", "-extfile", path("\(name).ext"), "-out", path("\(name).pem"),
            ])
    }
}
