using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Hosting.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Shared;

/// <summary>One host that follows a journal.</summary>
internal sealed class SharedHost : IDisposable
{
    private readonly IHost _host;

    public SharedHost(
        FakeJournal journal, ManualTime time, Action<SharedDirectoryOptions>? options = null, Action<TenancyBuilder>? more = null, TenancyMode mode = TenancyMode.Shared)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders().AddProvider(Log);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<IDirectoryJournal>(journal);
        builder.Services.AddSingleton<IDirectorySignal>(journal);
        TenancyBuilder tenancy = builder.Services.AddTenancy(o => o.Mode = mode);
        if (mode != TenancyMode.Disabled)
        {
            tenancy.AddIssuer("idp", o => o.ForEveryTenant("the only issuer"), (_, door) => new TestVerifier(door));
        }

        tenancy.AddSharedDirectory(options);
        more?.Invoke(tenancy);
        _host = builder.Build();
        Time = time;
    }

    public ManualTime Time { get; }

    public EventLog Log { get; } = new();

    public TenantDirectory Directory => _host.Services.GetRequiredService<TenantDirectory>();

    public DirectoryWriter Writer => _host.Services.GetRequiredService<DirectoryWriter>();

    public T Service<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public static async Task<SharedHost> StartAsync(FakeJournal journal, ManualTime time, Action<SharedDirectoryOptions>? options = null)
    {
        var host = new SharedHost(journal, time, options);
        await host.StartAsync();
        return host;
    }

    public Task StartAsync() => _host.StartAsync(TestContext.Current.CancellationToken);

    public Task StopAsync() => _host.StopAsync(TestContext.Current.CancellationToken);

    public ClaimAcceptance Accept(string tenant, string subject = "alice", long? generation = null, string? credentialId = null, TimeSpan age = default, string[]? scopes = null) =>
        _host.Services.GetRequiredService<TestVerifier>().Issuer.Accept(new TenantClaim
        {
            Issuer = "idp",
            Tenant = tenant,
            Subject = subject,
            Scopes = scopes ?? [],
            IssuedAt = Time.Now - age,
            ExpiresAt = Time.Now + TimeSpan.FromMinutes(1),
            Generation = generation,
            CredentialId = credentialId,
        });

    public DenyReason? ReasonFor(string tenant, string subject = "alice") => Accept(tenant, subject) is { Claim: null } refused ? refused.Reason : null;

    public TenantStatus Status(string tenant) => Directory.TryFind(tenant, out TenantEntry? entry) ? entry.Status : TenantStatus.Unknown;

    public void Dispose() => _host.Dispose();

    /// <summary>Waits for something that happens on another thread; the limit is for a test that hangs and measures nothing.</summary>
    public static async Task Until(Func<bool> holds)
    {
        for (int i = 0; !holds(); i++)
        {
            Assert.True(i < 6000, "It did not happen.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
