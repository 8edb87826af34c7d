using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>A folder with a key file, and hosts that follow it.</summary>
internal sealed class RingFileWorld : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal RingFileWorld() => TokenKeyRing.CreateEs256().Save(Path);

    internal string Path => _folder.File("ring.json");

    internal EventLog Log { get; } = new();

    internal string[] Files => _folder.Names();

    internal TokenWorld Host(Action<TokenIssuerOptions>? configure = null) => new(
        configure: o =>
        {
            (o.Ring, o.RingFile) = (null, Path);
            configure?.Invoke(o);
        },
        build: b => b.Services.AddLogging(l => l.AddProvider(Log)));

    internal void Write(string contents)
    {
        File.WriteAllText(Path, contents);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    public void Dispose() => _folder.Dispose();
}
