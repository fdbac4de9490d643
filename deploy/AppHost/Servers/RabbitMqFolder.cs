using CreatorFlow.AppHost.Folder;

namespace CreatorFlow.AppHost.Servers;

/// <summary>A private broker's ports.</summary>
internal sealed record RabbitMqPorts(int Amqp, int Management, int Metrics, int Distribution, int Epmd)
{
    /// <param name="node">Its name among the components.</param>
    /// <param name="ports">Where they are kept.</param>
    public static RabbitMqPorts Of(string node, PortBook ports) => new(
        ports.For(node),
        ports.For($"{node}-management"),
        ports.For($"{node}-metrics"),
        ports.For($"{node}-distribution"),
        ports.For("epmd"));
}

/// <summary>
/// A private broker's files. Every path that the broker would look up under /etc or /var is named,
/// so that neither the machine's own broker nor its settings are touched.
/// </summary>
internal sealed record RabbitMqFolder(string Path, string NodeName, RabbitMqPorts Ports, string Password)
{
    private const string Plugins = "[rabbitmq_management,rabbitmq_prometheus,rabbitmq_consistent_hash_exchange].\n";
    private const string Cookie = ".erlang.cookie";

    // What is in the quorum queues' common log is written to each queue's own files whenever the log is full: with 64 MB that took
    // the broker three quarters of a core for more than a second of every minute under load, with 16 MB a fifth of a second each time
    // (https://www.rabbitmq.com/docs/quorum-queues#resource-use).
    private const int LogBytes = 16 * 1024 * 1024;

    private static readonly int Schedulers = Math.Max(1, System.Environment.ProcessorCount / 2);

    /// <summary>The node whose cluster this one becomes a member of when it has no data yet; null for one that is first or alone.</summary>
    public RabbitMqFolder? Joins { get; init; }

    /// <summary>Queues and their messages.</summary>
    public string Data => In("mnesia");

    public void Write()
    {
        Directory.CreateDirectory(In("conf.d"));
        PrivateFile.WriteText(In("rabbitmq.conf"), Configuration);
        PrivateFile.WriteText(In("enabled_plugins"), Plugins);
        PrivateFile.WriteText(In("advanced.config"), "[].\n");
        PrivateFile.WriteText(In("rabbitmq-env.conf"), "");
        // Nodes talk to each other that have the same cookie; the first one's is made by Erlang.
        if (Joins is not null && !File.Exists(In(Cookie))) File.Copy(Joins.In(Cookie), In(Cookie));
    }

    public IReadOnlyDictionary<string, string> Environment() => new Dictionary<string, string>
    {
        ["HOME"] = Path,
        ["RABBITMQ_NODENAME"] = NodeName,
        ["RABBITMQ_CONF_ENV_FILE"] = In("rabbitmq-env.conf"),
        ["RABBITMQ_CONFIG_FILE"] = In("rabbitmq.conf"),
        ["RABBITMQ_CONFIG_FILES"] = In("conf.d"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = In("advanced.config"),
        ["RABBITMQ_GENERATED_CONFIG_DIR"] = In("config"),
        ["RABBITMQ_SCHEMA_DIR"] = In("schema"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = In("enabled_plugins"),
        ["RABBITMQ_MNESIA_BASE"] = Data,
        ["RABBITMQ_LOG_BASE"] = In("log"),
        ["RABBITMQ_PID_FILE"] = In("pid"),
        ["RABBITMQ_DIST_PORT"] = $"{Ports.Distribution}",
        ["ERL_EPMD_PORT"] = $"{Ports.Epmd}",
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        // Services share the cores. Schedulers that spin while idle would take them; one scheduler for each core hand the little that
        // each of them has to another, half as many do the same for a quarter less; and RabbitMQ binds them to cores by default,
        // where they wait for whoever else is there while another core is idle (https://www.erlang.org/docs/25/man/erl#+sbt).
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
            $"-kernel inet_dist_use_interface {{127,0,0,1}} +S {Schedulers}:{Schedulers} +stbt u +sbwt none +sbwtdcpu none +sbwtdio none",
        // Makes the start script become the Erlang machine instead of waiting for it, so that the
        // process we know is the broker itself, which takes SIGTERM as its order to shut down.
        ["detached"] = "1",
    };

    private string Configuration => $"""
        listeners.tcp.1 = 127.0.0.1:{Ports.Amqp}
        management.tcp.ip = 127.0.0.1
        management.tcp.port = {Ports.Management}
        prometheus.tcp.ip = 127.0.0.1
        prometheus.tcp.port = {Ports.Metrics}
        default_user = {RabbitMqServer.User}
        default_pass = {Password}
        disk_free_limit.absolute = 50MB
        raft.wal_max_size_bytes = {LogBytes}
        log.console = true
        log.console.level = info
        log.file = false
        {(Joins is null ? "" : $"cluster_formation.peer_discovery_backend = classic_config\ncluster_formation.classic_config.nodes.1 = {Joins.NodeName}")}

        """;

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
