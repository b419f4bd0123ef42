import Connectors
import Contract
import Flows
import Foundation
import NIOCore
import NIOPosix
import SecurityCore
import Values

/// Looks at everything a server needs before it needs it, and says what to do.
package struct Doctor: Sendable {
    private let settings: ServerSettings

    /// Below this the log soon cannot grow.
    private static let freeBytesLeast: Int64 = 1 << 30
    /// A flush slower than this holds every acknowledgement up.
    private static let flushMost = Duration.milliseconds(20)

    package init(_ settings: ServerSettings) { self.settings = settings }

    package func examine() async -> [Diagnosis] {
        let environment = ProcessInfo.processInfo.environment
        let resolver = SettingsResolver(environment: settings.environment) { environment[$0] }
        let (workspace, problems) = Workspace.read(settings.workspace, resolver: resolver)
        var found = problems.filter { $0.severity == .error }.map {
            Diagnosis.ill("workspace", "\($0)", "Run 'junction check \(settings.workspace)'.")
        }
        if found.isEmpty {
            found.append(.well("workspace", "\(workspace.points.count) points, \(workspace.systems.count) systems"))
        }
        found += disk()
        found.append(clock())
        found.append(trust())
        found += await ports(workspace)
        found += secrets(workspace, environment)
        return await found + systems(workspace, environment)
    }

    private func disk() -> [Diagnosis] {
        do {
            try FileManager.default.createDirectory(
                atPath: settings.data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            return [.ill("data", "the folder '\(settings.data)' cannot be made", "Name another, or mend permissions.")]
        }
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: settings.data)
        let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value ?? 0
        let room: Diagnosis =
            free >= Self.freeBytesLeast
            ? .well("disk", "\(free >> 30) GiB free")
            : .ill("disk", "\(free >> 20) MiB free", "Free space under '\(settings.data)', or put the data elsewhere.")
        return [room, flush()]
    }

    private func flush() -> Diagnosis {
        let path = "\(settings.data)/doctor-\(SystemIdentifier.next())"
        defer { try? FileManager.default.removeItem(atPath: path) }
        guard FileManager.default.createFile(atPath: path, contents: Data(count: 4096)),
            let handle = FileHandle(forWritingAtPath: path)
        else { return .ill("data", "'\(settings.data)' cannot be written", "Mend its permissions.") }
        let begin = ContinuousClock.now
        guard (try? handle.synchronize()) != nil else {
            return .ill("disk", "the disk cannot be flushed", "Use a disk that keeps what it says it has written.")
        }
        let span = ContinuousClock.now - begin
        let text = "a flush takes \(span.wholeMicroseconds) µs"
        return span <= Self.flushMost
            ? .well("flush", text) : .ill("flush", text, "Expect slow acknowledgements; use a faster disk.")
    }

    private func clock() -> Diagnosis {
        // A clock that has gone back makes tokens, schedules and retries wrong; this program cannot be from the future.
        let now = TimeSource.system.now()
        let program = Bundle.main.executablePath ?? ""
        let built = try? FileManager.default.attributesOfItem(atPath: program)[.modificationDate] as? Date
        let builtAt = Instant(seconds: Int64(built?.timeIntervalSince1970 ?? 0))
        return now < builtAt
            ? .ill("clock", "it is \(now), before this program was built", "Set the clock, and run a time service.")
            : .well("clock", "it is \(now)")
    }

    private func trust() -> Diagnosis {
        let bundle = "/etc/ssl/certs/ca-certificates.crt"
        return FileManager.default.fileExists(atPath: bundle)
            ? .well("TLS", "certificate authorities at \(bundle)")
            : .ill("TLS", "there are no certificate authorities", "Install the package ca-certificates.")
    }

    private func ports(_ workspace: Workspace) async -> [Diagnosis] {
        var wanted = [("API", settings.port)]
        for point in workspace.points {
            if case .mllp(let listener)? = point.trigger { wanted.append((point.id, listener.port)) }
        }
        var found: [Diagnosis] = []
        for (name, port) in wanted {
            let channel = try? await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: settings.host, port: port).get()
            try? await channel?.close()
            found.append(
                channel != nil
                    ? .well("port", "\(port) is free for \(name)")
                    : .ill("port", "\(port), for \(name), is in use", "Stop what uses it (a running server does)."))
        }
        return found
    }

    private func secrets(_ workspace: Workspace, _ environment: [String: String]) -> [Diagnosis] {
        let store = SecretStore(environment: environment, folder: settings.secretsFolder)
        return workspace.systems.flatMap(\.secrets).map { name in
            do {
                _ = try store.secret(named: name)
                return .well("secret", "'\(name)' is there")
            } catch let error as JunctionError { return .ill("secret", error.message, error.remedy) } catch {
                return .ill("secret", "'\(name)' cannot be read", "Store it anew.")
            }
        }
    }

    private func systems(_ workspace: Workspace, _ environment: [String: String]) async -> [Diagnosis] {
        let store = SecretStore(environment: environment, folder: settings.secretsFolder)
        let directory = SystemDirectory(
            environment: ConnectorEnvironment(
                time: .system, secret: { try? store.secret(named: $0).reveal() },
                eventLoopGroup: MultiThreadedEventLoopGroup.singleton),
            addresses: SystemAddresses())
        var found: [Diagnosis] = []
        for system in workspace.systems {
            _ = directory.install(system)
            switch await directory.reach(system.id) {
            case .done(_): found.append(.well("system", "'\(system.id)' answers"))
            case .retry(let reason, _), .postponed(let reason, _), .refused(let reason):
                found.append(
                    .ill(
                        "system", "'\(system.id)' at \(system.endpoint): \(reason)",
                        "Check address, network and secret."))
            }
        }
        await directory.shutdown()
        return found
    }
}
