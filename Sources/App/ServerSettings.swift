import Connectors
package import Contract
import Events
import Values

/// What `junction serve` is told: by its flags, and by nothing else.
package struct ServerSettings: Sendable {
    /// The folder of points, systems, mappings and samples.
    package var workspace: String
    /// The folder of the database; made when absent.
    package var data: String
    /// `postgres://…` for a store that several nodes may share; nil: a file in the data folder.
    package var store: String?
    /// The folder of secrets, which nodes of one service share; nil: `secrets` in the data folder.
    package var secrets: String?
    var secretsFolder: String { secrets ?? "\(data)/secrets" }
    /// Where other nodes of the service reach the API; nil: host and port.
    package var advertise: String?
    package var host = "127.0.0.1"
    /// The API's port; 0 takes a free one.
    package var port = 8080
    /// The API's certificate and key, and whose certificates its callers must show; nil: it speaks without TLS.
    private(set) var tls: TLSSettings?
    /// A PEM file of authorities that the other nodes' certificates are signed by; nil: the system's.
    package var nodeAuthority: String?
    /// Whether the API may be reached from other machines without TLS.
    package var allowsUnencrypted = false
    /// Origins whose pages may open a WebSocket, in small letters, beside the server's own.
    package var origins: Set<String> = []
    /// Which of a setting's values are used.
    package var environment = EnvironmentName.development
    /// Serve stand-ins for the workspace's external systems, and send to them instead of to the real ones.
    package var sandbox = false
    package var sandboxPort = 0
    /// Take a free port for every listener, whatever the point files say.
    package var freePorts = false
    /// Whether points that say so listen over TLS; not where a test plays their senders.
    package var securesListeners = true
    /// Whether schedules run by the clock; a sync can be asked for either way.
    package var runsSchedules = true
    /// How long a stop waits for what is under way.
    package var grace = Duration.seconds(10)
    /// How much of each stream stays, until it is said over the API.
    private(set) var retention = RetentionPolicy()
    /// How long it is between two runs of pruning.
    package var pruneEvery = Duration.seconds(60)
    /// Whether the store has room on the disk for what is written first, so that the first commits are as quick as later ones.
    package var reservesLog = false
    /// Event-loop threads for the edges.
    package var threads = 1

    package init(workspace: String, data: String) {
        self.workspace = workspace
        self.data = data
    }

    /// Has the API served over TLS, by files in PEM; callers must show certificates when it is said who signs them.
    package mutating func secure(certificate: String, key: String, clientAuthority: String? = nil) {
        tls = TLSSettings(authorityFile: clientAuthority, certificateFile: certificate, keyFile: key)
    }

    var scheme: String { tls == nil ? "http" : "https" }

    /// How this node speaks to others: to a node that asks for a certificate, by its own.
    var towardsNodes: TLSSettings {
        TLSSettings(authorityFile: nodeAuthority, certificateFile: tls?.certificateFile, keyFile: tls?.keyFile)
    }

    /// Throws `settingInvalid` when keys and payloads would cross the network for all to read.
    func checkEncryption() throws(JunctionError) {
        let isLocal = ["localhost", "::1"].contains(host.lowercased()) || host.hasPrefix("127.")
        guard tls == nil, !isLocal, !allowsUnencrypted else { return }
        throw JunctionError(
            .settingInvalid, "the API would be reached at \(host) without encryption",
            remedy: "Give --tls-certificate and --tls-key; where a proxy encrypts in front of it, --allow-unencrypted.")
    }

    /// Of every stream; nil is no limit.
    package mutating func keep(days: Int?, megabytes: Int?, events: Int?) {
        retention.otherwise = RetentionPolicy.Limits(days: days, megabytes: megabytes, events: events)
    }
}
