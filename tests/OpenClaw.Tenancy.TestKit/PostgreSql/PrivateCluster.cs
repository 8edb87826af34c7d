using System.Diagnostics;

namespace OpenClaw.Tenancy.TestKit.PostgreSql;

/// <summary>A PostgreSQL server of its own: in a new folder, reached through a socket in it that nobody else may enter, and gone with this process.</summary>
/// <remarks>
/// A shell stands between this process and the server and reads its input. The input ends when this process ends, however it
/// ends; then the shell stops the server and removes the folder. The shell has a session of its own, so that a signal to the
/// group of this process does not reach it first.
/// </remarks>
public sealed class PrivateCluster : IDisposable
{
    private const string Watch = """
        folder=$1; initdb=$2; shift 2
        "$initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C --no-sync </dev/null >"$folder/log" 2>&1
        "$@" </dev/null >>"$folder/log" 2>&1 &
        server=$!
        read -r _
        kill -INT "$server" 2>/dev/null
        wait "$server"
        rm -rf "$folder"
        """;

    private readonly Process _watcher;
    private readonly string _folder;
    private readonly string _binaries;

    private PrivateCluster(Process watcher, string folder, string binaries) => (_watcher, _folder, _binaries) = (watcher, folder, binaries);

    /// <summary>The folder of the server's socket: what a connection string calls the host.</summary>
    public string Host => _folder;

    public int Port => 5432;

    /// <summary>A connection string of the superuser, to the database "postgres".</summary>
    public string SuperuserConnectionString => $"Host={Host};Port={Port};Username=postgres;Database=postgres";

    /// <summary>A running server, or null where PostgreSQL is not installed; there a continuous-integration run fails.</summary>
    public static PrivateCluster? TryStart()
    {
        if (PostgresBinaries.Find() is { } binaries)
        {
            return Start(binaries);
        }

        return Environment.GetEnvironmentVariable("CI") == "true" ? throw new InvalidOperationException(PostgresBinaries.HowToInstall) : null;
    }

    /// <summary>Stops the server and removes its folder.</summary>
    public void Dispose()
    {
        _watcher.StandardInput.Close();
        if (!_watcher.WaitForExit(TimeSpan.FromSeconds(20)))
        {
            _watcher.Kill(entireProcessTree: true);
        }

        _watcher.Dispose();
    }

    private static PrivateCluster Start(string binaries)
    {
        string? account = ServerAccount.Needed();
        string folder = Scratch.NewFolder("pg-");
        if (account is not null)
        {
            Command.Require("chown", account, folder);
        }

        string[] server =
        [
            Path.Combine(binaries, "postgres"), "-D", Path.Combine(folder, "data"),
            "-c", "listen_addresses=", "-c", $"unix_socket_directories={folder}", "-c", "unix_socket_permissions=0700",
            "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "autovacuum=off", "-c", "jit=off",
            "-c", "shared_buffers=32MB", "-c", "max_connections=60", "-c", "max_wal_size=256MB", "-c", "timezone=UTC",
        ];
        string[] watcher = ["setsid", .. ServerAccount.Prefix(account), "sh", "-c", Watch, "watch", folder, Path.Combine(binaries, "initdb"), .. server];
        var cluster = new PrivateCluster(Process.Start(Command.Started(watcher)) ?? throw new InvalidOperationException("The server's shell did not start."), folder, binaries);
        cluster.WaitUntilReady();
        return cluster;
    }

    private void WaitUntilReady()
    {
        long start = TimeProvider.System.GetTimestamp();
        while (Command.Run(Path.Combine(_binaries, "pg_isready"), "-q", "-h", Host, "-p", "5432").Code != 0)
        {
            if (_watcher.HasExited || TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromSeconds(60))
            {
                string log = Path.Combine(_folder, "log");
                string said = File.Exists(log) ? File.ReadAllText(log) : "nothing";
                Dispose();
                throw new InvalidOperationException($"The PostgreSQL server did not start. It said: {said}");
            }

            Thread.Sleep(50);
        }
    }
}
