import Testing
import Values

@testable import Connectors

@Suite struct OutboundGuardTests {
    private func guardian(_ addresses: [String], allowed: [String] = []) -> OutboundGuard {
        OutboundGuard(
            rules: AddressRules(allowed: allowed.compactMap(Network.init)),
            lookUp: { _ in addresses.compactMap(IPAddress.init) })
    }

    @Test func oneForbiddenAddressAmongManyRefuses() async {
        await #expect(throws: JunctionError.self) {
            _ = try await guardian(["8.8.8.8", "10.0.0.1"]).addresses(of: "rebind.example")
        }
    }

    @Test func allowedAddressesAreGivenBack() async throws {
        let found = try await guardian(["8.8.8.8", "10.0.0.1"], allowed: ["10.0.0.0/8"]).addresses(of: "ok.example")
        #expect(found.map(\.description) == ["8.8.8.8", "10.0.0.1"])
    }

    @Test func noAddressIsNoConnection() async {
        let error = await #expect(throws: JunctionError.self) {
            _ = try await guardian([]).addresses(of: "none.example")
        }
        #expect(error?.code == .connectFailed)
    }

    @Test(arguments: ["127.0.0.1", "0x7f.1", "2130706433", "::1", "::ffff:127.0.0.1", "0"])
    func literalsNeedNoLookUp(host: String) async {
        let error = await #expect(throws: JunctionError.self) {
            _ = try await guardian(["8.8.8.8"]).addresses(of: host)
        }
        #expect(error?.code == .addressForbidden)
    }

    @Test func theSystemKnowsLocalhost() async throws {
        let found = try await OutboundGuard.systemLookUp("localhost")
        #expect(found.contains(.v4(0x7F00_0001)) || found.contains(.v6(1)))
    }

    @Test(arguments: [
        ("https://example.org", "https://example.org", ""),
        ("http://Example.ORG:8080/a/b/", "http://example.org:8080", "/a/b"),
        ("http://example.org:80", "http://example.org", ""),
        ("https://[2001:DB8::1]:9/x", "https://[2001:db8::1]:9", "/x"),
        ("http://0x7f.1/", "http://127.0.0.1", ""),
    ])
    func webAddresses(text: String, origin: String, path: String) throws {
        let address = try WebAddress(text)
        #expect(address.origin == origin)
        #expect(address.basePath == path)
    }

    @Test(arguments: [
        ("a.example.org", "a.example.org", true), ("A.example.org", "a.EXAMPLE.org.", true),
        ("a.example.org", "*.example.org", true),
        ("example.org", "*.org", false), ("a.b.example.org", "*.example.org", false),
        ("example.org", "*.example.org", false),
        ("a.example.org", "*", false), ("a.example.org", "a.*.org", false), ("ab.example.org", "a*.example.org", false),
        (".example.org", "*.example.org", false), ("", "", false), ("a.example.org", "b.example.org", false),
    ])
    func certificateNames(host: String, name: String, expected: Bool) {
        #expect(CertificateNames.matches(host, name) == expected, "\(host) \(name)")
    }

    @Test(arguments: [
        "", "example.org", "ftp://example.org", "http://", "http:///x", "http://user:pass@example.org", "http://a b/",
        "http://example.org:0", "http://example.org:99999", "http://example.org:", "http://[::1",
        "http://[fe80::1%25eth0]/",
        "http://exa\u{0}mple.org", "http://example.org/?q=1", "http://example.org/#f", "http://münchen.de",
        "http://a\\b/",
        "http://example.org/a\r\nb", "http://256.1.1.1", "http://-a.example", "HTTP://example.org",
    ])
    func refusedWebAddresses(text: String) {
        #expect(throws: JunctionError.self) { _ = try WebAddress(text) }
    }
}
