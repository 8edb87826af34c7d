using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Hosting.Directory;
using OpenClaw.Tenancy.Hosting.Tests.Shared;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Files;

/// <summary>A process that uses a journal in a file, without a host that follows it.</summary>
internal sealed class JournalWorld : IDisposable
{
    private readonly ServiceProvider _services;

    public JournalWorld(string path, TestDisk? disk = null, TimeProvider? time = null, Action<FileDirectoryOptions>? options = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(l => l.AddProvider(Log));
        services.AddSingleton(time ?? TimeProvider.System);
        TenancyBuilder builder = services.AddTenancy(o => o.Mode = TenancyMode.Shared).AddFileDirectory(path, options);
        disk?.Use(builder);
        _services = services.BuildServiceProvider();
    }

    public EventLog Log { get; } = new();

    public IDirectoryJournal Journal => _services.GetRequiredService<IDirectoryJournal>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static DirectoryChange Change(string name) => DirectoryChange.RevokeMember(TestWorld.Acme, "idp", name, mayReturn: true);

    public Task<long> Append(string name) => Journal.AppendAsync(Change(name), Token).AsTask();

    public Task<IReadOnlyList<DirectoryRecord>> Read(long after = 0, int max = int.MaxValue) => Journal.ReadAsync(after, max, Token).AsTask();

    /// <summary>What the journal holds: "sequence name".</summary>
    public async Task<string[]> Names() => [.. (await Read()).Select(static r => $"{r.Sequence} {Name(r)}")];

    public static string Name(DirectoryRecord record)
    {
        using var json = JsonDocument.Parse(record.Change);
        return json.RootElement.GetProperty("holder").GetString()!;
    }

    public void Dispose() => _services.Dispose();
}
